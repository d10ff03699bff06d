import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { BaseMap } from './BaseMap'
import { EMPTY, type Shapes } from './fleetLayers'
import { type Place } from './geo'
import { type Drawn, geometryOf } from './shapes'
import { drawnShapes, stored } from './shift'
import { PALETTE, type Scheme } from './style'

type Props = { label: string; drawn: Drawn | null; others: Shapes; at: { lng: number; lat: number; zoom: number }; onClick: (at: Place) => void }

const shapeOf = (drawn: Drawn | null): Shapes => {
  if (!drawn) return EMPTY
  const corners = drawn.kind === 'circle' ? [drawn.centre] : drawn.corners
  const area: GeoJSON.Feature[] = drawn.kind === 'circle' || drawn.corners.length >= 2 ? [{ type: 'Feature', properties: {}, geometry: geometryOf(drawn) }] : []
  return { type: 'FeatureCollection', features: [...area, ...corners.map(({ lon, lat }): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } }))] }
}

/** A map that is drawn on: what is drawn lives with whoever asks; each click is told. */
export default function DrawMap(props: Props) {
  const now = useRef(props)
  now.current = props
  const map = useRef<Maplibre | null>(null)
  const paint = () => {
    void map.current?.getSource<GeoJSONSource>('drawn')?.setData(drawnShapes(shapeOf(now.current.drawn)))
    void map.current?.getSource<GeoJSONSource>('others')?.setData(drawnShapes(now.current.others))
  }
  const load = (loaded: Maplibre, scheme: Scheme) => {
    map.current = loaded
    const c = PALETTE[scheme]
    loaded.addSource('others', { type: 'geojson', data: EMPTY })
    loaded.addSource('drawn', { type: 'geojson', data: EMPTY })
    loaded.addLayer({ id: 'others', type: 'line', source: 'others', paint: { 'line-color': c.site, 'line-width': 1.2, 'line-opacity': 0.7 } })
    loaded.addLayer({ id: 'drawn-fill', type: 'fill', source: 'drawn', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': c.accent, 'fill-opacity': 0.18 } })
    loaded.addLayer({ id: 'drawn-line', type: 'line', source: 'drawn', paint: { 'line-color': c.accent, 'line-width': 2 } })
    loaded.addLayer({ id: 'drawn-dot', type: 'circle', source: 'drawn', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': c.panel, 'circle-stroke-color': c.accent, 'circle-stroke-width': 2 } })
    loaded.getCanvas().style.cursor = 'crosshair'
    loaded.on('click', (event) => {
      const [lon, lat] = stored(event.lngLat.lng, event.lngLat.lat)
      now.current.onClick({ lat, lon })
    })
    paint()
  }
  useEffect(paint, [props.drawn, props.others])
  return <BaseMap label={props.label} camera={props.at} onLoad={load} />
}
