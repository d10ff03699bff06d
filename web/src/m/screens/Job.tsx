import { IconAlertTriangle, IconBan, IconBox, IconCamera, IconCar, IconCheck, IconClock, IconCopy, IconFileText, IconHandStop, IconMapPin, IconPhone, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Job } from '../db'
import { usePhone } from '../phone'
import { here, mapLink } from '../place'
import { go, type Sub } from '../router'
import { checkedIn, type Do, mayLook, offered } from '../steps'
import { Button, Page, Plate, RefusalNote, Sheet, Tick, useDeed } from '../ui'
import { ago, clock, currentLanguage, dayOf, degrees, lines, moment, t, word } from '../words'
import { look, nameOf, useNow } from './Jobs'
import { acting, agentName, filesOf, phone, say } from './shared'

const MAIN: Record<Do, 'main' | 'good' | 'danger'> = { depart: 'main', check_in: 'main', found: 'good', hook: 'good', complete: 'main', fail: 'danger', confirm_hold: 'main', handover: 'good' }

function CopyPlace({ at }: { at: { lat: number; lon: number } }) {
  return (
    <Button icon={<IconCopy size={20} aria-hidden />} onClick={() => void navigator.clipboard?.writeText(degrees(at)).then(() => say(t('common.copied')))}>
      {t('job.copy_place')}
    </Button>
  )
}

function Where({ job }: { job: Job }) {
  const { order, position } = job
  const deed = useDeed()
  useNow(position !== undefined)
  const target = order.lat != null && order.lon != null ? { lat: order.lat, lon: order.lon } : null
  const fix = position && position.lat != null && position.lon != null ? { lat: position.lat, lon: position.lon } : null
  const at = fix ?? target
  const old = position?.at ? Date.now() - Date.parse(position.at) > 3_600_000 : false
  if (!at && !mayLook(order)) return null
  return (
    <section className="card">
      <div className="spread">
        <h2>{t('job.where')}</h2>
        {fix && position?.at ? <span className={old ? 'pill warn' : 'pill good'}><IconClock size={16} aria-hidden />{t('job.fix', { age: ago(position.at) })}</span> : null}
      </div>
      {position && !fix && <p className="sub">{t('job.fix_none')}</p>}
      {old && <div className="note warn">{t('job.fix_old')}</div>}
      {at && (
        <>
          <div>
            {!fix && <span className="meta">{t('job.target')}</span>}
            <div className="big">{degrees(at)}</div>
          </div>
          <a className="btn tint" href={mapLink(at.lat, at.lon, order.car.plate ?? '')}>
            <IconMapPin size={22} aria-hidden />
            {t('job.open_map')}
          </a>
          <div className="grid2">
            <CopyPlace at={at} />
            <Button onClick={() => go({ at: 'job', id: job.id, sub: 'map' })}>{t('job.show_map')}</Button>
          </div>
        </>
      )}
      {mayLook(order) && (
        <>
          <Button busy={deed.busy} onClick={() => deed.run(() => phone.locate(job.id))}>{t(position ? 'job.look_again' : 'job.look')}</Button>
          <p className="meta">
            {t('common.logged')}
            {position && ` · ${t('job.until', { time: moment(position.until) })}`}
          </p>
        </>
      )}
      {deed.note}
      {position && position.stops.length > 0 && (
        <details>
          <summary>
            {t('job.stops')} · {position.stops.length}
          </summary>
          <ul className="lines">
            {position.stops.slice(0, 30).map((stop) => (
              <li key={stop.arrive}>
                <span>{stop.leave ? t('job.stood', { from: moment(stop.arrive), to: clock(stop.leave) }) : t('job.stands', { from: moment(stop.arrive) })}</span>
                <a className="btn fit" href={mapLink(stop.lat, stop.lon, order.car.plate ?? '')} aria-label={`${t('job.open_map')} ${moment(stop.arrive)}`}>
                  <IconMapPin size={22} aria-hidden />
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Letter({ job }: { job: Job }) {
  const letter = job.order.letter
  if (!letter) return null
  return (
    <section className="card">
      <div className="spread">
        <h2>{t('job.letter')}</h2>
        <span className={letter.holds ? 'pill good' : 'pill bad'}>{letter.holds ? t('job.letter_until', { time: moment(letter.valid_to) }) : t('job.letter_void')}</span>
      </div>
      <a className="btn" href={`/api/v1/work/orders/${job.id}/letter?language=${currentLanguage()}`} target="_blank" rel="noopener">
        <IconFileText size={22} aria-hidden />
        {t('job.letter_open')}
      </a>
      <p className="meta">{t('job.letter_kept')}</p>
    </section>
  )
}

function Rules({ open }: { open: boolean }) {
  const list = (what: 'do' | 'dont', key: 'rules.do_list' | 'rules.dont_list') => (
    <>
      <h2>{t(what === 'do' ? 'rules.do' : 'rules.dont')}</h2>
      <ul className={`rules ${what}`}>
        {lines(key).map((line) => (
          <li key={line}>
            {what === 'do' ? <IconCheck size={24} stroke={2.6} aria-hidden /> : <IconX size={24} stroke={2.6} aria-hidden />}
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </>
  )
  return (
    <details className="card" open={open}>
      <summary>{t('rules.title')}</summary>
      {list('do', 'rules.do_list')}
      {list('dont', 'rules.dont_list')}
      <h2>{t('rules.contact')}</h2>
      <ul className="rules">
        {lines('rules.contact_list').map((line) => (
          <li key={line}>
            <IconPhone size={22} aria-hidden />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Who stands on site: each is checked in, with the place of this phone. */
function CheckInSheet({ job, close }: { job: Job; close: () => void }) {
  const { crew } = usePhone()
  const { order } = job
  const me = acting(order, crew)
  const [who, setWho] = useState<string[]>(() => (order.agents.length <= 2 ? [...order.agents] : me ? [me] : []))
  const deed = useDeed()
  const go_ = () =>
    deed.run(async () => {
      const spot = await here()
      for (const agent_id of who) await phone.act(job.id, 'check-in', { agent_id, lat: spot.lat, lon: spot.lon })
      say(t('step.done_check_in', { place: `${degrees(spot)} ${t('common.within', { n: spot.accuracy_m })}` }))
      close()
    })
  return (
    <Sheet title={t('step.who_in')} close={close}>
      <p className="sub">{t('step.who_in_hint')}</p>
      <div className="ticks">
        {order.agents.map((id) => (
          <Tick key={id} on={who.includes(id)} set={(on) => setWho(on ? [...who, id] : who.filter((one) => one !== id))}>
            {agentName(crew, id)}
            {id === crew?.agent_id && ` · ${t('offer.you')}`}
          </Tick>
        ))}
      </div>
      {deed.note}
      <Button look="main" busy={deed.busy} disabled={who.length === 0} onClick={go_}>{t('step.check_in')}</Button>
      <Button look="quiet" onClick={close}>{t('common.cancel')}</Button>
    </Sheet>
  )
}

export function JobPage({ job }: { job: Job }) {
  const { order } = job
  const { crew, items } = usePhone()
  const [inSheet, setInSheet] = useState(false)
  const deed = useDeed()
  const steps = offered(order, crew, job.stopped === order.version)
  const next = steps.find((one) => one.refusal === null && one.do !== 'fail') ?? steps[0]
  const others = steps.filter((one) => one !== next)
  const there = checkedIn(order)
  const photos = filesOf(items, job.id)
  const sub = (to: Sub) => go({ at: 'job', id: job.id, sub: to })
  const start = (what: Do) => {
    switch (what) {
      case 'depart':
        return deed.run(async () => {
          const agent_id = acting(order, crew)
          await phone.act(job.id, 'depart', agent_id ? { agent_id } : {})
          say(t('step.done_depart'))
        })
      case 'confirm_hold':
        return deed.run(async () => {
          await phone.act(job.id, 'confirm-hold', {})
          say(t('step.done_hold'))
        })
      case 'check_in':
        return setInSheet(true)
      default:
        return sub(what)
    }
  }
  const held = order.state === 'on_hold'
  const tile = (to: Sub, icon: React.ReactNode, label: string) => (
    <button type="button" className="tile" onClick={() => sub(to)}>
      {icon}
      {label}
    </button>
  )
  return (
    <Page
      title={word('kind', order.kind)}
      back={{ at: 'jobs' }}
      foot={
        next && (
          <>
            {deed.note}
            {next.refusal && <RefusalNote refusal={next.refusal} />}
            <Button look={MAIN[next.do]} className="main" busy={deed.busy} disabled={next.refusal !== null} onClick={() => start(next.do)}>{t(`step.${next.do}`)}</Button>
            {others.filter((one) => one.refusal !== null).slice(0, 1).map((one) => (
              <p key={one.do} className="why">
                <b>{t(`step.${one.do}`)}:</b> {one.refusal?.message}. {one.refusal?.remedy} <code>{one.refusal?.rule}</code>
              </p>
            ))}
            {others.length > 0 && (
              <div className="row">
                {others.map((one) => (
                  <Button key={one.do} look={one.do === 'fail' ? 'danger' : 'plain'} disabled={one.refusal !== null} onClick={() => start(one.do)}>{one.do === 'fail' && order.state !== 'on_site' ? t('step.give_up') : t(`step.${one.do}`)}</Button>
                ))}
              </div>
            )}
          </>
        )
      }
    >
      {held && (
        <div className="stop" role="alert">
          <h2><IconHandStop size={28} aria-hidden />{t('hold.title')}</h2>
          <p>{t(steps.length > 0 ? 'hold.text' : 'hold.confirmed')}</p>
        </div>
      )}
      <section className="card">
        <div className="spread">
          <Plate text={order.car.plate} big />
          <span className={look(order.state)}>{word('state', order.state)}</span>
        </div>
        <div className="spread">
          <div>
            <span className="meta">{t('job.vin')}</span>
            <div className="vin">{order.car.vin.slice(-6)}</div>
          </div>
          <div style={{ textAlign: 'right' }}>
            <b>{nameOf(job)}</b>
            <div className="meta">{order.car.model_year}</div>
          </div>
        </div>
        <p className="meta">{t('jobs.last_day', { day: dayOf(order.ends_on) })}{order.asked && ` · ${t('job.extension_asked', { day: dayOf(order.asked) })}`}</p>
        {order.instructions && <div className="note"><b style={{ fontSize: 16 }}>{t('job.instructions')}</b><span>{order.instructions}</span></div>}
      </section>
      {!held && <Where job={job} />}
      <Letter job={job} />
      {order.agents.length > 0 && (
        <section className="card">
          <div className="spread">
            <h2>{t('job.agents')}</h2>
            {['on_site', 'en_route'].includes(order.state) && <span className={there.size >= (crew?.min_agents ?? 1) ? 'pill good' : 'pill warn'}>{t('job.enough_in', { n: there.size, of: crew?.min_agents ?? 1 })}</span>}
          </div>
          <ul className="lines">
            {order.agents.map((id) => {
              const last = order.check_ins.filter((one) => one.agent === id).at(-1)
              return (
                <li key={id}>
                  <span>{agentName(crew, id)}</span>
                  <span className="meta">{last ? `${t('job.checked_in')} ${moment(last.at)}` : ''}</span>
                </li>
              )
            })}
          </ul>
          {order.state === 'on_site' && there.size < order.agents.length && <Button onClick={() => setInSheet(true)}>{t('step.check_in')}</Button>}
        </section>
      )}
      <Rules open={['accepted', 'en_route'].includes(order.state)} />
      <section className="card">
        <h2>{t('step.more')}</h2>
        <div className="grid2">
          {tile('photos', <IconCamera size={26} aria-hidden />, photos.length > 0 ? `${t('step.photos')} · ${photos.length}` : t('step.photos'))}
          {tile('condition', <IconCar size={26} aria-hidden />, t('step.condition'))}
          {tile('property', <IconBox size={26} aria-hidden />, t('step.property'))}
          {tile('contact', <IconPhone size={26} aria-hidden />, t('step.contact'))}
          {tile('incident', <IconAlertTriangle size={26} aria-hidden />, t('step.incident'))}
          {['accepted', 'en_route', 'on_site'].includes(order.state) && tile('extension', <IconClock size={26} aria-hidden />, t('job.extension'))}
          {order.state === 'on_hook' && tile('fail', <IconBan size={26} aria-hidden />, t('step.give_up'))}
        </div>
      </section>
      {inSheet && <CheckInSheet job={job} close={() => setInSheet(false)} />}
    </Page>
  )
}
