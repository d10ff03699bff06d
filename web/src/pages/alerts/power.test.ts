import { expect, it } from 'vitest'
import { BREAK_S, columns, limitOf, spread } from './power'

const at = (s: number, value: number) => ({ at: new Date(s * 1000).toISOString(), value })
const rule = [{ name: 'low_12_mv', value: 11_800, unit: 'millivolts' as const }, { name: 'low_24_mv', value: 23_600, unit: 'millivolts' as const }, { name: 'lasts_s', value: 600, unit: 'seconds' as const }]

it('takes the limit from the alert, else from its rule by the wiring, else none', () => {
  expect(limitOf([{ feature: 'limit_mv', value: 11_500 }], rule, [12_000])).toBe(11_500)
  expect(limitOf([], rule, [12_600, 12_700, 300])).toBe(11_800)
  expect(limitOf([], rule, [27_600, 27_700, 300])).toBe(23_600)
  expect(limitOf([], [], [12_600])).toBeNull()
  expect(limitOf([], rule, [])).toBeNull()
})

it('tells the lowest, the highest, and the last reading before the alert', () => {
  expect(spread([at(10, 12_600), at(20, 3_000), at(30, 12_500)], new Date(25_000).toISOString())).toEqual({ low: 3_000, high: 12_600, before: 3_000 })
  expect(spread([at(30, 12_500)], new Date(25_000).toISOString())).toEqual({ low: 12_500, high: 12_500, before: null })
  expect(spread([], new Date(0).toISOString())).toBeNull()
})

it('breaks the line where nothing was told for long, and never goes back in time', () => {
  const [times, values] = columns([at(10, 12_000), at(10, 11_000), at(20 + BREAK_S, 12_500)], 1000)
  expect(times).toEqual([10, 11, 20 + BREAK_S])
  expect(values).toEqual([11, null, 12.5])
})
