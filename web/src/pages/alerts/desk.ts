import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, type Schemas, seen } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import type { Alert } from '../../api/queries'
import { useWords } from '../../i18n'
import { dateOf, startOfDay } from '../../i18n/format'
import { complain, told } from '../../ui/notify'

export type Decision =
  | { do: 'acknowledge' }
  | { do: 'snooze'; until: string }
  | { do: 'resolve'; verdict: string; reason: string }
  | { do: 'reopen'; reason: string }
  | { do: 'assign'; user: string }

const ask = (alert: Alert, decision: Decision): Promise<Alert> => {
  const params = { path: { id: alert.id } }
  const headers = seen(alert.version)
  switch (decision.do) {
    case 'acknowledge':
      return answered(api.POST('/api/v1/alerts/{id}/acknowledge', { params, headers, body: {} }))
    case 'snooze':
      return answered(api.POST('/api/v1/alerts/{id}/snooze', { params, headers, body: { until: decision.until } }))
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
      return { snooze: { until: decision.until } }
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

type Failed = { alert: Alert; why: Problem }

/** All in one call; each is decided for itself, and has its own answer. */
export async function decideAll(alerts: readonly Alert[], decision: Decision, me: string): Promise<{ done: Alert[]; failed: Failed[] }> {
  const [only] = alerts
  if (alerts.length === 1 && only) {
    try {
      return { done: [await ask(only, decision)], failed: [] }
    } catch (error) {
      return { done: [], failed: [{ alert: only, why: asProblem(error) }] }
    }
  }
  const out: { done: Alert[]; failed: Failed[] } = { done: [], failed: [] }
  for (let from = 0; from < alerts.length; from += MOST) {
    const part = alerts.slice(from, from + MOST)
    const answer = await answered(api.POST('/api/v1/alerts/bulk', { body: { items: part.map(({ id, version }) => ({ id, version })), action: deed(decision) } }))
    for (const row of answer.items) {
      const alert = part.find((one) => one.id === row.id)
      if (!alert) continue
      if (row.status < 300) out.done.push({ ...expected(alert, decision, me), version: row.version ?? alert.version + 1 })
      else out.failed.push({ alert, why: Problem.ofRow(row) })
    }
  }
  return out
}

/** What the row looks like before the server has answered. */
export function expected(alert: Alert, decision: Decision, me: string): Alert {
  const by = `user:${me}`
  switch (decision.do) {
    case 'acknowledge':
      return { ...alert, desk_state: 'acknowledged', desk_by: by, snoozed_until: null, verdict: null }
    case 'snooze':
      return { ...alert, desk_state: 'snoozed', desk_by: by, snoozed_until: decision.until, verdict: null }
    case 'resolve':
      return { ...alert, desk_state: 'resolved', desk_by: by, verdict: decision.verdict, desk_reason: decision.reason, snoozed_until: null }
    case 'reopen':
      return { ...alert, desk_state: 'new', desk_by: by, verdict: null, snoozed_until: null }
    case 'assign':
      return { ...alert, assigned_to: decision.user }
  }
}

type Listed = { items: Alert[]; more: boolean }

/**
 * Decides several alerts at once: rows change at once, and go back where the server refuses. The lists keep their rows
 * in place; only what was decided changes in them.
 */
export function useDesk(me: string) {
  const { t } = useWords()
  const client = useQueryClient()
  const put = (changed: Map<string, Alert>) => {
    client.setQueriesData<Listed>({ queryKey: ['alerts'] }, (list) => list && { ...list, items: list.items.map((one) => changed.get(one.id) ?? one) })
    for (const [id, alert] of changed) client.setQueryData(['alert', id], alert)
  }
  return useMutation({
    mutationFn: ({ alerts, decision }: { alerts: Alert[]; decision: Decision }) => decideAll(alerts, decision, me),
    onError: (error, { alerts }) => {
      put(new Map(alerts.map((alert) => [alert.id, alert])))
      void complain(error)
    },
    onMutate: ({ alerts, decision }) => put(new Map(alerts.map((alert) => [alert.id, expected(alert, decision, me)]))),
    onSuccess: ({ done, failed }, { decision }) => {
      put(new Map([...failed.map(({ alert }) => [alert.id, alert] as const), ...done.map((alert) => [alert.id, alert] as const)]))
      const first = failed[0]
      if (first) {
        void complain(first.why)
        if (first.why.status === 412) void client.invalidateQueries({ queryKey: ['alerts'] })
      } else if (decision.do === 'acknowledge') void told(t('alerts.acked_n', { n: done.length }))
      else if (decision.do === 'resolve') void told(t('alerts.resolved_n', { n: done.length }))
      else if (decision.do === 'assign') void told(t('assign.done', { n: done.length }))
      else if (decision.do === 'snooze') void told(t('alerts.snoozed_n', { n: done.length }))
      void client.invalidateQueries({ queryKey: ['vehicle'] })
      void client.invalidateQueries({ queryKey: ['map'] })
    },
  })
}

export const SNOOZES = ['1h', '4h', 'tomorrow'] as const
export type Snooze = (typeof SNOOZES)[number]

/** Tomorrow is nine in the morning of the lender's day. */
export function snoozeUntil(choice: Snooze, now = Date.now()): string {
  const at = choice === '1h' ? now + 3_600_000 : choice === '4h' ? now + 4 * 3_600_000 : startOfDay(dateOf(startOfDay(dateOf(now)) + 30 * 3_600_000)) + 9 * 3_600_000
  return new Date(at).toISOString()
}
