import { cellToBoundary, cellToParent, getResolution, isValidCell, latLngToCell } from 'h3-js'
import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { drawn } from './shift'
import { PALETTE, type Scheme } from './style'

/** A car, or a cell of the server's that stands for `n` of them; `cell` is as fine as what was given. */
export type Placed = { lat: number; lon: number; n?: number; cell?: string }

/** How fine the hexes are at a zoom: some thirty pixels wide. */
export const resolutionAt = (zoom: number) => Math.max(2, Math.min(9, Math.round(zoom * 0.75 - 0.5)))

/** The cell of a place: of that resolution, but never finer than what was given. */
function cellOf({ lat, lon, cell }: Placed, resolution: number): string {
  if (!cell || !isValidCell(cell)) return latLngToCell(lat, lon, resolution)
  return getResolution(cell) > resolution ? cellToParent(cell, resolution) : cell
}

/** How many are in each cell. */
export function counted(places: readonly Placed[], resolution: number): Map<string, number> {
  const by = new Map<string, number>()
  for (const place of places) {
    const { n = 1 } = place
    const cell = cellOf(place, resolution)
    by.set(cell, (by.get(cell) ?? 0) + n)
  }
  return by
}

/** Hexes shaded by how many cars are in each, under everything else. */
export function paintDensity(map: Maplibre, scheme: Scheme, places: readonly Placed[]) {
  const all = [...counted(places, resolutionAt(map.getZoom()))]
  const most = all.reduce((top, [, n]) => Math.max(top, n), 1)
  const data: GeoJSON.FeatureCollection = {
    type: 'FeatureCollection',
    features: all.map(([cell, n]) => {
      const ring = cellToBoundary(cell, true).map(([lon, lat]) => drawn(lon, lat))
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
