import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { staysQuery } from '../../api/queries'
import { useWords } from '../../i18n'
import { count, dateOf, startOfDay, weekday } from '../../i18n/format'

const DAYS = 42
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
  const days = useMemo(() => daysUntil(startOfDay(today) + 12 * HOUR_MS), [today])
  const query = useQuery(staysQuery(vehicle, new Date(days[0]?.from ?? 0).toISOString(), new Date(days.at(-1)?.to ?? 0).toISOString(), reason))
  const counts = useMemo(() => moves(days, query.data?.items ?? []), [days, query.data])
  const most = Math.max(1, ...counts)
  return (
    <div className="heat" role="group" aria-label={t('views.calendar')}>
      {days.map(({ date, from }, i) => {
        const n = counts[i] ?? 0
        const text = `${weekday(from + 12 * HOUR_MS)}: ${t('views.stays', { n: count(n) })}`
        return <button key={date} type="button" aria-pressed={date === day} aria-label={text} title={text} data-heat={n === 0 ? 0 : Math.ceil((n / most) * 4)} onClick={() => onPick(date)} />
      })}
    </div>
  )
}
