import { describe, expect, it } from 'vitest'
import { distance } from './geo'
import { areaOf, cameraOf, clicked, closed, covers, drawnOf, geometryOf, ring, sketch, whole } from './shapes'

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

describe('areas', () => {
  const outer = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
  const hole = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
  const island = [[20, 0], [22, 0], [22, 2], [20, 2], [20, 0]]
  it('hold what is in an outline of theirs and in no hole', () => {
    const area: GeoJSON.MultiPolygon = { type: 'MultiPolygon', coordinates: [[outer, hole], [island]] }
    const in_ = (lat: number, lon: number) => covers(area, { lat, lon })
    expect([in_(2, 2), in_(5, 5), in_(1, 21), in_(1, 15), in_(11, 5)]).toEqual([true, false, true, false, false])
    expect(covers({ type: 'Point', coordinates: [0, 0] }, { lat: 0, lon: 0 })).toBe(false)
  })
  it('are all in view, and where there is none the country is', () => {
    expect(cameraOf([{ type: 'Polygon', coordinates: [outer] }, { type: 'MultiPolygon', coordinates: [[island]] }], 9)).toMatchObject({ box: { west: 0, south: 0, east: 22, north: 10 }, maxZoom: 9 })
    expect(cameraOf([])).toMatchObject({ zoom: 4 })
  })
  it('are told to the server as they were drawn, and shown while they are', () => {
    expect(areaOf({ kind: 'circle', centre: shanghai, radius_m: 5 })).toEqual({ ...shanghai, radius_m: 5 })
    expect(areaOf({ kind: 'polygon', corners: [{ lat: 0, lon: 0 }, { lat: 0, lon: 1 }, { lat: 1, lon: 1 }] })).toEqual({ geometry: { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] } })
    expect(sketch(clicked(null, 'polygon', shanghai)).features.map((one) => one.geometry.type)).toEqual(['Point'])
    expect(sketch(clicked(null, 'circle', shanghai)).features.map((one) => one.geometry.type)).toEqual(['Polygon', 'Point'])
    expect(sketch(null).features).toEqual([])
  })
})
