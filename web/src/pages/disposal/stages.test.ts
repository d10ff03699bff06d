import { expect, it } from 'vitest'
import { totals } from './stages'

it('cars of one stage are counted over their currencies, whose sums stay apart', () => {
  const counted = [
    { stage: 'sold', currency: 'CNY', cases: 2, outstanding_minor: 700 },
    { stage: 'sold', currency: 'USD', cases: 1, outstanding_minor: 90 },
    { stage: 'funds', currency: 'CNY', cases: 5, outstanding_minor: 10 },
  ]
  expect(totals(counted, 'sold')).toEqual({ cases: 3, sums: [{ minor: 700, currency: 'CNY' }, { minor: 90, currency: 'USD' }] })
  expect(totals(counted, 'valuation')).toEqual({ cases: 0, sums: [] })
})
