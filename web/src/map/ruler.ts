import type { GeoJSONSource, LngLat, Map as Maplibre } from 'maplibre-gl'
import { metres } from '../i18n/format'
import { EMPTY } from './fleetLayers'
import { distance } from './geo'
import { FONT, PALETTE, type Scheme } from './style'

export type Ruler = { set: (on: boolean) => void; click: (at: LngLat) => boolean }

/** Measures along clicked points; the label at each says how far it is from the first. */
export function addRuler(map: Maplibre, scheme: Scheme): Ruler {
  const c = PALETTE[scheme]
  let on = false
  let points: LngLat[] = []
  map.addSource('ruler', { type: 'geojson', data: EMPTY })
  map.addLayer({ id: 'ruler-line', type: 'line', source: 'ruler', paint: { 'line-color': c.ink, 'line-width': 2, 'line-dasharray': [2, 1.5] } })
  map.addLayer({ id: 'ruler-dot', type: 'circle', source: 'ruler', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 4, 'circle-color': c.panel, 'circle-stroke-color': c.ink, 'circle-stroke-width': 2 } })
  map.addLayer({ id: 'ruler-text', type: 'symbol', source: 'ruler', filter: ['==', ['geometry-type'], 'Point'], layout: { 'text-field': ['get', 'text'], 'text-font': FONT, 'text-size': 12, 'text-offset': [0, -1.2] }, paint: { 'text-color': c.ink, 'text-halo-color': c.halo, 'text-halo-width': 1.6 } })
  const paint = () => {
    let sum = 0
    const dots: GeoJSON.Feature[] = points.map((point, i) => {
      const before = points[i - 1]
      if (before) sum += distance({ lat: before.lat, lon: before.lng }, { lat: point.lat, lon: point.lng })
      return { type: 'Feature', properties: { text: i === 0 ? '' : metres(sum) }, geometry: { type: 'Point', coordinates: [point.lng, point.lat] } }
    })
    const line: GeoJSON.Feature = { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: points.map((point) => [point.lng, point.lat]) } }
    void map.getSource<GeoJSONSource>('ruler')?.setData({ type: 'FeatureCollection', features: points.length > 1 ? [line, ...dots] : dots })
  }
  return {
    set: (now) => {
      on = now
      points = []
      map.getCanvas().style.cursor = now ? 'crosshair' : ''
      paint()
    },
    click: (at) => {
      if (!on) return false
      points.push(at)
      paint()
      return true
    },
  }
}
