import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, seen } from '../../api/client'
import { asProblem } from '../../api/problem'
import type { Alert } from '../../api/queries'
import { useWords } from '../../i18n'
import { dateOf, startOfDay } from '../../i18n/format'
import { complain, told } from '../../ui/notify'

export type Decision =
  | { do: 'acknowledge' }
  | { do: 'snooze'; until: string }
  | { do: 'resolve'; verdict: string; reason: string }
  | { do: 'reopen'; reason: string }

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
  }
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
    mutationFn: async ({ alerts, decision }: { alerts: Alert[]; decision: Decision }) => {
      const outcomes = await Promise.allSettled(alerts.map((alert) => ask(alert, decision)))
      const done = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const failed = outcomes.flatMap((one, i) => (one.status === 'rejected' ? [{ alert: alerts[i] as Alert, why: asProblem(one.reason) }] : []))
      return { done, failed }
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
