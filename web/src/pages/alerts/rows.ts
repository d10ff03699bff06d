import type { SilentAlert, Storm } from '../../api/inbox'
import type { Group } from './queues'

/** A row of the inbox: a storm, one of its alerts while it is unfolded, or a vehicle. */
export type Row =
  | { kind: 'storm'; key: string; storm: Storm; unfolded: boolean }
  | { kind: 'member'; key: string; storm: Storm; alert: SilentAlert }
  | { kind: 'vehicle'; key: string; group: Group }

/** Storms first, the unfolded one with its alerts below it. */
export function rowsOf(storms: readonly Storm[], unfolded: { id: string; alerts: readonly SilentAlert[] } | null, groups: readonly Group[]): Row[] {
  const rows: Row[] = []
  for (const storm of storms) {
    const open = storm.id === unfolded?.id
    rows.push({ kind: 'storm', key: `storm:${storm.id}`, storm, unfolded: open })
    if (open) for (const alert of unfolded?.alerts ?? []) rows.push({ kind: 'member', key: `silent:${alert.id}`, storm, alert })
  }
  for (const group of groups) rows.push({ kind: 'vehicle', key: group.vehicle, group })
  return rows
}

/** What the address says is looked at. */
export type Looked = { storm?: string | undefined; v?: string | undefined; a?: string | undefined }

/** How the address names a row. */
export const looking = (row: Row): Looked =>
  row.kind === 'storm' ? { storm: row.storm.id, v: undefined, a: undefined } : row.kind === 'member' ? { storm: row.storm.id, v: row.alert.vehicle_id, a: row.alert.id } : { storm: undefined, v: row.group.vehicle, a: undefined }

/** Which row the address means. */
export function rowAt(rows: readonly Row[], at: Looked): number {
  if (at.storm && at.v) {
    const member = rows.findIndex((row) => row.kind === 'member' && row.storm.id === at.storm && row.alert.id === at.a)
    if (member >= 0) return member
  }
  if (at.v) return rows.findIndex((row) => row.kind === 'vehicle' && row.group.vehicle === at.v)
  return at.storm ? rows.findIndex((row) => row.kind === 'storm' && row.storm.id === at.storm) : -1
}

/** Vehicles that chosen rows stand for. */
export const vehiclesIn = (rows: readonly Row[]): number => rows.reduce((n, row) => n + (row.kind === 'storm' ? row.storm.vehicles : 1), 0)

/** What a storm is called: in a region of the lender, near a town, or by its number alone. */
export function stormName(storm: Storm, say: (key: 'silent_in' | 'silent_near' | 'silent', values: Record<string, string>) => string, lang: string, count: (n: number) => string): string {
  const n = count(storm.vehicles)
  const town = lang === 'zh' ? (storm.town_zh ?? storm.town) : storm.town
  if (storm.region) return say('silent_in', { n, place: storm.region })
  return town ? say('silent_near', { n, place: town }) : say('silent', { n })
}
