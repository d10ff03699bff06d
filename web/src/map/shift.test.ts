import { afterEach, describe, expect, it } from 'vitest'
import { distance } from './geo'
import { drawBy, drawn, drawnShapes, stored } from './shift'

const tiananmen = { lat: 39.9087, lon: 116.3975 }
const london = { lat: 51.5, lon: -0.12 }
const at = ([lon, lat]: [number, number]) => ({ lat, lon })

afterEach(() => drawBy('WGS84'))

describe('the shift of overlays', () => {
  it('is none on tiles of WGS-84', () => {
    expect(drawn(116.3975, 39.9087)).toEqual([116.3975, 39.9087])
    const shapes: GeoJSON.Point = { type: 'Point', coordinates: [1, 2] }
    expect(drawnShapes(shapes)).toBe(shapes)
  })
  it('moves China by some hundred metres and back again, and leaves the rest of the world', async () => {
    for (const [datum, least, most] of [['GCJ02', 300, 800], ['BD09', 700, 2000]] as const) {
      await drawBy(datum)
      const there = drawn(tiananmen.lon, tiananmen.lat)
      expect(distance(tiananmen, at(there))).toBeGreaterThan(least)
      expect(distance(tiananmen, at(there))).toBeLessThan(most)
      expect(distance(tiananmen, at(stored(...there)))).toBeLessThan(2)
    }
    await drawBy('GCJ02')
    expect(drawn(london.lon, london.lat)).toEqual([london.lon, london.lat])
  })
  it('goes through every coordinate of a shape', async () => {
    await drawBy('GCJ02')
    const square: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[[116, 39], [116.1, 39], [116, 39.1], [116, 39]]] } }] }
    const [ring] = (drawnShapes(square).features[0]?.geometry as GeoJSON.Polygon).coordinates
    expect(ring).toHaveLength(4)
    expect(ring?.[0]).toEqual(drawn(116, 39))
    expect(ring?.[2]).toEqual(drawn(116, 39.1))
  })
})
