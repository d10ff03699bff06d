import type { Schemas } from '../../api/client'

type Day = Schemas['RiskDay']
export type Point = { day: string; points: number; band: string }

const DAY_MS = 86_400_000
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

/** So many days before a calendar day; calendar days have no zone. */
export const daysBefore = (day: string, n: number): string => new Date(noon(day) - n * DAY_MS).toISOString().slice(0, 10)

/**
 * A point for every day from the first that is told to today: a day that is not told is as the one before, and today,
 * which has not ended, stands as it is now.
 */
export function line(days: readonly Day[], today: string, now: { points: number; band: string }): Point[] {
  const by = new Map(days.map((one) => [one.day, one]))
  const first = days.reduce<string | undefined>((least, { day }) => (least === undefined || day < least ? day : least), undefined)
  if (first === undefined) return []
  const out: Point[] = []
  let last = by.get(first)
  for (let day = first; day < today; day = daysBefore(day, -1)) {
    last = by.get(day) ?? last
    if (last) out.push({ day, points: last.points, band: last.band })
  }
  return [...out, { day: today, ...now }]
}

/** The days on which the band is another than the day before, the first day among them. */
export const turns = (points: readonly Point[]): Point[] => points.filter((one, n) => points[n - 1]?.band !== one.band)

/** A point of the dial: 0 is at its lower left, 100 at its lower right, 240 degrees along. */
export function onDial(points: number, radius: number, centre: number): { x: number; y: number } {
  const angle = ((150 + 2.4 * Math.max(0, Math.min(100, points))) * Math.PI) / 180
  return { x: centre + radius * Math.cos(angle), y: centre + radius * Math.sin(angle) }
}

/** The dial's arc from one number of points to another, as an SVG path. */
export function arc(from: number, to: number, radius: number, centre: number): string {
  const [a, b] = [onDial(from, radius, centre), onDial(to, radius, centre)]
  const at = (n: number) => n.toFixed(2)
  return `M${at(a.x)} ${at(a.y)}A${radius} ${radius} 0 ${(to - from) * 2.4 > 180 ? 1 : 0} 1 ${at(b.x)} ${at(b.y)}`
}
