import { VisuallyHidden } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Schemas } from '../../api/client'
import { roundQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { refusalLine } from '../../i18n/reasons'
import { clock, dateOf, metres, startOfDay } from '../../i18n/format'
import { type Bar, laneOf, type Listed, reach, WORKING } from './bars'
import { orderOf, type Point, type Ranking, type Round, vendorOf } from './wire'

/** What is to be given away: an order, with what the server says of who fits, or a case that has none yet. */
export type Giving = { target: Point | null; ranking: Ranking | null }
type Props = {
  vendors: readonly Schemas['VendorView'][]
  orders: readonly Schemas['OrderView'][]
  plates: ReadonlyMap<string, string>
  giving: Giving | null
  dragging: boolean
  selected: string | undefined
  onGive: (vendor: Schemas['VendorView']) => void
  onPick: (order: string) => void
}

const MINUTE = 60_000
const HOURS = [0, 6, 12, 18, 24]
/** Rounds of offers that are asked for: those that run. */
const MOST_ROUNDS = 60
/** On a shorter bar its plate has no room: it stands beside it. */
const SHORT_MS = 3 * 60 * MINUTE
/** Bars of a lane that stand under each other; the others are counted. */
const MOST_ROWS = 3

function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE)
    return () => clearInterval(timer)
  }, [])
  return now
}

/**
 * The contractors and what each has today. A job is dropped on one, or given with its button: arrows go from one to the
 * next. They stay in one order, so that nothing moves under what is dragged.
 */
export function Lanes({ vendors, orders, plates, giving, dragging, selected, onGive, onPick }: Props) {
  const { t } = useWords()
  const now = useMinute()
  const list = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState<string | null>(null)
  const start = startOfDay(dateOf(now))
  const end = start + 24 * 60 * MINUTE
  const offered = useMemo(() => orders.filter((one) => one.state === 'offered').slice(0, MOST_ROUNDS), [orders])
  const asked = useQueries({ queries: offered.map((one) => roundQuery(one.id)) })
  const rounds = new Map(offered.flatMap((one, n) => { const round = asked[n]?.data?.round as unknown as Round | undefined; return round ? [[one.id, round] as const] : [] }))
  const listed = useMemo(() => orders.map((one): Listed => ({ id: one.id, state: one.state, vendor_id: one.vendor_id, order: orderOf(one) })), [orders])
  const active = useMemo(() => vendors.filter((one) => one.state === 'active').sort((a, b) => vendorOf(a).name.localeCompare(vendorOf(b).name)), [vendors])
  const share = (at: number) => `${(100 * (at - start)) / (end - start)}%`
  const plateOf = (id: string) => { const found = orders.find((one) => one.id === id); return (found && plates.get(found.case_id)) ?? '' }
  const said = (bar: Bar) => {
    const state = word('order_state', orders.find((one) => one.id === bar.order)?.state ?? '')
    if (bar.tone === 'offer') return t('lanes.offer_until', { plate: plateOf(bar.order), time: clock(bar.to) })
    return bar.open ? t('lanes.work_since', { plate: plateOf(bar.order), state, time: clock(bar.from) }) : t('lanes.over', { plate: plateOf(bar.order), state, from: clock(bar.from), to: clock(bar.to) })
  }
  const go = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const all = [...(list.current?.querySelectorAll<HTMLElement>('.lane-give') ?? [])]
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement as HTMLElement) + by))]?.focus()
  }
  return (
    <section className="lanes" aria-label={t('lanes.title')} data-dragging={dragging}>
      <header>
        <h2>{t('lanes.title')}</h2>
        <span className="meta">{t('lanes.hint')}</span>
        <div className="lane-hours" aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour} style={{ left: `${(100 * hour) / 24}%` }}>{String(hour).padStart(2, '0')}</span>
          ))}
        </div>
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div ref={list} role="list" onKeyDown={go}>
        {active.map((vendor) => {
          const { name, capacity, bases } = vendorOf(vendor)
          const bars = laneOf(vendor.id, listed, rounds, start, end, now)
          const rows = Math.min(MOST_ROWS, bars.reduce((most, bar) => Math.max(most, bar.row + 1), 1))
          const load = orders.filter((one) => one.vendor_id === vendor.id && WORKING.includes(one.state)).length
          const rank = giving?.ranking?.ranked.findIndex((one) => one.vendor === vendor.id) ?? -1
          const refused = giving?.ranking?.passed.find((one) => one.vendor === vendor.id)?.refusals ?? []
          const legal = giving === null ? undefined : giving.ranking === null || rank >= 0
          const way = giving ? reach(bases, giving.target) : null
          const why = refused.map(refusalLine).join('; ')
          return (
            <div
              key={vendor.id}
              className="lane"
              role="listitem"
              data-legal={legal}
              data-over={over === vendor.id && legal}
              onDragOver={(event) => {
                if (!dragging) return
                setOver(vendor.id)
                if (legal) event.preventDefault()
              }}
              onDragLeave={() => setOver(null)}
              onDrop={(event) => {
                event.preventDefault()
                setOver(null)
                if (legal) onGive(vendor)
              }}
            >
              <button type="button" className="lane-give" aria-disabled={!legal} title={why || undefined} onClick={() => legal && onGive(vendor)}>
                <b className="ellipsis">{name}</b>
                <span className="meta ellipsis">
                  {t('lanes.load', { n: load, most: capacity })}
                  {way !== null && ` · ${metres(way)}`}
                </span>
                {giving && <VisuallyHidden>{legal ? t('lanes.give') : `${t('lanes.not')}: ${why}`}</VisuallyHidden>}
                {rank >= 0 && <i className="lane-rank" title={t('lanes.rank', { n: rank + 1 })}>{rank + 1}</i>}
              </button>
              <div className="lane-day" style={{ '--rows': rows } as CSSProperties}>
                {HOURS.slice(1, -1).map((hour) => (
                  <s key={hour} style={{ left: `${(100 * hour) / 24}%` }} />
                ))}
                <u style={{ left: share(now) }} title={t('lanes.now')} />
                {bars.filter((bar) => bar.row < MOST_ROWS).map((bar) => (
                  <button key={`${bar.order}${bar.tone}`} type="button" className={`lane-bar is-${bar.tone}`} data-open={bar.open} data-short={bar.to - bar.from < SHORT_MS ? (bar.from > end - SHORT_MS ? 'end' : 'yes') : undefined} aria-current={bar.order === selected ? 'true' : undefined} title={said(bar)} aria-label={said(bar)} onClick={() => onPick(bar.order)} style={{ left: share(bar.from), width: `max(10px, ${(100 * (bar.to - bar.from)) / (end - start)}%)`, '--row': bar.row } as CSSProperties}>
                    <span>{plateOf(bar.order)}</span>
                  </button>
                ))}
                {bars.length === 0 && <span className="lane-free"><span>{dragging && legal ? t('lanes.drop') : refused.length > 0 ? why : t('lanes.free')}</span></span>}
              </div>
            </div>
          )
        })}
        {active.length === 0 && <p className="meta lane-none">{t('dispatch.no_contractors_text')}</p>}
      </div>
    </section>
  )
}
