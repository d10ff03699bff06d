import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../../api/ask'
import { staysQuery } from '../../api/queries'
import { useCan } from '../../app/session'
import { useWords } from '../../i18n'
import { count, dateOf, dayName, decimal, startOfDay, weekday } from '../../i18n/format'

const DAYS = 42
/** The server sums up so many days at a time. */
const SUMMED = 31
const HOUR_MS = 3_600_000

/** The first instants of so many days, the last of them today, oldest first; days have 23 to 25 hours. */
export function daysUntil(now: number, n = DAYS): { date: string; from: number; to: number }[] {
  const out: { date: string; from: number; to: number }[] = []
  let date = dateOf(now)
  for (let i = 0; i < n; i += 1) {
    const from = startOfDay(date)
    out.unshift({ date, from, to: startOfDay(dateOf(from + 30 * HOUR_MS)) })
    date = dateOf(from - HOUR_MS)
  }
  return out
}

type Summed = { day: string; fixes: number; km: number | null; trips: number | null; moving_s: number | null }
const daysQuery = (id: string, from: string, to: string, reason: string | undefined) =>
  queryOptions({
    queryKey: ['days', id, from, to, reason ?? ''],
    staleTime: 300_000,
    queryFn: () => ask<{ items: Summed[] }>('GET', `vehicles/${id}/days?${new URLSearchParams({ from, to, ...(reason ? { reason } : {}) })}`),
  })

/** Noon of the days of a week that began on a Monday. */
const WEEK = Array.from({ length: 7 }, (_, n) => Date.UTC(2024, 0, 1 + n, 12))

type Stay = { arrive: string }

/** How much a car moved on each day: how often it went from one stay to the next. */
export function moves(days: readonly { from: number; to: number }[], stays: readonly Stay[]): number[] {
  const starts = stays.map((stay) => Date.parse(stay.arrive))
  return days.map(({ from, to }) => starts.filter((at) => at >= from && at < to).length)
}

/** Six weeks at a glance: each day as dark as the car moved, a click shows it. */
export function Calendar({ vehicle, day, reason, onPick }: { vehicle: string; day: string | undefined; reason: string | undefined; onPick: (day: string) => void }) {
  const { t } = useWords()
  const today = dateOf(Date.now())
  const can = useCan('GET /vehicles/{id}/days')
  const days = useMemo(() => daysUntil(startOfDay(today) + 12 * HOUR_MS, can ? SUMMED : DAYS), [today, can])
  const summed = useQuery({ ...daysQuery(vehicle, days[0]?.date ?? '', days.at(-1)?.date ?? '', reason), enabled: can })
  const query = useQuery({ ...staysQuery(vehicle, new Date(days[0]?.from ?? 0).toISOString(), new Date(days.at(-1)?.to ?? 0).toISOString(), reason), enabled: !can })
  const by = useMemo(() => new Map(summed.data?.items.map((one) => [one.day, one])), [summed.data])
  // Kilometres where the server sums days up, else how often the car went from one stay to the next.
  const counts = useMemo(() => (can ? days.map(({ date }) => by.get(date)?.km ?? by.get(date)?.fixes ?? 0) : moves(days, query.data?.items ?? [])), [can, days, by, query.data])
  const most = Math.max(1, ...counts)
  // Weeks stand under each other, Monday first.
  const lead = days[0] ? (new Date(`${days[0].date}T12:00:00Z`).getUTCDay() + 6) % 7 : 0
  return (
    <div className="heat" role="group" aria-label={t('views.calendar')}>
      {WEEK.map((name) => (
        <span key={name} aria-hidden>{dayName(name)}</span>
      ))}
      {lead > 0 && <s style={{ gridColumn: `span ${lead}` }} />}
      {days.map(({ date, from }, i) => {
        const n = counts[i] ?? 0
        const sum = by.get(date)
        const text = `${weekday(from + 12 * HOUR_MS)}: ${can ? (sum?.km != null ? `${decimal(sum.km)} ${t('unit.km')}, ${t('vehicle.trips', { n: sum.trips ?? 0 })}` : sum ? t('views.fixes', { n: count(sum.fixes) }) : '—') : t('views.stays', { n: count(n) })}`
        return <button key={date} type="button" aria-pressed={date === day} aria-label={text} title={text} data-heat={n === 0 ? 0 : Math.ceil((n / most) * 4)} onClick={() => onPick(date)}><span aria-hidden>{Number(date.slice(8))}</span></button>
      })}
      <div className="heat-scale" aria-hidden>
        {t('track.less')}
        {[0, 1, 2, 3, 4].map((n) => (
          <i key={n} data-heat={n} />
        ))}
        {t('track.more')}
      </div>
    </div>
  )
}
