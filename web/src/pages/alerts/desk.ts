import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, type Schemas, seen } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import type { AlertGroup } from '../../api/inbox'
import type { Alert } from '../../api/queries'
import { useWords } from '../../i18n'
import { dateOf, startOfDay } from '../../i18n/format'
import { complain, told } from '../../ui/notify'

export type Decision =
  | { do: 'acknowledge' }
  | { do: 'snooze'; until: string | null }
  | { do: 'resolve'; verdict: string; reason: string }
  | { do: 'reopen'; reason: string }
  | { do: 'assign'; user: string }

/** What a decision needs to know of an alert. */
export type Decidable = Pick<Alert, 'id' | 'version' | 'desk_state'>

/** Put off until a time, or, without one, until the vehicle is heard from a new place: the server watches for that. */
const snoozed = (until: string | null) => (until === null ? { until_next_fix: true } : { until })

const ask = (alert: Decidable, decision: Decision): Promise<Alert> => {
  const params = { path: { id: alert.id } }
  const headers = seen(alert.version)
  switch (decision.do) {
    case 'acknowledge':
      return answered(api.POST('/api/v1/alerts/{id}/acknowledge', { params, headers, body: {} }))
    case 'snooze':
      return answered(api.POST('/api/v1/alerts/{id}/snooze', { params, headers, body: snoozed(decision.until) }))
    case 'resolve':
      return answered(api.POST('/api/v1/alerts/{id}/resolve', { params, headers, body: { verdict: decision.verdict, reason: decision.reason } }))
    case 'reopen':
      return answered(api.POST('/api/v1/alerts/{id}/reopen', { params, headers, body: { reason: decision.reason } }))
    case 'assign':
      return answered(api.POST('/api/v1/alerts/{id}/assign', { params, headers, body: { user_id: decision.user } }))
  }
}

/** The decision as the bulk call writes it. */
const deed = (decision: Decision): Schemas['AlertBulk']['action'] => {
  switch (decision.do) {
    case 'acknowledge':
      return { acknowledge: {} }
    case 'snooze':
      return { snooze: snoozed(decision.until) }
    case 'resolve':
      return { resolve: { verdict: decision.verdict, reason: decision.reason } }
    case 'reopen':
      return { reopen: { reason: decision.reason } }
    case 'assign':
      return { assign: { user_id: decision.user } }
  }
}

/** So many in one call. */
const MOST = 500

type Failed<A> = { alert: A; why: Problem }
type Outcome<A> = { done: A[]; failed: Failed<A>[] }

/** All in one call, or in portions; each is decided for itself, and has its own answer. `told` hears how far it is. */
export async function decideAll<A extends Decidable>(alerts: readonly A[], decision: Decision, me: string, told: (done: number) => void = () => {}): Promise<Outcome<A>> {
  const [only] = alerts
  if (alerts.length === 1 && only) {
    try {
      return { done: [{ ...only, ...(await ask(only, decision)) }], failed: [] }
    } catch (error) {
      return { done: [], failed: [{ alert: only, why: asProblem(error) }] }
    }
  }
  const out: Outcome<A> = { done: [], failed: [] }
  for (let from = 0; from < alerts.length; from += MOST) {
    const part = new Map(alerts.slice(from, from + MOST).map((one) => [one.id, one]))
    try {
      const answer = await answered(api.POST('/api/v1/alerts/bulk', { body: { items: [...part.values()].map(({ id, version }) => ({ id, version })), action: deed(decision) } }))
      for (const row of answer.items) {
        const alert = part.get(row.id)
        if (!alert) continue
        if (row.status < 300) out.done.push({ ...expected(alert, decision, me), version: row.version ?? alert.version + 1 })
        else out.failed.push({ alert, why: Problem.ofRow(row) })
      }
    } catch (error) {
      // What the portions before have done stays done.
      const why = asProblem(error)
      for (const alert of alerts.slice(from)) out.failed.push({ alert, why })
      return out
    }
    told(Math.min(alerts.length, from + MOST))
  }
  return out
}

/** What the row looks like before the server has answered. */
export function expected<A extends Decidable>(alert: A, decision: Decision, me: string): A {
  const by = `user:${me}`
  switch (decision.do) {
    case 'acknowledge':
      return { ...alert, desk_state: 'acknowledged', desk_by: by, snoozed_until: null, verdict: null }
    case 'snooze':
      return { ...alert, desk_state: 'snoozed', desk_by: by, snoozed_until: decision.until, snoozed_until_fix: decision.until === null, verdict: null }
    case 'resolve':
      return { ...alert, desk_state: 'resolved', desk_by: by, verdict: decision.verdict, desk_reason: decision.reason, snoozed_until: null }
    case 'reopen':
      return { ...alert, desk_state: 'new', desk_by: by, verdict: null, snoozed_until: null }
    case 'assign':
      return { ...alert, assigned_to: decision.user, assignee_name: null }
  }
}

type Changed = ReadonlyMap<string, Decidable>
type Rowed = { id: string }
type Listed = { items: Rowed[] }
type Paged = { pages: { items: (Rowed | (Omit<AlertGroup, 'alerts'> & { alerts: Rowed[] }))[] }[] }
type Stormy = { alerts: Rowed[] }

const changedIn = <A extends Rowed>(rows: A[], changed: Changed): A[] => rows.map((one) => ({ ...one, ...changed.get(one.id) }))

/** Whatever the page holds of alerts, with what was decided put into it: rows stay in their places. */
export function put(client: QueryClient, changed: Changed) {
  const listed = (list: Listed | undefined) => list && { ...list, items: changedIn(list.items, changed) }
  client.setQueriesData<Listed>({ queryKey: ['alerts'] }, listed)
  for (const kind of ['groups', 'alerts']) {
    client.setQueriesData<Paged>({ queryKey: ['inbox', kind] }, (list) =>
      list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map((one) => ('alerts' in one ? { ...one, alerts: changedIn(one.alerts, changed) } : { ...one, ...changed.get(one.id) })) })) })
  }
  client.setQueriesData<Stormy>({ queryKey: ['inbox', 'storm'] }, (storm) => storm && { ...storm, alerts: changedIn(storm.alerts, changed) })
  for (const [id, alert] of changed) client.setQueryData<Rowed>(['alert', id], (before) => before && { ...before, ...alert })
}

/**
 * Decides several alerts at once: rows change at once, and go back where the server refuses. The lists keep their rows
 * in place; only what was decided changes in them.
 */
export function useDesk(me: string, working: (done: number, all: number) => void = () => {}) {
  const { t } = useWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ alerts, decision }: { alerts: Decidable[]; decision: Decision }) => decideAll(alerts, decision, me, (done) => alerts.length > MOST && working(done, alerts.length)),
    onError: (error, { alerts }) => {
      put(client, new Map(alerts.map((alert) => [alert.id, alert])))
      void complain(error)
    },
    onMutate: async ({ alerts, decision }) => {
      // An answer that was asked for before would put the rows back.
      await client.cancelQueries({ queryKey: ['inbox'] })
      put(client, new Map(alerts.map((alert) => [alert.id, expected(alert, decision, me)])))
    },
    onSuccess: ({ done, failed }, { decision }) => {
      put(client, new Map([...failed.map(({ alert }) => [alert.id, alert] as const), ...done.map((alert) => [alert.id, alert] as const)]))
      const first = failed[0]
      if (first) {
        void complain(first.why)
        if (first.why.status === 412) for (const queryKey of [['alerts'], ['inbox']]) void client.invalidateQueries({ queryKey })
      } else if (decision.do === 'acknowledge') void told(t('alerts.acked_n', { n: done.length }))
      else if (decision.do === 'resolve') void told(t('alerts.resolved_n', { n: done.length }))
      else if (decision.do === 'assign') void told(t('assign.done', { n: done.length }))
      else if (decision.do === 'snooze') void told(t('alerts.snoozed_n', { n: done.length }))
      for (const kind of ['summary', 'storms', 'storm']) void client.invalidateQueries({ queryKey: ['inbox', kind] })
      for (const kind of ['vehicle', 'map']) void client.invalidateQueries({ queryKey: [kind] })
    },
  })
}

export const SNOOZES = ['1h', '4h', 'tomorrow', 'fix'] as const
export type Snooze = (typeof SNOOZES)[number]

/** Tomorrow is nine in the morning of the lender's day; nothing: the next fix, whenever that is. */
export function snoozeUntil(choice: Snooze, now = Date.now()): string | null {
  if (choice === 'fix') return null
  const at = choice === '1h' ? now + 3_600_000 : choice === '4h' ? now + 4 * 3_600_000 : startOfDay(dateOf(startOfDay(dateOf(now)) + 30 * 3_600_000)) + 9 * 3_600_000
  return new Date(at).toISOString()
}
