import { expect, test } from 'vitest'
import { en } from '../../i18n/en'
import { ages, arrearsLines, caseLines, sums } from './standing'

const standing = {
  as_of: '2026-01-01T00:00:00Z',
  arrears: [
    { bucket: 'm1', currency: 'CNY', loans: 3, outstanding_minor: 300, overdue_minor: 30 },
    { bucket: 'm1', currency: 'USD', loans: 1, outstanding_minor: 50, overdue_minor: 5 },
  ],
  cases: [
    { state: 'flagged', currency: 'CNY', cases: 2, held: 1, outstanding_minor: 200 },
    { state: 'settled', currency: 'CNY', cases: 1, held: 0, outstanding_minor: 0 },
  ],
  alerts: [{ type: 'removal', alerts: 4, critical: 4, fresh: 1 }],
  devices: [],
  storage: [{ days: 0, cars: 2 }, { days: 91, cars: 1 }],
}

test('money of two currencies is never added up', () => {
  expect(arrearsLines(standing, ['current', 'm1'])).toEqual([
    { key: 'current', n: 0, sums: [] },
    { key: 'm1', n: 4, sums: [{ currency: 'CNY', minor: 300 }, { currency: 'USD', minor: 50 }] },
  ])
  expect(sums(standing)).toEqual({ cases: 3, alerts: 4, exposure: [{ currency: 'CNY', minor: 200 }] })
})

test('every state of the road has a line, and what is beside the road too', () => {
  const lines = caseLines(standing)
  expect(lines[0]).toEqual({ key: 'flagged', n: 2, sums: [{ currency: 'CNY', minor: 200 }], note: 1 })
  expect(lines.at(-1)?.key).toBe('settled')
  expect(lines.find((one) => one.key === 'sold')?.n).toBe(0)
})

test('ages of storage leave no day out', () => {
  expect(ages(standing).map(({ from, until, n }) => [from, until, n])).toEqual([[0, 7, 2], [8, 30, 0], [31, 60, 0], [61, 90, 0], [91, null, 1]])
})

test('every figure says what it counts', () => expect(Object.keys(en.kpi_def).sort()).toEqual(Object.keys(en.kpi).sort()))
