import { latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { counted, resolutionAt } from './density'

describe('density', () => {
  it('counts cells by their ancestors, and keeps what is coarser', () => {
    const near = [latLngToCell(31.23, 121.47, 9), latLngToCell(31.2301, 121.4701, 9)]
    const coarse = latLngToCell(23.1, 113.2, 4)
    const all = counted([{ cell: near[0] ?? '', n: 1, worst: 0 }, { cell: near[1] ?? '', n: 2, worst: 4 }, { cell: coarse, n: 5, worst: 1 }], 6)
    expect(all).toHaveLength(2)
    expect(all.find((one) => one.cell === latLngToCell(31.23, 121.47, 6))).toMatchObject({ n: 3, worst: 4 })
    expect(all.find((one) => one.cell === coarse)?.n).toBe(5)
  })
  it('is finer the nearer one looks', () => {
    expect(resolutionAt(2)).toBe(2)
    expect(resolutionAt(8)).toBe(6)
    expect(resolutionAt(18)).toBe(9)
  })
})
