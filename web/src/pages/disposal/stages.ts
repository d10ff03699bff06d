import type { Schemas } from '../../api/client'

/** From the yard to the settlement, or back. */
export const STAGES = ['valuation', 'notice', 'listed', 'sold', 'funds', 'settled', 'redeemed'] as const
export type Stage = (typeof STAGES)[number]

/** How many cars are at a stage, and what their loans owe, one sum a currency. */
export function totals(counted: readonly Schemas['StageCount'][], stage: Stage): { cases: number; sums: { minor: number; currency: string }[] } {
  const rows = counted.filter((row) => row.stage === stage)
  return { cases: rows.reduce((sum, row) => sum + row.cases, 0), sums: rows.map((row) => ({ minor: row.outstanding_minor, currency: row.currency })) }
}
