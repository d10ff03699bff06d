import { cellToChildren, compactCells, getResolution, gridDisk, latLngToCell, polygonToCells } from 'h3-js'
import { expect, it } from 'vitest'
import { even, outlinesOf } from './areas'

const parts = (areas: readonly (readonly string[])[]) => outlinesOf(areas).features.map((one) => (one.geometry as GeoJSON.MultiPolygon).coordinates)

it('joins cells of one size; an area of two sizes is drawn in the smaller', () => {
  const large = latLngToCell(30.6, 114.3, 5)
  const small = cellToChildren(latLngToCell(30.6, 115.3, 5), 6)
  expect(parts([[large, ...small]]).map((polygons) => polygons.length)).toEqual([2])
  expect(parts([[large], small]).map((polygons) => polygons.length)).toEqual([1, 1])
  expect(parts([[]])).toEqual([])
  expect(outlinesOf([])).toEqual({ type: 'FeatureCollection', features: [] })
})

it('draws what was compacted as one area without seams or holes', () => {
  const whole = gridDisk(latLngToCell(30.6, 114.3, 6), 12)
  const compact = compactCells(whole)
  expect(new Set(compact.map(getResolution)).size).toBeGreaterThan(1)
  expect(new Set(even(compact))).toEqual(new Set(whole))
  expect(parts([compact])[0]?.map((rings) => rings.length)).toEqual([1])
})

it('takes a larger size for half a continent, not a million cells', () => {
  const compact = compactCells(polygonToCells([[18, 73], [18, 135], [53, 135], [53, 73]], 5))
  const drawn = even(compact)
  expect(drawn.length).toBeLessThan(7000)
  expect(new Set(drawn.map(getResolution)).size).toBe(1)
  expect(parts([compact])[0]?.map((rings) => rings.length)).toEqual([1])
})
