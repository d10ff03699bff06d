import type { Schemas } from '../../api/client'
import { distance } from '../../map/geo'

type Wire = Schemas['TrackPointView']
/** A fix; `t` is ms since 1970, `mv` the external voltage, `power` whether the car feeds the tracker; null: it does not say. */
export type Fix = { t: number; lat: number; lon: number; v: number; course: number | null; tracker: string; mv: number | null; power: boolean | null }
export type Trip = { start: number; end: number; metres: number; top: number; first: number; last: number }

/** Without a fix for so long, or as slow as walking for so long, a trip is over. */
const GAP_MS = 10 * 60_000
const REST_MS = 4 * 60_000
const DRIVING_KPH = 4
const SHORTEST_M = 200
/** No car's battery feeds with less, not even one that is nearly flat. */
const FED_MV = 6000
/** What a fix says of power holds until the next one, but not for longer. */
const HOLDS_MS = 2 * 3_600_000

export const fixes = (points: readonly Wire[]): Fix[] =>
  points
    .filter((point) => point.valid)
    .map((point) => ({ t: Date.parse(point.at), lat: point.lat, lon: point.lon, v: point.speed_kph ?? 0, course: point.course ?? null, tracker: point.tracker_id, mv: point.power_mv ?? null, power: point.external_power ?? (point.power_mv == null ? null : point.power_mv >= FED_MV) }))
    .sort((a, b) => a.t - b.t)

/** The tracker with the most fixes tells the day; the others are drawn beside it. */
export function byTracker(all: readonly Fix[]): { main: Fix[]; others: Fix[] } {
  const counts = new Map<string, number>()
  for (const fix of all) counts.set(fix.tracker, (counts.get(fix.tracker) ?? 0) + 1)
  const best = [...counts.entries()].sort((a, b) => b[1] - a[1])[0]?.[0]
  return { main: all.filter((fix) => fix.tracker === best), others: all.filter((fix) => fix.tracker !== best) }
}

/** Stretches of driving. Two fixes that are far apart in place count as driving whatever speed they tell. */
export function trips(track: readonly Fix[]): Trip[] {
  const out: Trip[] = []
  let open: Trip | null = null
  let moved = 0
  const close = () => {
    if (open && open.metres >= SHORTEST_M) out.push(open)
    open = null
  }
  for (let i = 1; i < track.length; i += 1) {
    const [before, now] = [track[i - 1] as Fix, track[i] as Fix]
    const gap = now.t - before.t
    const step = distance(before, now)
    const kph = gap > 0 ? (step / gap) * 3600 : 0
    if (open && (gap > GAP_MS || now.t - moved > REST_MS)) close()
    if (gap <= GAP_MS && (now.v >= DRIVING_KPH || before.v >= DRIVING_KPH || kph >= DRIVING_KPH)) {
      const trip: Trip = open ?? { start: before.t, end: now.t, metres: 0, top: 0, first: i - 1, last: i }
      trip.end = now.t
      trip.last = i
      trip.metres += step
      trip.top = Math.max(trip.top, now.v)
      open = trip
      moved = now.t
    }
  }
  close()
  return out
}

/** A stretch in which the car fed the tracker, or did not. */
export type Fed = { start: number; end: number; on: boolean }

/** By its fixes until `end`, ms; where none says anything, nothing. */
export function fed(track: readonly Fix[], end: number): Fed[] {
  const out: Fed[] = []
  track.forEach((fix, n) => {
    if (fix.power === null) return
    const until = Math.min(track[n + 1]?.t ?? end, fix.t + HOLDS_MS, end)
    const last = out.at(-1)
    if (last && last.on === fix.power && last.end >= fix.t) last.end = Math.max(last.end, until)
    else out.push({ start: fix.t, end: Math.max(until, fix.t), on: fix.power })
  })
  return out
}

/** Where the car was at a moment: between two fixes of one stretch in proportion, else where it was last. */
export function at(track: readonly Fix[], t: number): { fix: Fix; lat: number; lon: number; course: number } | null {
  if (track.length === 0) return null
  let low = 0
  let high = track.length - 1
  while (low < high) {
    const mid = (low + high + 1) >> 1
    if ((track[mid] as Fix).t <= t) low = mid
    else high = mid - 1
  }
  const here = track[low] as Fix
  const next = track[low + 1]
  if (t < here.t || !next || next.t - here.t > GAP_MS) return { fix: here, lat: here.lat, lon: here.lon, course: here.course ?? 0 }
  const share = (t - here.t) / (next.t - here.t || 1)
  const course = distance(here, next) > 5 ? bearing(here, next) : (here.course ?? 0)
  return { fix: here, lat: here.lat + (next.lat - here.lat) * share, lon: here.lon + (next.lon - here.lon) * share, course }
}

/** Of the first part of the great circle, degrees from north. */
export function bearing(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180
  const dLon = (b.lon - a.lon) * rad
  const y = Math.sin(dLon) * Math.cos(b.lat * rad)
  const x = Math.cos(a.lat * rad) * Math.sin(b.lat * rad) - Math.sin(a.lat * rad) * Math.cos(b.lat * rad) * Math.cos(dLon)
  return ((Math.atan2(y, x) / rad) + 360) % 360
}
