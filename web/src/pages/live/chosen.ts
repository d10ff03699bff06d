import type { MapVehicle, Vehicle } from '../../api/queries'
import { type Bucket, BUCKETS } from '../../ui/bucket'
import { rank, SEVERITIES, type Severity } from '../../ui/severity'

export type SeverityChoice = Severity | 'none'

export type Chosen = { severities: readonly SeverityChoice[]; buckets: readonly Bucket[]; connection?: 'connected'; withCase: boolean }

const list = <T extends string>(text: string | undefined, of: readonly T[]): T[] => (text ?? '').split(',').filter((one): one is T => of.includes(one as T))
export const severitiesOf = (text: string | undefined) => list<SeverityChoice>(text, [...SEVERITIES, 'none'])
export const bucketsOf = (text: string | undefined) => list<Bucket>(text, BUCKETS)
export const toggled = (all: readonly string[], one: string): string | undefined => (all.includes(one) ? all.filter((other) => other !== one) : [...all, one]).join(',') || undefined

/** Hours without a fix that are offered; what the server takes is 1 to 8784. */
export const NO_FIX_H = [24, 72, 168, 720] as const
export const noFixOf = (text: string | undefined): number | undefined => {
  const hours = Number(text)
  return Number.isInteger(hours) && hours >= 1 && hours <= 8784 ? hours : undefined
}

/** One row of the list: the car, and where the map has it. */
export type Row = { vehicle: Vehicle; at: MapVehicle | undefined }

/** What the server's list does not filter itself: severity, arrears of several buckets, connection. */
export function fits(row: Row, chosen: Chosen): boolean {
  const { severities, buckets, connection, withCase } = chosen
  if (severities.length > 0 && !severities.includes((row.vehicle.worst_severity ?? 'none') as SeverityChoice)) return false
  if (buckets.length > 0 && !buckets.includes(row.vehicle.bucket as Bucket)) return false
  if (withCase && row.vehicle.open_case_id == null) return false
  if (connection === 'connected' && row.at?.connected !== true) return false
  return true
}

export type Sort = 'severity' | 'risk' | 'dpd' | 'age'
const seen = (row: Row) => row.at?.at ?? row.vehicle.last_seen_at ?? ''

export function sorted(rows: readonly Row[], sort: Sort): Row[] {
  const bySeverity = (a: Row, b: Row) => rank(b.vehicle.worst_severity) - rank(a.vehicle.worst_severity)
  const byDpd = (a: Row, b: Row) => (b.vehicle.dpd ?? -1) - (a.vehicle.dpd ?? -1)
  const byRisk = (a: Row, b: Row) => (b.vehicle.risk ?? -1) - (a.vehicle.risk ?? -1)
  const byAge = (a: Row, b: Row) => seen(b).localeCompare(seen(a))
  const order = { severity: [bySeverity, byRisk, byDpd, byAge], risk: [byRisk, bySeverity, byDpd, byAge], dpd: [byDpd, byRisk, bySeverity, byAge], age: [byAge, bySeverity, byDpd] }[sort]
  return [...rows].sort((a, b) => order.reduce((found, by) => found || by(a, b), 0) || a.vehicle.id.localeCompare(b.vehicle.id))
}
