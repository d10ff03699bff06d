import { cellToBoundary, cellToParent, getResolution } from 'h3-js'
import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { PALETTE, type Scheme } from './style'

export type Counted = { cell: string; n: number; worst: number }

/** How fine the hexes are at a zoom: some thirty pixels wide, and never finer than what was given. */
export const resolutionAt = (zoom: number) => Math.max(2, Math.min(9, Math.round(zoom * 0.75 - 0.5)))

/** Cells of any fineness, counted by their ancestors at one resolution; coarser ones stay as they are. */
export function counted(cells: readonly Counted[], resolution: number): Counted[] {
  const by = new Map<string, Counted>()
  for (const { cell, n, worst } of cells) {
    const key = getResolution(cell) > resolution ? cellToParent(cell, resolution) : cell
    const found = by.get(key)
    if (found) {
      found.n += n
      found.worst = Math.max(found.worst, worst)
    } else by.set(key, { cell: key, n, worst })
  }
  return [...by.values()]
}

/** Hexes shaded by how many cars are in each, under everything else. */
export function paintDensity(map: Maplibre, scheme: Scheme, cells: readonly Counted[]) {
  const all = counted(cells, resolutionAt(map.getZoom()))
  const most = Math.max(1, ...all.map((one) => one.n))
  const data: GeoJSON.FeatureCollection = {
    type: 'FeatureCollection',
    features: all.map(({ cell, n }) => {
      const ring = cellToBoundary(cell, true)
      return { type: 'Feature', properties: { n, share: Math.sqrt(n / most) }, geometry: { type: 'Polygon', coordinates: [ring] } }
    }),
  }
  const source = map.getSource<GeoJSONSource>('density')
  if (source) return void source.setData(data)
  map.addSource('density', { type: 'geojson', data })
  const c = PALETTE[scheme]
  const below = map.getLayer('site-fill') ? 'site-fill' : undefined
  map.addLayer({ id: 'density', type: 'fill', source: 'density', paint: { 'fill-color': c.hex, 'fill-opacity': ['+', 0.06, ['*', 0.28, ['get', 'share']]] } }, below)
  map.addLayer({ id: 'density-line', type: 'line', source: 'density', paint: { 'line-color': c.hex, 'line-opacity': 0.25, 'line-width': 0.8 } }, below)
}

export function dropDensity(map: Maplibre) {
  for (const layer of ['density', 'density-line']) if (map.getLayer(layer)) map.removeLayer(layer)
  if (map.getSource('density')) map.removeSource('density')
}
