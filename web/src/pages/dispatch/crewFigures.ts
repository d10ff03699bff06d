import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../api/client'

/** So far back the figures of contractors reach. */
export const DAYS = 180
const HOUR_MS = 3_600_000
/** So many contractors are asked for one by one. */
export const MOST = 24

export const figuresQuery = (now: number) => {
  // On the hour, so that a page that is opened again asks the same.
  const to = Math.floor(now / HOUR_MS) * HOUR_MS
  const stamp = (at: number) => new Date(at).toISOString()
  return queryOptions({ queryKey: ['kpis', stamp(to - DAYS * 24 * HOUR_MS), stamp(to), 'vendor'], staleTime: 300_000, queryFn: () => answered(api.GET('/api/v1/reports/kpis', { params: { query: { from: stamp(to - DAYS * 24 * HOUR_MS), to: stamp(to), by: 'vendor' } } })) })
}

export const ratesQuery = (id: string) => queryOptions({ queryKey: ['rate-cards', id], staleTime: 300_000, queryFn: () => answered(api.GET('/api/v1/vendors/{id}/rate-cards', { params: { path: { id } } })) })
export const coverageQuery = (id: string) => queryOptions({ queryKey: ['coverage', id], staleTime: 600_000, queryFn: () => answered(api.GET('/api/v1/vendors/{id}/coverage', { params: { path: { id } } })) })

/** Shares of 10 000; null where nothing counts yet. */
export type Marks = { recovered: number | null; accepted: number | null }

export function marksOf(sheet: Schemas['KpiSheet'] | undefined, vendor: string): Marks {
  const kpis = sheet?.groups.find((one) => one.group === vendor)?.kpis ?? []
  const of = (name: string) => kpis.find((one) => one.kpi === name)?.value ?? null
  return { recovered: of('recovery_rate_units'), accepted: of('sla_accept') }
}

type Card = { currency: string; valid_from: string; valid_to: string | null; rows: readonly { order: string; rate: { type: string; amount?: { minor: number; currency: string } } }[] }

/** What a contractor takes for a kind of order on a day `YYYY-MM-DD`, where it is one sum. */
export function feeOf(cards: readonly unknown[], kind: string, day: string): { minor: number; currency: string } | null {
  const card = (cards as readonly Card[]).filter((one) => one.valid_from <= day && (one.valid_to === null || day <= one.valid_to)).sort((a, b) => b.valid_from.localeCompare(a.valid_from))[0]
  return card?.rows.find((one) => one.order === kind)?.rate.amount ?? null
}
