import { expect, it } from 'vitest'
import { feeOf, marksOf } from './crewFigures'

const card = (valid_from: string, valid_to: string | null, minor: number) => ({ currency: 'CNY', valid_from, valid_to, rows: [{ order: 'tow', rate: { type: 'flat', amount: { minor, currency: 'CNY' } } }, { order: 'store', rate: { type: 'per_day' } }] })

it('takes the fee from the card of the day', () => {
  const cards = [card('2026-01-01', '2026-06-30', 100), card('2026-07-01', null, 200)]
  expect(feeOf(cards, 'tow', '2026-03-01')?.minor).toBe(100)
  expect(feeOf(cards, 'tow', '2026-11-23')?.minor).toBe(200)
  expect(feeOf(cards, 'tow', '2025-01-01')).toBeNull()
  expect(feeOf(cards, 'store', '2026-11-23')).toBeNull()
})

it('reads the figures of one contractor, and none of another', () => {
  const sheet = { groups: [{ group: 'v', name: 'V', kpis: [{ kpi: 'recovery_rate_units', value: 8889 }, { kpi: 'sla_accept', value: null }] }] }
  expect(marksOf(sheet as never, 'v')).toEqual({ recovered: 8889, accepted: null })
  expect(marksOf(undefined, 'v')).toEqual({ recovered: null, accepted: null })
})
