import type { Schemas } from '../../api/client'
import { i18n, word } from '../../i18n'

type Body = Schemas['ScheduleBody']
type Run = Schemas['ReportRun']

export type Form = { report: string; by: string; every: string; weekday: string; monthday: string; hour: string }

/** What somebody means who has chosen nothing: the sheet of last month, on the first at eight. */
export const FRESH: Form = { report: 'kpis', by: 'none', every: 'month', weekday: '1', monthday: '1', hour: '8' }

/** The order: without the fields that its report or its rhythm does not have. */
export function order(form: Form): Body {
  const day = form.every === 'week' ? Number(form.weekday) : form.every === 'month' ? Number(form.monthday) : null
  return { report: form.report, every: form.every, hour: Number(form.hour), ...(form.report === 'kpis' && { by: form.by }), ...(day !== null && { on_day: day }) }
}

export const clockHour = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** When it comes, in words. */
export function when(of: { every: string; on_day?: number | null; hour: number }): string {
  const hour = clockHour(of.hour)
  if (of.every === 'week') return i18n.t('schedules.when_week', { day: word('schedule_day', String(of.on_day)), hour })
  if (of.every === 'month') return i18n.t('schedules.when_month', { day: of.on_day, hour })
  return i18n.t('schedules.when_day', { hour })
}

/** How a run went: where its mail stands, or why there is none. */
export function outcome(run: Pick<Run, 'outcome' | 'mail'>): { text: string; bad: boolean } {
  const name = run.outcome === 'failed' ? 'no_report' : run.outcome === 'paused' ? 'paused' : (run.mail ?? 'mailed')
  return { text: word('schedule_outcome', name), bad: ['no_report', 'paused', 'failed', 'dead', 'suppressed'].includes(name) }
}
