import type { ExpressionSpecification as Expression, Map as Maplibre } from 'maplibre-gl'
import { FONT, PALETTE, type Scheme } from './style'

export type Shapes = GeoJSON.FeatureCollection
export const EMPTY: Shapes = { type: 'FeatureCollection', features: [] }

/** An arrow, white on whatever is under it, pointing north. */
function arrow(size: number, color: string): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const pen = canvas.getContext('2d')
  if (!pen) return new ImageData(size, size)
  const at = (x: number, y: number): [number, number] => [x * size, y * size]
  pen.fillStyle = color
  pen.beginPath()
  pen.moveTo(...at(0.5, 0.12))
  pen.lineTo(...at(0.84, 0.86))
  pen.lineTo(...at(0.5, 0.68))
  pen.lineTo(...at(0.16, 0.86))
  pen.closePath()
  pen.fill()
  return pen.getImageData(0, 0, size, size)
}

/** The fleet: clusters ringed by their worst severity, cars by their own; known sites beneath. */
export function addFleetLayers(map: Maplibre, scheme: Scheme) {
  const c = PALETTE[scheme]
  const bySeverity = (of: Expression, none: string): Expression => ['match', of, 4, c.critical, 3, c.high, 2, c.warn, 1, c.info, none]
  map.addImage('arrow', arrow(36, scheme === 'dark' ? '#0d1117' : '#ffffff'), { pixelRatio: 2 })
  map.addSource('sites', { type: 'geojson', data: EMPTY })
  map.addSource('fleet', {
    type: 'geojson', data: EMPTY, cluster: true, clusterRadius: 46, clusterMaxZoom: 11,
    clusterProperties: { worst: ['max', ['get', 'rank']] },
  })
  map.addLayer({ id: 'site-fill', type: 'fill', source: 'sites', paint: { 'fill-color': c.site, 'fill-opacity': 0.16 } })
  map.addLayer({ id: 'site-line', type: 'line', source: 'sites', paint: { 'line-color': c.site, 'line-width': 1.4, 'line-opacity': 0.8 } })
  map.addLayer({ id: 'site-label', type: 'symbol', source: 'sites', minzoom: 12.5, layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11, 'text-anchor': 'bottom', 'text-offset': [0, -1.6], 'text-max-width': 16 }, paint: { 'text-color': c.site, 'text-halo-color': c.halo, 'text-halo-width': 1.3 } })
  map.addSource('fences', { type: 'geojson', data: EMPTY })
  map.addLayer({ id: 'fence-line', type: 'line', source: 'fences', paint: { 'line-color': ['case', ['get', 'out'], c.high, c.accent], 'line-width': 1.6, 'line-dasharray': [3, 2] } })
  map.addLayer({ id: 'fence-label', type: 'symbol', source: 'fences', minzoom: 9, layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11 }, paint: { 'text-color': c.sub, 'text-halo-color': c.halo, 'text-halo-width': 1.3 } })
  map.addSource('places', { type: 'geojson', data: EMPTY })
  map.addLayer({ id: 'place', type: 'circle', source: 'places', minzoom: 10, paint: { 'circle-radius': 9, 'circle-color': c.hex, 'circle-opacity': 0.18, 'circle-stroke-color': c.hex, 'circle-stroke-width': 1.4 } })
  map.addLayer({ id: 'place-label', type: 'symbol', source: 'places', minzoom: 10, layout: { 'text-field': ['get', 'label'], 'text-font': FONT, 'text-size': 11, 'text-offset': [0, 1.3], 'text-anchor': 'top' }, paint: { 'text-color': c.hex, 'text-halo-color': c.halo, 'text-halo-width': 1.4 } })
  const single: Expression = ['!', ['has', 'point_count']]
  map.addLayer({ id: 'picked', type: 'circle', source: 'fleet', filter: ['==', ['get', 'id'], ''], paint: { 'circle-radius': 19, 'circle-color': c.accent, 'circle-opacity': 0.22, 'circle-stroke-width': 1.5, 'circle-stroke-color': c.accent } })
  map.addLayer({
    id: 'coarse', type: 'circle', source: 'fleet', filter: ['all', single, ['get', 'coarse']],
    paint: { 'circle-radius': 7, 'circle-color': ['case', ['get', 'silent'], c.offline, c.accent], 'circle-opacity': 0.28, 'circle-stroke-width': 1.2, 'circle-stroke-color': ['case', ['get', 'silent'], c.offline, c.accent], 'circle-stroke-opacity': 0.75 },
  })
  map.addLayer({
    id: 'ring', type: 'circle', source: 'fleet', filter: ['all', single, ['!', ['get', 'coarse']]],
    paint: { 'circle-radius': ['case', ['>', ['get', 'rank'], 0], 13.5, 11], 'circle-color': bySeverity(['get', 'rank'], c.panel), 'circle-opacity': ['case', ['>', ['get', 'rank'], 0], 1, 0.95] },
  })
  map.addLayer({
    id: 'dot', type: 'circle', source: 'fleet', filter: ['all', single, ['!', ['get', 'coarse']]],
    paint: { 'circle-radius': 9, 'circle-color': ['case', ['get', 'silent'], c.offline, c.accent], 'circle-stroke-width': 1.5, 'circle-stroke-color': c.panel },
  })
  map.addLayer({
    id: 'heading', type: 'symbol', source: 'fleet', filter: ['all', single, ['!', ['get', 'coarse']], ['get', 'driving']],
    layout: { 'icon-image': 'arrow', 'icon-size': 0.72, 'icon-rotate': ['get', 'course'], 'icon-rotation-alignment': 'map', 'icon-allow-overlap': true },
  })
  map.addLayer({ id: 'parked', type: 'circle', source: 'fleet', filter: ['all', single, ['!', ['get', 'coarse']], ['!', ['get', 'driving']]], paint: { 'circle-radius': 2.6, 'circle-color': scheme === 'dark' ? '#0d1117' : '#ffffff' } })
  map.addLayer({
    id: 'plate', type: 'symbol', source: 'fleet', filter: single, minzoom: 11,
    layout: { 'text-field': ['get', 'plate'], 'text-font': FONT, 'text-size': 11.5, 'text-offset': [0, 1.6], 'text-anchor': 'top', 'text-optional': true },
    paint: { 'text-color': c.ink, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
  })
  const size: Expression = ['step', ['get', 'point_count'], 15, 10, 18, 50, 22, 250, 27, 1000, 33]
  map.addLayer({ id: 'cluster', type: 'circle', source: 'fleet', filter: ['has', 'point_count'], paint: { 'circle-radius': size, 'circle-color': c.panel, 'circle-stroke-width': 4, 'circle-stroke-color': bySeverity(['get', 'worst'], c.accent) } })
  // Counted by the server, where there are too many to draw.
  map.addSource('cells', { type: 'geojson', data: EMPTY })
  const crowd: Expression = ['interpolate', ['linear'], ['log10', ['get', 'n']], 0, 13, 2, 22, 4, 36]
  map.addLayer({ id: 'cells', type: 'circle', source: 'cells', paint: { 'circle-radius': crowd, 'circle-color': c.panel, 'circle-stroke-width': 4, 'circle-stroke-color': bySeverity(['get', 'rank'], c.accent) } })
  map.addLayer({ id: 'cells-count', type: 'symbol', source: 'cells', layout: { 'text-field': ['get', 'label'], 'text-font': FONT, 'text-size': 12.5, 'text-allow-overlap': true }, paint: { 'text-color': c.ink } })
  map.addLayer({ id: 'count', type: 'symbol', source: 'fleet', filter: ['has', 'point_count'], layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-font': FONT, 'text-size': 12.5, 'text-allow-overlap': true }, paint: { 'text-color': c.ink } })
}
