import type { Schemas } from '../../api/client'
import { csv } from '../../ui/csv'

export type Share = Schemas['VerdictShare']
export type TypePrecision = Schemas['TypePrecision']

/** What counts: tests say nothing of a detector. */
export const decided = (of: Share): number => of.confirmed + of.false_positive + of.benign

/** Types of which the desk decided most first: they say most. */
export const ordered = (types: readonly TypePrecision[]): TypePrecision[] => [...types].sort((a, b) => decided(b.total) - decided(a.total) || a.type.localeCompare(b.type))

export const percent = (share: number): string => `${Math.round(share * 100)} %`

/** An interval on an axis from 0 to 100, and where the share itself stands; without a share there is neither. */
export function bar(of: Share): { from: number; width: number; at: number } | null {
  if (of.precision == null) return null
  const [from, to] = [of.low, of.high].map((end) => Math.min(1, Math.max(0, end)) * 100) as [number, number]
  return { from, width: Math.max(0, to - from), at: of.precision * 100 }
}

/** Everything that the table shows, its months too; the whole period has no month. */
export const precisionCsv = (types: readonly TypePrecision[]): string =>
  csv([
    ['type', 'month', 'confirmed', 'false_positive', 'benign', 'test', 'precision', 'low', 'high'],
    ...types.flatMap(({ type, total, months }) => [{ ...total, month: '' }, ...months].map((one) => [type, one.month, one.confirmed, one.false_positive, one.benign, one.test, one.precision, one.low, one.high])),
  ])
