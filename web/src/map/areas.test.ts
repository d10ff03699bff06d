import { cellToChildren, latLngToCell } from 'h3-js'
import { expect, it } from 'vitest'
import { outlinesOf } from './areas'

it('joins cells of one size, and draws those of two sizes beside each other', () => {
  const large = latLngToCell(30.6, 114.3, 5)
  const small = cellToChildren(latLngToCell(30.6, 115.3, 5), 6)
  const { features } = outlinesOf([[large, ...small]])
  expect(features).toHaveLength(2)
  expect(features.map((one) => (one.geometry as GeoJSON.MultiPolygon).coordinates.length)).toEqual([1, 1])
  expect(outlinesOf([])).toEqual({ type: 'FeatureCollection', features: [] })
})
