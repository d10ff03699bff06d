import { cellsToMultiPolygon, cellToChildren, cellToParent, getResolution } from 'h3-js'
import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { drawn } from './shift'

const TONE = '#2b8a3e'

/** More cells of one area are not joined: the browser would stand still. */
const MOST = 6000

/**
 * The same area in cells of one size, because only those can be joined, and cells of several sizes leave seams and holes
 * that no renderer fills well: the smallest size that there is, or the next one up at which they are not too many.
 */
export function even(cells: readonly string[]): string[] {
  const sizes = cells.map(getResolution)
  for (let size = Math.max(...sizes); size >= 0; size -= 1) {
    const many = sizes.reduce((sum, own) => sum + 7 ** Math.max(0, size - own), 0)
    if (many > MOST && size > Math.min(...sizes)) continue
    return [...new Set(cells.flatMap((cell, n) => ((sizes[n] ?? 0) >= size ? [cellToParent(cell, size)] : cellToChildren(cell, size))))]
  }
  return []
}

/** Areas made of cells as outlines. */
export function outlinesOf(areas: readonly (readonly string[])[]): GeoJSON.FeatureCollection {
  const features = areas
    .filter((cells) => cells.length > 0)
    .map((cells): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(even(cells), true).map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => drawn(lon, lat)))) } }))
  return { type: 'FeatureCollection', features }
}

/** Where contractors work, under everything that has a name. */
export function paintAreas(map: Maplibre, areas: readonly (readonly string[])[], lit: boolean) {
  const data = outlinesOf(areas)
  const source = map.getSource<GeoJSONSource>('areas')
  if (source) void source.setData(data)
  else {
    map.addSource('areas', { type: 'geojson', data })
    const below = map.getLayer('region') ? 'region' : undefined
    map.addLayer({ id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': TONE, 'fill-opacity': 0.1 } }, below)
  }
  map.setPaintProperty('areas', 'fill-opacity', lit ? 0.24 : 0.1)
}
