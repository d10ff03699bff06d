import { expect, test } from 'vitest'
import { setZone } from '../../i18n/format'
import { monthIn, wayOf, wayOfPart } from './ways'

const period = { from: '2026-08-25T21:00:00.000Z', to: '2026-11-23T22:00:00.000Z' }

test('a figure leads to what began in its own period', () => {
  expect(wayOf('recovery_rate_units', period)?.link.search).toEqual({ view: 'table', closed: true, ...period })
  expect(wayOf('sla_accept', period)?.link).toEqual({ to: '/dispatch', search: { view: 'list', ...period } })
  expect(wayOf('alert_precision', period)?.link.search).toEqual({ queue: 'closed', ...period })
  expect(wayOf('contact_rule_refusals', period)).toBeNull()
})

test('a month is the one of the lender’s clock, and no more of it than the period has', () => {
  setZone('Asia/Shanghai')
  expect(monthIn('2026-09', period)).toEqual({ from: '2026-08-31T16:00:00.000Z', to: '2026-09-30T16:00:00.000Z' })
  expect(monthIn('2026-08', period)).toEqual({ from: period.from, to: '2026-08-31T16:00:00.000Z' })
  expect(monthIn('2026-12', { from: '2026-11-01T00:00:00.000Z', to: '2027-02-01T00:00:00.000Z' }).to).toBe('2026-12-31T16:00:00.000Z')
})

test('a part leads to its cases; a contractor’s to the orders', () => {
  expect(wayOfPart({ by: 'bucket', group: 'm3' }, period).link.search).toMatchObject({ bucket: 'm3', from: period.from })
  expect(wayOfPart({ by: 'branch', group: 'Pudong' }, period).link.search).toMatchObject({ branch: 'Pudong' })
  expect(wayOfPart({ by: 'vendor', group: 'v1' }, period).link).toEqual({ to: '/dispatch', search: { view: 'list', who: 'v1', ...period } })
})
