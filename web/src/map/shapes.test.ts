import { describe, expect, it } from 'vitest'
import { distance } from './geo'
import { clicked, closed, drawnOf, geometryOf, ring, whole } from './shapes'

const shanghai = { lat: 31.23, lon: 121.47 }

describe('circles', () => {
  it('are as wide as they say, whatever the latitude', () => {
    for (const lat of [0, 31.23, 60]) {
      for (const [lon = 0, at = 0] of ring({ lat, lon: 121 }, 500)) expect(Math.abs(distance({ lat, lon: 121 }, { lat: at, lon }) - 500)).toBeLessThan(2)
    }
  })
  it('take their centre from the first click and their radius from the next', () => {
    const first = clicked(null, 'circle', shanghai)
    expect(first).toEqual({ kind: 'circle', centre: shanghai, radius_m: 100 })
    const second = clicked(first, 'circle', { lat: 31.239, lon: 121.47 })
    expect(second.kind === 'circle' && Math.abs(second.radius_m - 1001) < 3).toBe(true)
    expect(clicked(first, 'circle', { lat: 40, lon: 121.47 })).toMatchObject({ radius_m: 20_000 })
  })
})

describe('polygons', () => {
  it('want three corners, and close themselves', () => {
    let drawn = clicked(null, 'polygon', { lat: 0, lon: 0 })
    drawn = clicked(drawn, 'polygon', { lat: 0, lon: 1 })
    expect(whole(drawn)).toBe(false)
    drawn = clicked(drawn, 'polygon', { lat: 1, lon: 1 })
    expect(whole(drawn)).toBe(true)
    expect(geometryOf(drawn).coordinates[0]).toEqual([[0, 0], [1, 0], [1, 1], [0, 0]])
    expect(closed([])).toEqual([])
  })
  it('come back from what the server keeps', () => {
    expect(drawnOf({ type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }, {})).toEqual({ kind: 'polygon', corners: [{ lat: 0, lon: 0 }, { lat: 0, lon: 1 }, { lat: 1, lon: 1 }] })
    expect(drawnOf({ type: 'Polygon', coordinates: [] }, { centre: { lat_e7: 312_300_000, lon_e7: 1_214_700_000 }, radius_m: 80 })).toEqual({ kind: 'circle', centre: { lat: 31.23, lon: 121.47 }, radius_m: 80 })
  })
})
