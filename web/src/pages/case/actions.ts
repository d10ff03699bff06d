import { answered, api, seen } from '../../api/client'
import type { CaseDetail } from '../../api/queries'
import type { Refusal } from '../../i18n/reasons'

type Field =
  | { name: string; kind: 'reason' | 'text' | 'long' | 'date'; label: 'reason' | 'reference' | 'instructions' | 'ends_on'; optional?: boolean }
  | { name: string; kind: 'choice'; label: 'basis' | 'close_reason' | 'hold_kind' | 'order_kind'; words: 'legal_basis' | 'close_reason' | 'hold_kind' | 'order_kind'; of: readonly string[] }
  | { name: string; kind: 'hold'; label: 'hold' }
  | { name: string; kind: 'here'; label: 'use_position' }

export type Values = Record<string, string>
type Send = (kase: CaseDetail, values: Values, place: { lat: number; lon: number } | null) => Promise<unknown>
export type Doable = { fields: readonly Field[]; send: Send; grave?: boolean }

const because: Field = { name: 'reason', kind: 'reason', label: 'reason' }
const on = (kase: CaseDetail) => ({ params: { path: { id: kase.id }, header: seen(kase.version) } })
const reason = (values: Values) => ({ reason: values.reason ?? '' })

const BASES = ['consented_recovery', 'voluntary_surrender', 'court_order', 'impound_release', 'self_help_no_breach'] as const
const CLOSINGS = ['cured', 'settled', 'lender_cancel', 'legal_route', 'recovered', 'redeemed', 'bankruptcy', 'recalled', 'unable_to_locate', 'total_loss', 'impound_not_released', 'charged_off', 'duplicate'] as const
const HOLDS = ['lender_review', 'dispute_or_fraud', 'complaint', 'promise_or_plan', 'vulnerable_customer', 'bankruptcy_stay', 'court_stay', 'military_service', 'insurance_claim', 'data_error'] as const
const ORDERS = ['repossess', 'voluntary_surrender', 'investigate', 'field_visit', 'condition_report', 'tow', 'transport', 'store', 'impound_involuntary', 'impound_voluntary', 'make_keys'] as const

/** What a person does to a case by its own call. What is not here follows from orders, hand-overs and lots. */
export const DOABLE: Readonly<Record<string, Doable>> = {
  start_review: { fields: [], send: (kase) => answered(api.POST('/api/v1/cases/{id}/review', { ...on(kase), body: {} })) },
  request_authorisation: {
    fields: [{ name: 'basis', kind: 'choice', label: 'basis', words: 'legal_basis', of: BASES }, { name: 'reference', kind: 'text', label: 'reference', optional: true }, because],
    send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/request-authorisation', { ...on(kase), body: { basis: values.basis ?? '', reference: values.reference || null, ...reason(values) } })),
  },
  approve: { fields: [because], send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/approve', { ...on(kase), body: reason(values) })) },
  reject: { fields: [because], send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/reject', { ...on(kase), body: reason(values) })) },
  dispatch: {
    fields: [{ name: 'kind', kind: 'choice', label: 'order_kind', words: 'order_kind', of: ORDERS }, { name: 'instructions', kind: 'long', label: 'instructions', optional: true }, { name: 'ends_on', kind: 'date', label: 'ends_on', optional: true }, { name: 'here', kind: 'here', label: 'use_position' }],
    send: (kase, values, place) =>
      answered(api.POST('/api/v1/cases/{id}/orders', { params: { path: { id: kase.id } }, body: { kind: values.kind ?? 'repossess', instructions: values.instructions || null, ends_on: values.ends_on || null, lat: values.here ? place?.lat : null, lon: values.here ? place?.lon : null } })),
  },
  clear_for_disposal: { fields: [because], send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/clear-for-disposal', { ...on(kase), body: reason(values) })) },
  settle: { fields: [], send: (kase) => answered(api.POST('/api/v1/cases/{id}/settle', { ...on(kase), body: {} })) },
  place_hold: { fields: [{ name: 'kind', kind: 'choice', label: 'hold_kind', words: 'hold_kind', of: HOLDS }, because], send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/holds', { ...on(kase), body: { kind: values.kind ?? '', ...reason(values) } })) },
  release_hold: {
    fields: [{ name: 'hold', kind: 'hold', label: 'hold' }, because],
    send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/holds/{hold_id}/release', { params: { path: { id: kase.id, hold_id: values.hold ?? '' }, header: seen(kase.version) }, body: reason(values) })),
  },
  return: { fields: [because], send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/return', { ...on(kase), body: reason(values) })) },
  redeem: { fields: [because], grave: true, send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/redeem', { ...on(kase), body: reason(values) })) },
  reinstate: { fields: [because], grave: true, send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/reinstate', { ...on(kase), body: reason(values) })) },
  unrepossess: { fields: [because], grave: true, send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/unrepossess', { ...on(kase), body: reason(values) })) },
  close: {
    fields: [{ name: 'close_reason', kind: 'choice', label: 'close_reason', words: 'close_reason', of: CLOSINGS }, because],
    grave: true,
    send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/close', { ...on(kase), body: { close_reason: values.close_reason ?? '', ...reason(values) } })),
  },
  reopen: { fields: [because], send: (kase, values) => answered(api.POST('/api/v1/cases/{id}/reopen', { ...on(kase), body: reason(values) })) },
}

/** The states of the road, in order; the board's columns. */
export const ROAD = ['flagged', 'in_review', 'authorised', 'in_recovery', 'secured', 'in_custody', 'for_disposal', 'sold'] as const

/** What brings a case into a column: forward by the step that leads there, back by one step. */
const INTO: Readonly<Record<string, readonly string[]>> = { in_review: ['start_review', 'reject'], authorised: ['approve', 'request_authorisation'], in_recovery: ['dispatch'], secured: ['secure'], in_custody: ['enter_custody'], for_disposal: ['clear_for_disposal'], sold: ['sell'], settled: ['settle'], closed: ['close'] }

export type Move = { action: string; refusal: Refusal | null }

/** How a case gets into a column, or what keeps it from there. */
export function moveInto(kase: Pick<CaseDetail, 'state' | 'actions'>, column: string): Move | null {
  if (column === kase.state) return null
  const road: readonly string[] = ROAD
  const back = road.indexOf(column) === road.indexOf(kase.state) - 1 && road.includes(column)
  const ways = back ? ['return'] : (INTO[column] ?? [])
  const listed = ways.map((action) => kase.actions.find((one) => one.action === action)).filter((one) => one !== undefined)
  const found = listed.find((one) => one.refusal == null && DOABLE[one.action]) ?? listed[0]
  if (!found) return null
  return { action: found.action, refusal: found.refusal ?? (DOABLE[found.action] ? null : { message: '', remedy: '' }) }
}
