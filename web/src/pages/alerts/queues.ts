import type { AlertGroup } from '../../api/inbox'
import type { Alert, AlertFilter } from '../../api/queries'
import { rank, worst, type Severity } from '../../ui/severity'

export type Queue = 'open' | 'critical' | 'mine' | 'unassigned' | 'snoozed' | 'closed' | 'all'
export const QUEUES: readonly Queue[] = ['open', 'critical', 'mine', 'unassigned', 'snoozed', 'closed', 'all']

/** Queues that the server cuts, counts and orders; the other two are the history, the newest first. */
export const isWaiting = (queue: Queue) => queue !== 'closed' && queue !== 'all'

/** What the desk has still to decide; most queues are cut from it. */
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

/** Whether a new alert that an event tells of would stand in a queue: nobody has it yet, and nobody has looked at it. */
export function comesTo(queue: Queue, only: { type?: string | undefined; site?: string | undefined }, { type, severity, site_id }: { type?: unknown; severity?: unknown; site_id?: unknown }): boolean {
  if (only.type !== undefined && typeof type === 'string' && !only.type.split(',').includes(type)) return false
  if (only.site !== undefined && site_id !== only.site) return false
  switch (queue) {
    case 'open':
    case 'unassigned':
      return severity !== 'info'
    case 'critical':
      return severity === 'critical'
    case 'all':
      return true
    default:
      return false
  }
}

/** `n`: how many there are, of which `alerts` are the worst. `plate`: of a vehicle without one, the beginning of its id. */
export type Group = { vehicle: string; plate: string; alerts: Alert[]; n: number; severity: Severity | null; first: string; last: string; oldestNew: string | null }

/** The alerts of one vehicle, the worst first. */
export function groupOf(vehicle: string, of: readonly Alert[]): Group {
  const alerts = [...of].sort((a, b) => rank(b.severity) - rank(a.severity) || b.event_at.localeCompare(a.event_at))
  const times = of.map((alert) => alert.event_at).sort()
  const waiting = of.filter((alert) => alert.desk_state === 'new').map((alert) => alert.raised_at).sort()
  return { vehicle, plate: of[0]?.plate ?? vehicle.slice(0, 8), alerts, n: of.length, severity: worst(of.map((alert) => alert.severity)), first: times[0] ?? '', last: times[times.length - 1] ?? '', oldestNew: waiting[0] ?? null }
}

/** Alerts of one vehicle belong together; vehicles in the order in which they first come, so that more of them move none. */
export function groups(alerts: readonly Alert[]): Group[] {
  const by = new Map<string, Alert[]>()
  for (const alert of alerts) {
    const of = by.get(alert.vehicle_id)
    if (of) of.push(alert)
    else by.set(alert.vehicle_id, [alert])
  }
  return [...by.entries()].map(([vehicle, of]) => groupOf(vehicle, of))
}

/** As the server has it, less what was decided here since; nothing where nothing of it is left in the queue. */
export function stillWaiting(told: AlertGroup, queue: Queue, me: string): Group | null {
  const of = told.alerts.filter((alert) => inQueue(queue, alert, me))
  if (of.length === 0) return null
  const group = groupOf(told.vehicle_id, of)
  const unseen = told.alerts_n - told.alerts.length
  return unseen > 0 ? { ...group, n: of.length + unseen, first: told.first_at } : group
}

/** How long the longest waiting alert is over the lender's limit, seconds; below zero: so much is left. */
export const overdueBy = (since: string, limit_s: number, now: number) => (now - Date.parse(since)) / 1000 - limit_s
