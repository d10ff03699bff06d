import { cellsToMultiPolygon, getResolution } from 'h3-js'
import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { drawn } from './shift'

const TONE = '#2b8a3e'

/** Areas made of cells as outlines; cells of one size at a time, because only those can be joined. */
export function outlinesOf(areas: readonly (readonly string[])[]): GeoJSON.FeatureCollection {
  const features = areas.flatMap((cells) => {
    const by = new Map<number, string[]>()
    for (const cell of cells) {
      const size = getResolution(cell)
      by.set(size, [...(by.get(size) ?? []), cell])
    }
    return [...by.values()].map((same): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(same, true).map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => drawn(lon, lat)))) } }))
  })
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
