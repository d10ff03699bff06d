import { IconCheck, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Job } from '../db'
import { useDraft } from '../drafts'
import { usePhone } from '../phone'
import { here, hereIfKnown } from '../place'
import { go, type Route } from '../router'
import { checkedIn } from '../steps'
import { Button, Choice, Field, Page, Thumb, Tick, useDeed } from '../ui'
import { clock, dayOf, degrees, lines, t, word } from '../words'
import { acting, filesOf, phone, say } from './shared'

const back = (job: Job): Route => ({ at: 'job', id: job.id, sub: null })
const num = (text: string): number | null => (text.trim() === '' ? null : Math.max(0, Math.round(Number(text))))
const trim = (text: string): string | null => text.trim() || null

const CONDUCT = ['objection', 'force', 'threat', 'insult', 'locked_structure', 'intrusion', 'detention', 'stalking', 'public_exposure', 'police_help', 'impersonation', 'things_taken'] as const

/** What the place is like before a taking. Anything that must not happen leads away from the car. */
export function Found({ job }: { job: Job }) {
  const [form, set, clear] = useDraft(job.id, 'found', { same: false, conduct: [] as string[], nothing: false, recording: false, present: false, identified: false, note: '' })
  const deed = useDeed()
  const save = () =>
    deed.run(async () => {
      const spot = await hereIfKnown()
      const stamp = spot ? t('found.stamp', { time: clock(Date.now()), place: degrees(spot) }) : t('found.stamp_no', { time: clock(Date.now()) })
      const note = [stamp, trim(form.note)].filter(Boolean).join('. ')
      await phone.later(job.id, 'records', { kind: 'site', conduct: form.conduct, recording: form.recording, debtor_present: form.present, identified: form.identified, note })
      clear()
      go(form.conduct.length > 0 ? { at: 'job', id: job.id, sub: 'fail' } : { at: 'job', id: job.id, sub: 'photos' }, true)
    })
  return (
    <Page title={t('found.title')} back={back(job)} foot={<>{deed.note}<Button look="main" busy={deed.busy} disabled={!form.same || (!form.nothing && form.conduct.length === 0)} onClick={save}>{t('found.save')}</Button></>}>
      <p className="sub">{t('found.lead')}</p>
      <div className="card">
        <div className="ticks">
          <Tick on={form.same} set={(same) => set({ same })} sub={`${job.order.car.plate ?? '—'} · ${job.order.car.vin.slice(-6)}`}>{t('found.plate_same')}</Tick>
          <Tick on={form.recording} set={(recording) => set({ recording })}>{t('found.recording')}</Tick>
          <Tick on={form.identified} set={(identified) => set({ identified })}>{t('found.identified')}</Tick>
          <Tick on={form.present} set={(present) => set({ present })}>{t('found.present')}</Tick>
        </div>
      </div>
      <div className="card">
        <h2>{t('found.happened')}</h2>
        <div className="ticks">
          <Tick on={form.nothing} set={(nothing) => set({ nothing, ...(nothing ? { conduct: [] } : {}) })}>{t('found.nothing')}</Tick>
          {CONDUCT.map((one) => (
            <Tick key={one} on={form.conduct.includes(one)} set={(on) => set({ nothing: false, conduct: on ? [...form.conduct, one] : form.conduct.filter((other) => other !== one) })}>{word('conduct', one)}</Tick>
          ))}
        </div>
        {form.conduct.length > 0 && <div className="note bad" role="alert">{t('found.stop')}</div>}
      </div>
      <Field label={`${t('found.note')} (${t('common.optional')})`} area value={form.note} onChange={(event) => set({ note: event.currentTarget.value })} />
      <p className="meta">{t('found.then')}</p>
    </Page>
  )
}

/** Photos of the job that the server has: only those can be named. */
function Shots({ job, chosen, set }: { job: Job; chosen: string[]; set: (ids: string[]) => void }) {
  const { items } = usePhone()
  const photos = filesOf(items, job.id)
  const unsent = photos.filter((item) => item.state === 'waiting').length
  return (
    <div className="card">
      <h2>{t('hook.photos')}</h2>
      {photos.length === 0 && <p className="sub">{t('hook.none')}</p>}
      <div className="shots">
        {photos.filter((item) => item.server_id !== null).map((item) => {
          const on = chosen.includes(item.id)
          return (
            <label key={item.id} className={on ? 'shot on' : 'shot'}>
              <Thumb blob={item.thumb} alt={word('slot', item.slot)} />
              <i aria-hidden>{on && <IconCheck size={18} stroke={3} />}</i>
              <input type="checkbox" checked={on} aria-label={word('slot', item.slot)} onChange={() => set(on ? chosen.filter((id) => id !== item.id) : [...chosen, item.id])} />
            </label>
          )
        })}
      </div>
      {unsent > 0 && <p className="note warn">{t('hook.unsent', { n: unsent })}</p>}
      <Button onClick={() => go({ at: 'job', id: job.id, sub: 'photos' })}>{t('step.photos')}</Button>
    </div>
  )
}

/** The server's ids of what was chosen; without a choice, of all photos that it has. */
function useShots(job: Job) {
  const { items } = usePhone()
  const sent = filesOf(items, job.id).filter((item) => item.server_id !== null)
  const [picked, pick] = useState<string[] | null>(null)
  const chosen = picked ?? sent.map((item) => item.id)
  const ids = sent.filter((item) => chosen.includes(item.id)).flatMap((item) => (item.server_id ? [item.server_id] : []))
  // The same bytes are the same evidence: named once.
  return { chosen, pick, ids: [...new Set(ids)] }
}

export function Hook({ job }: { job: Job }) {
  const { crew } = usePhone()
  const shots = useShots(job)
  const there = checkedIn(job.order).size
  const needed = crew?.min_agents ?? 1
  const deed = useDeed()
  const submit = () =>
    deed.run(async () => {
      const spot = await here()
      const agent_id = acting(job.order, crew)
      await phone.act(job.id, 'on-hook', { ...(agent_id ? { agent_id } : {}), lat: spot.lat, lon: spot.lon, evidence: shots.ids })
      say(t('step.done_hook'))
      go(back(job), true)
    })
  return (
    <Page title={t('hook.title')} back={back(job)} foot={<>{deed.note}<Button look="good" busy={deed.busy} disabled={shots.ids.length === 0} onClick={submit}>{t('hook.confirm')}</Button></>}>
      <p className="sub">{t('hook.lead')}</p>
      {there < needed && job.order.state === 'on_site' && <div className="note warn">{t('hook.missing_in', { n: there, of: needed })}</div>}
      <Shots job={job} chosen={shots.chosen} set={shots.pick} />
      <p className="meta">{t('step.time_by_server')}</p>
    </Page>
  )
}

export function Complete({ job }: { job: Job }) {
  const { crew } = usePhone()
  const [form, set, clear] = useDraft(job.id, 'complete', { summary: '', odometer: '', vin: false, keys: '0', police: '', km: '' })
  const shots = useShots(job)
  const deed = useDeed()
  const few = shots.ids.length < (crew?.min_photos ?? 0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    deed.run(async () => {
      await phone.act(job.id, 'complete', { summary: form.summary.trim(), evidence: shots.ids, odometer_km: num(form.odometer), vin_matches: form.vin ? true : null, keys: num(form.keys), police_reference: trim(form.police), km: num(form.km) })
      clear()
      say(t('step.done_complete'))
      go(back(job), true)
    })
  }
  return (
    <form onSubmit={submit}>
      <Page title={t('complete.title')} back={back(job)} foot={<>{deed.note}<Button type="submit" look="main" busy={deed.busy} disabled={form.summary.trim() === ''}>{t('complete.submit')}</Button></>}>
        <Field label={t('complete.summary')} area required value={form.summary} onChange={(event) => set({ summary: event.currentTarget.value })} />
        <div className="card">
          <Tick on={form.vin} set={(vin) => set({ vin })} sub={job.order.car.vin.slice(-6)}>{t('complete.vin_same')}</Tick>
          <Field label={t('complete.odometer')} inputMode="numeric" type="number" min={0} value={form.odometer} onChange={(event) => set({ odometer: event.currentTarget.value })} />
          <Choice label={t('complete.keys')} columns={6} of={['0', '1', '2', '3', '4', '5'].map((n) => [n, n] as const)} value={form.keys} set={(keys) => set({ keys })} />
          <Field label={t('complete.km')} inputMode="numeric" type="number" min={0} value={form.km} onChange={(event) => set({ km: event.currentTarget.value })} />
          <Field label={`${t('complete.police')} (${t('common.optional')})`} value={form.police} maxLength={200} onChange={(event) => set({ police: event.currentTarget.value })} />
        </div>
        <Shots job={job} chosen={shots.chosen} set={shots.pick} />
        <p className={few ? 'note warn' : 'meta'}>{few ? t('complete.few', { n: crew?.min_photos ?? 0 }) : t('complete.photos', { n: shots.ids.length })}</p>
      </Page>
    </form>
  )
}

const BECAUSE = ['not_found', 'breach_of_peace', 'locked_premises', 'not_released', 'borrower_paid', 'not_movable', 'unsafe', 'unable_to_perform'] as const

export function Fail({ job }: { job: Job }) {
  const [form, set, clear] = useDraft(job.id, 'fail', { because: '' as (typeof BECAUSE)[number] | '', reason: '' })
  const deed = useDeed()
  const submit = () =>
    deed.run(async () => {
      const spot = await hereIfKnown()
      const reason = [form.reason.trim() || word('because', form.because), spot && `${degrees(spot)} ${clock(spot.at)}`].filter(Boolean).join(' · ')
      await phone.act(job.id, 'fail', { because: form.because, reason })
      clear()
      say(t('step.done_fail'))
      go({ at: 'jobs' }, true)
    })
  return (
    <Page title={t('fail.title')} back={back(job)} foot={<>{deed.note}<Button look="danger" className="main" busy={deed.busy} disabled={form.because === '' || form.reason.trim() === ''} onClick={submit}>{t('fail.submit')}</Button></>}>
      <p className="sub">{t('fail.lead')}</p>
      <Choice label={t('fail.because')} columns={1} of={BECAUSE.map((one) => [one, word('because', one)] as const)} value={form.because || null} set={(because) => set({ because })} />
      <Field label={t('fail.reason')} area required value={form.reason} onChange={(event) => set({ reason: event.currentTarget.value })} />
    </Page>
  )
}

export function Incident({ job }: { job: Job }) {
  const [form, set, clear] = useDraft(job.id, 'incident', { severity: '' as '1' | '2' | '3' | '4' | '', note: '', police: '' })
  const deed = useDeed()
  const submit = () =>
    deed.run(async () => {
      const spot = await hereIfKnown()
      const stamp = [clock(Date.now()), spot && degrees(spot)].filter(Boolean).join(' · ')
      await phone.later(job.id, 'records', { kind: 'incident', severity: Number(form.severity), note: `${form.note.trim()} (${stamp})` })
      if (form.police.trim()) await phone.later(job.id, 'records', { kind: 'police_told', reference: form.police.trim() })
      clear()
      go(back(job), true)
    })
  return (
    <Page title={t('incident.title')} back={back(job)} foot={<>{deed.note}<Button look="main" busy={deed.busy} disabled={form.severity === '' || form.note.trim() === ''} onClick={submit}>{t('incident.submit')}</Button></>}>
      <p className="sub">{t('incident.lead')}</p>
      <Choice label={t('incident.severity')} columns={1} of={(['1', '2', '3', '4'] as const).map((n) => [n, t(`incident.s${n}`)] as const)} value={form.severity || null} set={(severity) => set({ severity })} />
      <Field label={t('incident.note')} area required value={form.note} onChange={(event) => set({ note: event.currentTarget.value })} />
      <Field label={`${t('incident.police')} (${t('common.optional')})`} value={form.police} maxLength={200} onChange={(event) => set({ police: event.currentTarget.value })} />
    </Page>
  )
}

export function Property({ job }: { job: Job }) {
  const [form, set, clear] = useDraft(job.id, 'property', { items: [] as string[], item: '', empty: false, contraband: false, contraband_note: '' })
  const deed = useDeed()
  const add = (text: string) => text.trim() && set({ items: [...form.items, text.trim()], item: '', empty: false })
  const submit = () =>
    deed.run(async () => {
      await phone.later(job.id, 'records', { kind: 'property_inventory', items: form.items })
      if (form.contraband) await phone.later(job.id, 'records', { kind: 'contraband', handed_over: true, note: form.contraband_note.trim() })
      clear()
      go(back(job), true)
    })
  return (
    <Page title={t('property.title')} back={back(job)} foot={<>{deed.note}<Button look="main" busy={deed.busy} disabled={(form.items.length === 0 && !form.empty) || (form.contraband && form.contraband_note.trim() === '')} onClick={submit}>{t('property.submit')}</Button></>}>
      <p className="sub">{t('property.lead')}</p>
      <div className="card">
        <form onSubmit={(event) => { event.preventDefault(); add(form.item) }}>
          <Field label={t('property.item')} value={form.item} maxLength={200} onChange={(event) => set({ item: event.currentTarget.value })} />
          <Button type="submit" style={{ marginTop: 10 }} disabled={form.item.trim() === ''}>{t('property.add')}</Button>
        </form>
        <div className="spread" style={{ justifyContent: 'flex-start', gap: 8 }}>
          {lines('property.quick').map((one) => (
            <button key={one} type="button" className="chip" onClick={() => add(one)}>+ {one}</button>
          ))}
        </div>
        {form.items.length > 0 && (
          <ul className="lines">
            {form.items.map((item, n) => (
              <li key={`${n}-${item}`}>
                <span>{item}</span>
                <button type="button" className="x" aria-label={`${t('common.remove')}: ${item}`} onClick={() => set({ items: form.items.filter((_, m) => m !== n) })}>
                  <IconTrash size={22} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        )}
        {form.items.length === 0 && <Tick on={form.empty} set={(empty) => set({ empty })}>{t('property.empty')}</Tick>}
      </div>
      <div className="card">
        <Tick on={form.contraband} set={(contraband) => set({ contraband })}>{t('property.contraband')}</Tick>
        {form.contraband && <Field label={t('property.contraband_note')} area value={form.contraband_note} onChange={(event) => set({ contraband_note: event.currentTarget.value })} />}
      </div>
    </Page>
  )
}

const CHANNELS = ['visit', 'call', 'sms', 'messenger'] as const
const PARTIES = ['debtor', 'co_debtor', 'guarantor', 'household', 'third_party'] as const
const OUTCOMES = ['conversation', 'no_answer', 'delivered', 'invalid_number'] as const

export function Contact({ job }: { job: Job }) {
  const [form, set, clear] = useDraft(job.id, 'contact', { channel: 'visit' as (typeof CHANNELS)[number], party: '' as (typeof PARTIES)[number] | '', outcome: '' as (typeof OUTCOMES)[number] | '', debt: false, verified: false, said: false, declined: false, note: '' })
  const deed = useDeed()
  const submit = () =>
    deed.run(async () => {
      const body = { kind: 'contact', channel: form.channel, party: form.party, outcome: form.outcome, at: new Date().toISOString(), mentions_debt: form.debt, identity_verified: form.verified, sender_identified: form.said, declined: form.declined, ...(trim(form.note) ? { note: trim(form.note) } : {}) }
      await phone.later(job.id, 'contact', body)
      clear()
      go(back(job), true)
    })
  return (
    <Page title={t('contact.title')} back={back(job)} foot={<>{deed.note}<Button look="main" busy={deed.busy} disabled={form.party === '' || form.outcome === ''} onClick={submit}>{t('contact.submit')}</Button></>}>
      <p className="sub">{t('contact.lead')}</p>
      <Choice label={t('contact.channel')} of={CHANNELS.map((one) => [one, word('channel', one)] as const)} value={form.channel} set={(channel) => set({ channel })} />
      <Choice label={t('contact.party')} of={PARTIES.map((one) => [one, word('party', one)] as const)} value={form.party || null} set={(party) => set({ party })} />
      <Choice label={t('contact.outcome')} of={OUTCOMES.map((one) => [one, word('outcome', one)] as const)} value={form.outcome || null} set={(outcome) => set({ outcome })} />
      <div className="card">
        <div className="ticks">
          <Tick on={form.said} set={(said) => set({ said })}>{t('contact.said')}</Tick>
          <Tick on={form.verified} set={(verified) => set({ verified })}>{t('contact.verified')}</Tick>
          <Tick on={form.debt} set={(debt) => set({ debt })}>{t('contact.debt')}</Tick>
          <Tick on={form.declined} set={(declined) => set({ declined })}>{t('contact.declined')}</Tick>
        </div>
      </div>
      <Field label={`${t('contact.note')} (${t('common.optional')})`} area value={form.note} onChange={(event) => set({ note: event.currentTarget.value })} />
    </Page>
  )
}

export function Extension({ job }: { job: Job }) {
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const deed = useDeed()
  const submit = () =>
    deed.run(async () => {
      await phone.act(job.id, 'extension', { until, reason: reason.trim() })
      say(t('step.done_extension'))
      go(back(job), true)
    })
  return (
    <Page title={t('job.extension')} back={back(job)} foot={<>{deed.note}<Button look="main" busy={deed.busy} disabled={!until || reason.trim() === ''} onClick={submit}>{t('common.send')}</Button></>}>
      <p className="sub">{t('jobs.last_day', { day: dayOf(job.order.ends_on) })}</p>
      <Field label={t('job.extension_until')} type="date" min={job.order.ends_on} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      <Field label={t('common.reason')} area value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </Page>
  )
}
