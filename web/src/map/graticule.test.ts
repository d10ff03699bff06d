import { expect, it } from 'vitest'
import { linesOf, stepOf } from './graticule'

it('has some lines each way at every street zoom, and not too many', () => {
  for (const wide of [2, 1, 0.3, 0.07, 0.011, 0.004]) {
    expect(wide / stepOf(wide)).toBeGreaterThanOrEqual(3)
    expect(wide / stepOf(wide)).toBeLessThan(10)
  }
})

it('names lines by their degrees and side of the world', () => {
  const { features } = linesOf({ west: -0.21, south: -0.11, east: 0.11, north: 0.21 })
  const names = features.map((one) => one.properties?.label)
  expect(names).toContain('0.2°W')
  expect(names).toContain('0.1°S')
  expect(names).toContain('0.1°E')
})
