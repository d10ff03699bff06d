import type { Map as Maplibre } from 'maplibre-gl'
import { useRef } from 'react'
import { BaseMap, maplibre } from './BaseMap'
import { drawn, drawnShapes } from './shift'
import { PALETTE } from './style'

type Props = { label: string; lat: number; lon: number; tone: string; site?: GeoJSON.Geometry | null; zoom?: number }

/** One place, and the site it is at. */
export default function PointMap({ label, lat, lon, tone, site, zoom = 12 }: Props) {
  const now = useRef({ lat, lon, tone, site })
  now.current = { lat, lon, tone, site }
  const load = (map: Maplibre, scheme: 'light' | 'dark') => {
    const { lat, lon, tone, site } = now.current
    const c = PALETTE[scheme]
    if (site) {
      map.addSource('site', { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: drawnShapes(site) } })
      map.addLayer({ id: 'site-fill', type: 'fill', source: 'site', paint: { 'fill-color': c.site, 'fill-opacity': 0.2 } })
      map.addLayer({ id: 'site-line', type: 'line', source: 'site', paint: { 'line-color': c.site, 'line-width': 1.5 } })
    }
    const element = document.createElement('div')
    element.className = 'mk pin'
    element.style.setProperty('--c', tone)
    new maplibre.Marker({ element }).setLngLat(drawn(lon, lat)).addTo(map)
  }
  return <BaseMap key={`${lat},${lon},${site ? 's' : ''}`} label={label} compact camera={{ lng: lon, lat, zoom }} onLoad={load} />
}
