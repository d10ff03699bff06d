import { latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { counted, resolutionAt } from './density'

describe('density', () => {
  it('counts cars, and cells of the server by how many they stand for', () => {
    const all = counted([{ lat: 31.23, lon: 121.47 }, { lat: 31.2301, lon: 121.4701 }, { lat: 31.23, lon: 121.47, n: 40 }, { lat: 23.1, lon: 113.2 }], 6)
    expect(all.size).toBe(2)
    expect(all.get(latLngToCell(31.23, 121.47, 6))).toBe(42)
  })
  it('is never finer than what was given', () => {
    const coarse = latLngToCell(31.23, 121.47, 6)
    expect([...counted([{ lat: 31.23, lon: 121.47, cell: coarse, n: 3 }], 9)]).toEqual([[coarse, 3]])
    expect([...counted([{ lat: 31.23, lon: 121.47, cell: coarse }], 4).keys()]).toEqual([latLngToCell(31.23, 121.47, 4)])
  })
  it('is finer the nearer one looks', () => {
    expect(resolutionAt(2)).toBe(2)
    expect(resolutionAt(8)).toBe(6)
    expect(resolutionAt(18)).toBe(9)
  })
})
