import { IconChevronRight, IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Job } from '../db'
import { phone, usePhone } from '../phone'
import { go } from '../router'
import { active } from '../steps'
import { Button, Empty, Page, Plate, ProblemNote } from '../ui'
import { clock, dayOf, left, t, word } from '../words'

/** The time, again every second while something runs out. */
export function useNow(running: boolean): number {
  const [now, set] = useState(Date.now())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => set(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}

export const nameOf = (job: Job) => [job.order.car.make, job.order.car.model, job.order.car.colour].filter(Boolean).join(' ')
export const look = (state: string) => (state === 'on_hold' ? 'pill bad' : ['completed', 'acknowledged', 'invoiced', 'paid'].includes(state) ? 'pill good' : 'pill')

function Card({ job }: { job: Job }) {
  const { order } = job
  return (
    <button type="button" className={`card jobcard${order.state === 'on_hold' ? ' held' : ''}`} onClick={() => go({ at: 'job', id: job.id, sub: null })}>
      <span className="spread">
        <Plate text={order.car.plate} />
        <span className={look(order.state)}>{word('state', order.state)}</span>
      </span>
      <span className="spread">
        <span>
          <b>{word('kind', order.kind)}</b>
          <br />
          <span className="sub">{nameOf(job)}</span>
        </span>
        <IconChevronRight size={24} aria-hidden />
      </span>
      {active(order) && <span className="meta">{t('jobs.last_day', { day: dayOf(order.ends_on) })}</span>}
    </button>
  )
}

export function Jobs() {
  const { jobs, offers, problem, online, seen_at } = usePhone()
  const now = useNow(offers.length > 0)
  const todo = jobs.filter((job) => active(job.order))
  const done = jobs.filter((job) => !active(job.order))
  const soonest = [...offers].sort((a, b) => Date.parse(a.offer.until) - Date.parse(b.offer.until))
  return (
    <Page title={t('jobs.title')}>
      <div className="spread tight">
        <span className="meta">{seen_at && t('jobs.updated', { time: clock(seen_at) })}</span>
        <Button look="quiet" className="fit" icon={<IconRefresh size={20} aria-hidden />} onClick={() => void phone.refresh()}>{t('jobs.refresh')}</Button>
      </div>
      {problem && online && <ProblemNote problem={problem} />}
      {soonest.length > 0 && <h2 className="over">{t('jobs.offers')}</h2>}
      {soonest.map((one) => (
        <button key={one.offer.offer} type="button" className="card jobcard offer" onClick={() => go({ at: 'offer', id: one.offer.offer })}>
          <span className="spread">
            <span className={Date.parse(one.offer.until) - now < 900_000 ? 'timer soon' : 'timer'}>{left(one.offer.until, now)}</span>
            {one.offer.quote ? <span className="pill good">{t('offer.price')}</span> : one.offer.sealed ? <span className="pill warn">{t('offer.price')}</span> : null}
          </span>
          <span className="spread">
            <span>
              <b>{word('kind', one.kind)}</b>
              <br />
              <span className="sub">{one.car}</span>
            </span>
            <IconChevronRight size={24} aria-hidden />
          </span>
          <span className="meta">
            {one.lat != null && one.lon != null && `${t('jobs.area', { lat: one.lat.toFixed(1), lon: one.lon.toFixed(1) })} · `}
            {t('jobs.last_day', { day: dayOf(one.ends_on) })}
          </span>
        </button>
      ))}
      {todo.length > 0 && <h2 className="over">{t('jobs.active')}</h2>}
      {todo.map((job) => <Card key={job.id} job={job} />)}
      {soonest.length + todo.length + done.length === 0 && <Empty title={t('jobs.none')}>{t('jobs.none_text')}</Empty>}
      {done.length > 0 && (
        <details open={todo.length === 0}>
          <summary>
            {t('jobs.done')} · {done.length}
          </summary>
          <div className="body" style={{ padding: 0 }}>{done.map((job) => <Card key={job.id} job={job} />)}</div>
        </details>
      )}
    </Page>
  )
}
