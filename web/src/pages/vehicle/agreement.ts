import type { Schemas } from '../../api/client'
import { distance } from '../../map/geo'

type At = Pick<Schemas['Positions']['items'][number], 'tracker_id' | 'at' | 'lat' | 'lon' | 'speed_kph'>

/** Fixes farther apart in time than this say nothing about each other. */
const MOST_MS = 6 * 3_600_000
/** So far apart two trackers of one car may seem, by the errors of both, m; and what it may have driven meanwhile. */
const NEAR_M = 300
const KPH = 80

export type Agreement = { kind: 'agree' | 'apart'; metres: number; between_s: number } | { kind: 'too_old'; between_s: number } | { kind: 'unknown' }

/** Whether the two newest trackers of a car say that they are in one place; null of fewer than two. */
export function agreement(trackers: readonly string[], positions: readonly At[]): Agreement | null {
  if (trackers.length < 2) return null
  const known = positions.filter((one) => trackers.includes(one.tracker_id) && one.at != null && one.lat != null && one.lon != null).sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
  const [a, b] = known
  if (!a || !b) return { kind: 'unknown' }
  const between = Math.abs(Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
  if (between > MOST_MS) return { kind: 'too_old', between_s: between / 1000 }
  const metres = distance({ lat: a.lat ?? 0, lon: a.lon ?? 0 }, { lat: b.lat ?? 0, lon: b.lon ?? 0 })
  const driving = Math.max(a.speed_kph ?? 0, b.speed_kph ?? 0) >= 5
  // A car that drives is elsewhere a minute later.
  const reach = NEAR_M + (driving ? (between / 3_600_000) * KPH * 1000 : 0)
  return { kind: metres <= reach ? 'agree' : 'apart', metres, between_s: between / 1000 }
}
