import type { GeoJSONSource, Map as Maplibre } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { BaseMap, boundsOf, type Camera } from './BaseMap'
import { EMPTY, type Shapes } from './fleetLayers'
import type { Place } from './geo'
import { drawn, drawnShapes, stored } from './shift'
import { PALETTE, type Scheme } from './style'

export type DrawMapProps = {
  label: string
  /** What it is about; the rest is drawn as lines, and what is `lit` of it filled. */
  shapes: Shapes
  others: Shapes
  /** Another one, and the map goes there. */
  camera: Camera
  onClick: (at: Place) => void
  /** A click chooses what is there, instead of drawing. */
  picks?: boolean
}

/** A map that is drawn on, or chosen from: the shapes live with whoever asks; each click is told. */
export default function DrawMap(props: DrawMapProps) {
  const now = useRef(props)
  now.current = props
  const map = useRef<Maplibre | null>(null)
  const paint = () => {
    void map.current?.getSource<GeoJSONSource>('drawn')?.setData(drawnShapes(now.current.shapes))
    void map.current?.getSource<GeoJSONSource>('others')?.setData(drawnShapes(now.current.others))
  }
  const stands = useRef(props.camera)
  const go = () => {
    const { camera } = now.current
    if (!map.current || camera === stands.current) return
    stands.current = camera
    if ('box' in camera) map.current.fitBounds(boundsOf(camera.box), { padding: camera.padding, maxZoom: camera.maxZoom, duration: 0 })
    else map.current.jumpTo({ center: drawn(camera.lng, camera.lat), zoom: camera.zoom })
  }
  const load = (loaded: Maplibre, scheme: Scheme) => {
    map.current = loaded
    const c = PALETTE[scheme]
    loaded.addSource('others', { type: 'geojson', data: EMPTY })
    loaded.addSource('drawn', { type: 'geojson', data: EMPTY })
    loaded.addLayer({ id: 'others-fill', type: 'fill', source: 'others', filter: ['get', 'lit'], paint: { 'fill-color': c.site, 'fill-opacity': 0.12 } })
    loaded.addLayer({ id: 'others', type: 'line', source: 'others', paint: { 'line-color': c.site, 'line-width': 1.2, 'line-opacity': 0.7 } })
    loaded.addLayer({ id: 'drawn-fill', type: 'fill', source: 'drawn', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': c.accent, 'fill-opacity': 0.18 } })
    loaded.addLayer({ id: 'drawn-line', type: 'line', source: 'drawn', paint: { 'line-color': c.accent, 'line-width': 2 } })
    loaded.addLayer({ id: 'drawn-dot', type: 'circle', source: 'drawn', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': c.panel, 'circle-stroke-color': c.accent, 'circle-stroke-width': 2 } })
    loaded.getCanvas().style.cursor = now.current.picks ? 'pointer' : 'crosshair'
    loaded.on('click', (event) => {
      const [lon, lat] = stored(event.lngLat.lng, event.lngLat.lat)
      now.current.onClick({ lat, lon })
    })
    paint()
    go()
  }
  useEffect(paint, [props.shapes, props.others])
  useEffect(go, [props.camera])
  return <BaseMap label={props.label} camera={props.camera} onLoad={load} />
}
