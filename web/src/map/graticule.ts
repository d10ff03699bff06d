import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { drawn, stored } from './shift'
import { FONT, PALETTE, type Scheme } from './style'

/** From here on the built-in map is blank paper. */
export const STREET_ZOOM = 10
const STEPS = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005]
/** So many lines at least, each way. */
const LEAST = 3

/** Degrees between the lines of a view that is so many degrees wide. */
export const stepOf = (wide: number): number => STEPS.find((step) => wide / step >= LEAST) ?? 0.0005

/** Lines of equal longitude and latitude through a box, named by their degrees. */
export function linesOf(box: { west: number; south: number; east: number; north: number }): GeoJSON.FeatureCollection {
  const step = stepOf(Math.min(box.east - box.west, box.north - box.south))
  const digits = Math.max(0, Math.ceil(-Math.log10(step)))
  const features: GeoJSON.Feature[] = []
  const line = (label: string, a: [number, number], b: [number, number]) => features.push({ type: 'Feature', properties: { label }, geometry: { type: 'LineString', coordinates: [drawn(...a), drawn(...b)] } })
  for (let n = Math.ceil(box.west / step); n * step <= box.east; n += 1) line(`${Math.abs(n * step).toFixed(digits)}°${n < 0 ? 'W' : 'E'}`, [n * step, box.south], [n * step, box.north])
  for (let n = Math.ceil(box.south / step); n * step <= box.north; n += 1) line(`${Math.abs(n * step).toFixed(digits)}°${n < 0 ? 'S' : 'N'}`, [box.west, n * step], [box.east, n * step])
  return { type: 'FeatureCollection', features }
}

/** Draws the grid where nothing else tells how large things are; called whenever the map has moved. */
export function paintGraticule(map: Maplibre, scheme: Scheme, on: boolean) {
  const shown = on && map.getZoom() >= STREET_ZOOM
  const source = map.getSource<GeoJSONSource>('grid')
  if (!shown) return void source?.setData({ type: 'FeatureCollection', features: [] })
  const b = map.getBounds()
  const [west, south] = stored(b.getWest(), b.getSouth())
  const [east, north] = stored(b.getEast(), b.getNorth())
  const data = linesOf({ west, south, east, north })
  if (source) return void source.setData(data)
  const c = PALETTE[scheme]
  map.addSource('grid', { type: 'geojson', data })
  const below = map.getLayer('river') ? 'river' : undefined
  map.addLayer({ id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': c.county, 'line-width': 1 } }, below)
  map.addLayer({ id: 'grid-label', type: 'symbol', source: 'grid', layout: { 'symbol-placement': 'line-center', 'text-field': ['get', 'label'], 'text-font': FONT, 'text-size': 10, 'text-rotation-alignment': 'viewport', 'text-optional': true }, paint: { 'text-color': c.sub, 'text-halo-color': c.land, 'text-halo-width': 1.2, 'text-opacity': 0.8 } }, below)
}
