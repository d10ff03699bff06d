import type { Bounds } from '../../ui/risk'

/** The parameters of the risk score, as the server has them (docs/risk.md). */
export type Parameters = {
  weights: Record<string, number>
  other: number
  severities: number[]
  repeats: number
  half_life_d: number
  pledge_half_life_d: number
  per_instalment: number
  overdue_most: number
  first_payment_default: number
  pledge_fraud: number
  pledge_fraud_d: number
  escalate_days: number
  bands: Bounds
}
/** The fields of the form by their path; a weight that is empty counts as every other type. */
export type Draft = Record<string, number | ''>

export const BANDS = ['bands.watch', 'bands.high', 'bands.critical'] as const
export const LOAN = ['per_instalment', 'overdue_most', 'first_payment_default', 'pledge_fraud', 'pledge_fraud_d', 'escalate_days'] as const
export const DECAY = ['half_life_d', 'pledge_half_life_d', 'repeats', 'other'] as const
/** In the order of the document: what severities multiply points by. */
export const SEVERITY = ['info', 'warn', 'high', 'critical'] as const

const WHOLE = new Set<string>([...BANDS, 'pledge_fraud_d', 'escalate_days'])
/** What a field may be, by the server's rule: least, most, whether it must be whole. */
export function range(field: string): { min: number; max: number; whole: boolean } {
  const whole = WHOLE.has(field)
  if (field.startsWith('bands.')) return { min: 1, max: 100, whole }
  if (field.endsWith('half_life_d')) return { min: 0.1, max: 3650, whole }
  if (field === 'pledge_fraud_d' || field === 'escalate_days') return { min: 0, max: 3650, whole }
  return { min: 0, max: 1000, whole }
}

export function flat({ weights, severities, bands, ...plain }: Parameters): Draft {
  const out: Draft = {}
  for (const field of [...LOAN, ...DECAY]) out[field] = plain[field]
  for (const [name, n] of Object.entries(bands)) out[`bands.${name}`] = n
  severities.forEach((n, i) => { out[`severities.${SEVERITY[i]}`] = n })
  for (const [name, n] of Object.entries(weights)) out[`weights.${name}`] = n
  return out
}

/** The whole document of a form that is [`complete`]. */
export function document(draft: Draft): Parameters {
  const of = (field: string) => Number(draft[field])
  const weights = Object.fromEntries(Object.entries(draft).flatMap(([field, n]) => (field.startsWith('weights.') && n !== '' ? [[field.slice('weights.'.length), n]] : [])))
  const plain = Object.fromEntries([...LOAN, ...DECAY].map((field) => [field, of(field)])) as Pick<Parameters, (typeof LOAN)[number] | (typeof DECAY)[number]>
  return { ...plain, weights, severities: SEVERITY.map((name) => of(`severities.${name}`)), bands: { watch: of('bands.watch'), high: of('bands.high'), critical: of('bands.critical') } }
}

const value = (draft: Draft, field: string) => draft[field] ?? ''
/** The fields in which two forms differ. */
export const changes = (a: Draft, b: Draft): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => value(a, field) !== value(b, field))

export const rising = (draft: Draft): boolean => {
  const [watch, high, critical] = BANDS.map((field) => Number(draft[field]))
  return watch !== undefined && high !== undefined && critical !== undefined && 0 < watch && watch < high && high < critical && critical <= 100
}
/** Whether every number is there and in its range: only weights may be left empty. */
export const complete = (draft: Draft): boolean =>
  rising(draft) &&
  Object.entries(draft).every(([field, n]) => {
    if (n === '') return field.startsWith('weights.')
    const { min, max, whole } = range(field)
    return n >= min && n <= max && (!whole || Number.isInteger(n))
  })

type Fired = { day: string; now: number; proposed: number }
/** Every calendar day of a trial, those without a rise too. */
export function everyDay(days: readonly Fired[], from: string, to: string): Fired[] {
  const by = new Map(days.map((one) => [one.day, one]))
  const out: Fired[] = []
  for (let at = Date.parse(`${from}T12:00:00Z`); at <= Date.parse(`${to}T12:00:00Z`); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    out.push(by.get(day) ?? { day, now: 0, proposed: 0 })
  }
  return out
}
