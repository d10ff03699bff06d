import { expect, test } from 'vitest'
import { type Bid, bestOf, called, restOf } from './lot'

const bid = (minor: number | null, bidder: number): Bid => ({ bid: null, buyer: null, bidder, amount: minor === null ? null : { minor, currency: 'CNY' }, at: '2026-09-01T04:00:00Z' })

test('the highest bid leads, of two the earlier one, and sealed ones lead nothing', () => {
  expect(bestOf([])).toBeNull()
  expect(bestOf([bid(null, 1), bid(null, 2)])).toBeNull()
  expect(bestOf([bid(100, 1), bid(300, 2), bid(300, 3), bid(200, 1)])?.bidder).toBe(2)
})

test('what is left to pay is the price less every payment', () => {
  const award = { bid: 'b', buyer: 'x', price: { minor: 1000, currency: 'CNY' }, pay_by: '', payments: [{ id: '1', amount: { minor: 300, currency: 'CNY' }, at: '' }, { id: '2', amount: { minor: 200, currency: 'CNY' }, at: '' }] }
  expect(restOf(award)).toEqual({ minor: 500, currency: 'CNY' })
})

test('a buyer without a name is called by the end of its number', () => {
  expect(called({ id: 'a', name: 'Harbour Cars' }, 'a')).toBe('Harbour Cars')
  expect(called({ id: '01234567', name: null }, '01234567')).toBe('#234567')
  expect(called(undefined, null)).toBe('—')
})
