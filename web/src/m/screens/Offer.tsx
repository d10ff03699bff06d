import { IconMapPin } from '@tabler/icons-react'
import { useState } from 'react'
import { minor } from '../../i18n/currency'
import { phone, say, usePhoneCrew } from './shared'
import { usePhone } from '../phone'
import { mapLink } from '../place'
import { go } from '../router'
import { usualCrew } from '../steps'
import { Button, Choice, Empty, Field, Page, Sheet, Tick, useDeed } from '../ui'
import { dayOf, left, lines, money, t, word } from '../words'
import { useNow } from './Jobs'

export function OfferPage({ id }: { id: string }) {
  const { offers } = usePhone()
  const crew = usePhoneCrew()
  const offer = offers.find((one) => one.offer.offer === id)
  const now = useNow(offer !== undefined)
  const [who, setWho] = useState<string[]>(() => (crew ? usualCrew(crew) : []))
  const [declining, setDeclining] = useState(false)
  const [reason, setReason] = useState<string>('')
  const [price, setPrice] = useState('')
  const [arrives, setArrives] = useState('')
  const deed = useDeed()
  if (!offer) {
    return (
      <Page title={t('offer.title')} back={{ at: 'jobs' }}>
        <Empty title={t('offer.gone')} />
      </Page>
    )
  }
  const over = Date.parse(offer.offer.until) <= now
  const few = who.length < (crew?.min_agents ?? 1)
  const accept = () =>
    deed.run(async () => {
      await phone.answer(id, 'accept', { agents: who })
      say(t('step.done_accept'))
      go({ at: 'job', id: offer.offer.order, sub: null }, true)
    })
  const decline = () =>
    deed.run(async () => {
      await phone.answer(id, 'decline', { reason })
      say(t('step.done_decline'))
      go({ at: 'jobs' }, true)
    })
  const quote = () =>
    deed.run(async () => {
      const body = { price_minor: minor(Number(price), offer.currency), currency: offer.currency, agents: who, ...(arrives ? { arrives_in_min: Number(arrives) } : {}) }
      await phone.answer(id, 'quote', body)
      say(t('step.done_quote'))
    })
  return (
    <Page
      title={word('kind', offer.kind)}
      back={{ at: 'jobs' }}
      foot={
        <>
          {!declining && deed.note}
          {offer.offer.sealed ? (
            <Button look="main" busy={deed.busy} disabled={over || few || !(Number(price) > 0)} onClick={quote}>{t('offer.quote')}</Button>
          ) : (
            <Button look="good" busy={deed.busy} disabled={over || few} onClick={accept}>{t('offer.accept')}</Button>
          )}
          <Button look="danger" disabled={over} onClick={() => setDeclining(true)}>{t('offer.decline')}</Button>
        </>
      }
    >
      <div className="card">
        <div className="spread">
          <span className={Date.parse(offer.offer.until) - now < 900_000 ? 'timer soon' : 'timer'}>{left(offer.offer.until, now)}</span>
          <span className="meta">{t('jobs.last_day', { day: dayOf(offer.ends_on) })}</span>
        </div>
        {offer.car && <b className="big">{offer.car}</b>}
        {offer.lat != null && offer.lon != null && (
          <a className="btn" href={mapLink(offer.lat, offer.lon, word('kind', offer.kind))}>
            <IconMapPin size={22} aria-hidden />
            {t('offer.place')}
          </a>
        )}
        <p className="sub">{t('offer.one_wins')}</p>
      </div>
      {offer.offer.sealed && (
        <div className="card">
          <h2>{t('offer.sealed')}</h2>
          {offer.offer.quote && <div className="note good">{t('offer.quoted', { price: money(offer.offer.quote.price.minor, offer.offer.quote.price.currency) })}</div>}
          <Field label={t('offer.price')} inputMode="decimal" type="number" min={0} step="0.01" value={price} onChange={(event) => setPrice(event.currentTarget.value)} />
          <Field label={t('offer.arrives')} inputMode="numeric" type="number" min={0} value={arrives} onChange={(event) => setArrives(event.currentTarget.value)} />
        </div>
      )}
      <div className="card">
        <div>
          <h2>{t('offer.who')}</h2>
          <p className="meta">{t('offer.who_hint', { n: crew?.min_agents ?? 1 })}</p>
        </div>
        <div className="ticks">
          {crew?.agents.map((one) => (
            <Tick
              key={one.id}
              on={who.includes(one.id)}
              disabled={one.gaps.length > 0}
              set={(on) => setWho(on ? [...who, one.id] : who.filter((id) => id !== one.id))}
              sub={one.gaps[0] ? t('offer.not_ready', { why: one.gaps[0].message }) : undefined}
            >
              {one.name ?? one.id.slice(-6)}
              {one.id === crew.agent_id && ` · ${t('offer.you')}`}
            </Tick>
          ))}
        </div>
      </div>
      {declining && (
        <Sheet title={t('offer.why_decline')} close={() => setDeclining(false)}>
          <Choice quiet label={t('offer.decline')} columns={1} of={lines('offer.reasons').map((one) => [one, one] as const)} value={reason} set={setReason} />
          <Field label={t('common.reason')} area value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {deed.note}
          <Button look="danger" className="main" busy={deed.busy} disabled={reason.trim() === ''} onClick={decline}>{t('offer.decline')}</Button>
          <Button look="quiet" onClick={() => setDeclining(false)}>{t('common.cancel')}</Button>
        </Sheet>
      )}
    </Page>
  )
}
