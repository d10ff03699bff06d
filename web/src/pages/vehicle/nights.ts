import { dateOf, instantOf } from '../../i18n/format'

export type Window = { from: number; to: number }

const HOUR = 3_600_000
/** Parts of a day, by the lender's clock: what people mean by morning, day, evening and night. */
const PARTS = [6, 10, 17, 22]

/** The instant of an hour of the day that `at` is in; 24 and more are hours of the days after. */
const hour = (at: number, of: number): number => instantOf(dateOf(at), of)
/** Asked for from the full hour on: the same question for an hour. */
const begun = (now: number) => Math.floor(now / HOUR) * HOUR

/** The night that goes on, or the next one. */
export function nightAfter(now: number): Window {
  if (now < hour(now, 6)) return { from: begun(now), to: hour(now, 6) }
  return { from: Math.max(begun(now), hour(now, 22)), to: hour(now, 30) }
}

/** The parts of the next 24 hours, the one that goes on first. */
export function partsAfter(now: number): Window[] {
  const edges = [-2, ...[0, 24].flatMap((day) => PARTS.map((of) => day + of)), 54].map((of) => hour(now, of))
  const next = edges.findIndex((edge) => edge > now)
  return [0, 1, 2, 3].map((n) => ({ from: n === 0 ? begun(now) : (edges[next + n - 1] ?? now), to: edges[next + n] ?? now }))
}

export const LIKELY = ['virtually_certain', 'extremely_likely', 'very_likely', 'likely', 'even', 'unlikely', 'very_unlikely'] as const
export type Likely = (typeof LIKELY)[number]

/**
 * A probability in words that mean the same to everybody: the scale of the Intergovernmental Panel on Climate Change
 * (Guidance Note on Consistent Treatment of Uncertainties, 2010, table 1).
 */
export const likely = (p: number): Likely => (p >= 0.99 ? 'virtually_certain' : p >= 0.95 ? 'extremely_likely' : p >= 0.9 ? 'very_likely' : p >= 0.66 ? 'likely' : p > 0.33 ? 'even' : p > 0.1 ? 'unlikely' : 'very_unlikely')

/** A share as it can be said: never certain, never impossible. */
export const percent = (p: number): string => (p > 0.99 ? '> 99 %' : p < 0.01 ? '< 1 %' : `${Math.round(p * 100)} %`)

/** Fewer earlier windows than this, and the forecast says that it knows little. */
export const FEW = 7

/** Of several windows the one in which the car is most likely at one place; null of none. */
export function best<T extends { items: readonly { p: number }[] }>(asked: readonly T[]): T | null {
  return asked.reduce<T | null>((top, one) => ((one.items[0]?.p ?? 0) > (top?.items[0]?.p ?? 0) ? one : top), null)
}
