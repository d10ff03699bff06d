import type { Schemas } from '../../api/client'
import { ROAD } from '../case/actions'

type Standing = Schemas['Standing']
/** A bar: how many, and the sums of money that stand behind it. */
export type Bar = { key: string; n: number; sums: readonly Sum[]; note?: number }
export type Sum = { currency: string; minor: number }

function add(to: Map<string, number>, currency: string, minor: number) {
  to.set(currency, (to.get(currency) ?? 0) + minor)
}
const listed = (of: ReadonlyMap<string, number>): Sum[] => [...of].map(([currency, minor]) => ({ currency, minor }))

/** Rows of several currencies under one key. */
function gathered<T extends { currency: string; outstanding_minor: number }>(rows: readonly T[], key: (row: T) => string, n: (row: T) => number) {
  const by = new Map<string, { n: number; sums: Map<string, number> }>()
  for (const row of rows) {
    const one = by.get(key(row)) ?? { n: 0, sums: new Map<string, number>() }
    one.n += n(row)
    add(one.sums, row.currency, row.outstanding_minor)
    by.set(key(row), one)
  }
  return by
}

export function arrearsLines(standing: Standing, buckets: readonly string[]): Bar[] {
  const by = gathered(standing.arrears, (row) => row.bucket, (row) => row.loans)
  return buckets.map((key) => ({ key, n: by.get(key)?.n ?? 0, sums: listed(by.get(key)?.sums ?? new Map()) }))
}

/** The states of the road, and those beside it in which a case is. */
export function caseLines(standing: Standing): Bar[] {
  const by = gathered(standing.cases, (row) => row.state, (row) => row.cases)
  const held = (key: string) => standing.cases.filter((row) => row.state === key).reduce((sum, row) => sum + row.held, 0)
  const keys = [...ROAD, ...[...by.keys()].filter((key) => !(ROAD as readonly string[]).includes(key))]
  return keys.map((key) => ({ key, n: by.get(key)?.n ?? 0, sums: listed(by.get(key)?.sums ?? new Map()), note: held(key) }))
}

export const alertLines = (standing: Standing): Bar[] => standing.alerts.map(({ type, alerts, critical }) => ({ key: type, n: alerts, sums: [], note: critical }))

/** Ages of storage, each with the days it goes from and to; the last has no end. */
const AGES = [0, 8, 31, 61, 91] as const
export const ages = (standing: Standing): (Bar & { from: number; until: number | null })[] =>
  AGES.map((from, n) => ({ key: String(from), from, until: n + 1 < AGES.length ? (AGES[n + 1] ?? 0) - 1 : null, n: standing.storage.find((one) => one.days === from)?.cars ?? 0, sums: [] }))

export function sums(standing: Standing) {
  const exposure = new Map<string, number>()
  for (const row of standing.cases) add(exposure, row.currency, row.outstanding_minor)
  const all = (of: readonly number[]) => of.reduce((sum, n) => sum + n, 0)
  return { cases: all(standing.cases.map((row) => row.cases)), alerts: all(standing.alerts.map((row) => row.alerts)), exposure: listed(exposure) }
}
