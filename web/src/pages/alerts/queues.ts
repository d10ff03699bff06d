import type { Alert, AlertFilter } from '../../api/queries'
import { rank, worst, type Severity } from '../../ui/severity'

export type Queue = 'open' | 'critical' | 'mine' | 'unassigned' | 'snoozed' | 'closed' | 'all'
export const QUEUES: readonly Queue[] = ['open', 'critical', 'mine', 'unassigned', 'snoozed', 'closed', 'all']

/** What the desk has still to decide; the rail counts it, most queues are cut from it. */
export const OPEN_DESK: AlertFilter = { desk_state: 'new,acknowledged,snoozed', state: 'open,closed', severity: 'warn,high,critical' }
const RESOLVED: AlertFilter = { desk_state: 'resolved' }

export const filterOf = (queue: Queue): AlertFilter => (queue === 'closed' ? RESOLVED : queue === 'all' ? {} : OPEN_DESK)

export function inQueue(queue: Queue, alert: Alert, me: string): boolean {
  switch (queue) {
    case 'open':
      return alert.desk_state === 'new' || alert.desk_state === 'acknowledged'
    case 'critical':
      return alert.severity === 'critical' && alert.desk_state !== 'resolved' && alert.desk_state !== 'snoozed'
    case 'mine':
      return (alert.assigned_to ? alert.assigned_to === me : alert.desk_by === `user:${me}`) && alert.desk_state !== 'resolved'
    case 'unassigned':
      return !alert.assigned_to && alert.desk_state === 'new'
    case 'snoozed':
      return alert.desk_state === 'snoozed'
    case 'closed':
      return alert.desk_state === 'resolved'
    case 'all':
      return true
  }
}

/** Its plate; of a vehicle without one, the beginning of its id. */
export type Group = { vehicle: string; plate: string; alerts: Alert[]; severity: Severity | null; first: string; last: string; fresh: number; oldestNew: string | null }

/** Alerts of one vehicle belong together; the worst vehicle first, the newest of equals before older ones. */
export function groups(alerts: readonly Alert[]): Group[] {
  const by = new Map<string, Alert[]>()
  for (const alert of alerts) {
    const of = by.get(alert.vehicle_id)
    if (of) of.push(alert)
    else by.set(alert.vehicle_id, [alert])
  }
  return [...by.entries()]
    .map(([vehicle, of]): Group => {
      const sorted = [...of].sort((a, b) => rank(b.severity) - rank(a.severity) || b.event_at.localeCompare(a.event_at))
      const times = of.map((alert) => alert.event_at).sort()
      const waiting = of.filter((alert) => alert.desk_state === 'new').map((alert) => alert.raised_at).sort()
      return { vehicle, plate: of[0]?.plate ?? vehicle.slice(0, 8), alerts: sorted, severity: worst(of.map((alert) => alert.severity)), first: times[0] ?? '', last: times[times.length - 1] ?? '', fresh: waiting.length, oldestNew: waiting[0] ?? null }
    })
    .sort((a, b) => rank(b.severity) - rank(a.severity) || b.last.localeCompare(a.last))
}

/** So many cars silent in one hour are no coincidence; the alerts they make say little about each car. */
export const STORM = 20
export function storm(alerts: readonly Alert[]): number {
  const times = alerts.filter((alert) => alert.type === 'offline' && alert.desk_state === 'new').map((alert) => Date.parse(alert.raised_at)).sort((a, b) => a - b)
  let most = 0
  for (let from = 0, to = 0; to < times.length; to += 1) {
    while ((times[to] ?? 0) - (times[from] ?? 0) > 3_600_000) from += 1
    most = Math.max(most, to - from + 1)
  }
  return most >= STORM ? most : 0
}
