import { cellToBoundary, gridDisk, latLngToCell } from 'h3-js'
import type { GeoJSONSource, Map as Maplibre, Marker } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import type { Schemas } from '../api/client'
import { BaseMap, boundsOf, maplibre, quick } from './BaseMap'
import { EMPTY, type Shapes } from './fleetLayers'
import { boxOf, type Place } from './geo'
import { drawn, drawnShapes } from './shift'
import { FONT, PALETTE, type Scheme, SPEED_COLOURS } from './style'

type Fix = { t: number; lat: number; lon: number; v: number }
type Mark = { id: string; lat: number; lon: number; tone: string; label: string; kind: string }
type Props = {
  label: string
  /** Changes with the day: the map looks at it anew. */
  view: string
  track: readonly Fix[]
  other: readonly Fix[]
  places: readonly Schemas['PlaceView'][]
  marks: readonly Mark[]
  sites: readonly GeoJSON.Geometry[]
  /** What the car must stay in, or keep out of. */
  fences: readonly { rule: string; geometry: GeoJSON.Geometry }[]
  car: { lat: number; lon: number; course: number; moving: boolean } | null
  follow: boolean
  /** Looked at when it changes. */
  focus: Place | null
  onSeek?: (t: number) => void
}

/** Fixes that are farther apart in time are not joined: nobody knows the way between. */
const GAP_MS = 10 * 60_000
/** Places are shown as hexagons of about 0.7 km², their neighbours fainter. */
const PLACE_RESOLUTION = 8

const legs = (track: readonly Fix[]): Shapes => ({
  type: 'FeatureCollection',
  features: track.slice(1).flatMap((now, i) => {
    const before = track[i] as Fix
    return now.t - before.t > GAP_MS ? [] : [{ type: 'Feature' as const, properties: { v: now.v, t: before.t }, geometry: { type: 'LineString' as const, coordinates: [drawn(before.lon, before.lat), drawn(now.lon, now.lat)] } }]
  }),
})

function hexes(places: readonly Schemas['PlaceView'][]): Shapes {
  const most = Math.max(1, ...places.map((place) => place.dwell_s))
  const weights = new Map<string, number>()
  for (const place of places) {
    const share = Math.sqrt(place.dwell_s / most)
    const ring = place.kind === 'other' ? 0 : 1
    gridDisk(latLngToCell(place.lat, place.lon, PLACE_RESOLUTION), ring).forEach((cell, i) => weights.set(cell, Math.max(weights.get(cell) ?? 0, i === 0 ? share : share * 0.35)))
  }
  return {
    type: 'FeatureCollection',
    features: [...weights].map(([cell, w]) => {
      const ring = cellToBoundary(cell, true).map(([lon, lat]) => drawn(lon, lat))
      return { type: 'Feature', properties: { w }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] as [number, number]]] } }
    }),
  }
}

const CAR = 'M22 13l6.5 15.5L22 25l-6.5 3.5z'

function carElement(): HTMLDivElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [name, value] of [['width', '44'], ['height', '44'], ['viewBox', '0 0 44 44']] as const) svg.setAttribute(name, value)
  const add = (tag: string, attributes: Record<string, string>) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', tag)
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
    svg.append(node)
  }
  add('circle', { cx: '22', cy: '22', r: '20', fill: '#3b5bdb', opacity: '.18' })
  add('circle', { cx: '22', cy: '22', r: '12', fill: '#3b5bdb', stroke: '#fff', 'stroke-width': '2.5' })
  add('path', { d: CAR, fill: '#fff', transform: 'translate(4.4 4.4) scale(.8)' })
  const element = document.createElement('div')
  element.className = 'car'
  element.append(svg)
  return element
}

/** What a car must keep out of: orange, because red is kept for alerts. */
const FENCE_OUT = '#e8590c'

export default function TrackMap(props: Props) {
  const now = useRef(props)
  now.current = props
  const map = useRef<Maplibre | null>(null)
  const car = useRef<Marker | null>(null)

  const everything = (): Place[] => {
    const { track, places, marks, car } = now.current
    const day: Place[] = track.length > 0 ? [...track] : []
    const others = day.length > 0 ? [] : [...places, ...marks]
    return [...day, ...others, ...(car ? [car] : [])]
  }
  const paint = () => {
    const at = map.current
    if (!at?.getSource('track')) return
    void at.getSource<GeoJSONSource>('track')?.setData(legs(now.current.track))
    void at.getSource<GeoJSONSource>('other')?.setData(legs(now.current.other))
    void at.getSource<GeoJSONSource>('hex')?.setData(hexes(now.current.places))
    void at.getSource<GeoJSONSource>('site')?.setData({ type: 'FeatureCollection', features: now.current.sites.map((geometry) => ({ type: 'Feature', properties: {}, geometry: drawnShapes(geometry) })) })
    void at.getSource<GeoJSONSource>('fence')?.setData({ type: 'FeatureCollection', features: now.current.fences.map(({ rule, geometry }) => ({ type: 'Feature', properties: { out: rule === 'keep_out' }, geometry: drawnShapes(geometry) })) })
    void at.getSource<GeoJSONSource>('place')?.setData({ type: 'FeatureCollection', features: now.current.marks.map((mark) => ({ type: 'Feature', properties: { label: mark.label }, geometry: { type: 'Point', coordinates: drawn(mark.lon, mark.lat) } })) })
    marks.current.forEach((one) => one.remove())
    marks.current = now.current.marks.map((mark) => {
      const element = document.createElement('div')
      element.className = `mk is-${mark.kind}`
      element.style.setProperty('--c', mark.tone)
      element.title = mark.label
      return new maplibre.Marker({ element }).setLngLat(drawn(mark.lon, mark.lat)).addTo(at)
    })
    drive()
  }
  const marks = useRef<Marker[]>([])
  const drive = () => {
    const at = map.current
    const { car: to, follow } = now.current
    if (!at) return
    if (!to) {
      car.current?.remove()
      car.current = null
      return
    }
    car.current ??= new maplibre.Marker({ element: carElement(), rotationAlignment: 'map' }).setLngLat(drawn(to.lon, to.lat)).addTo(at)
    car.current.setLngLat(drawn(to.lon, to.lat)).setRotation(to.course)
    if (follow && !at.getBounds().contains(drawn(to.lon, to.lat))) at.easeTo({ center: drawn(to.lon, to.lat), duration: quick() ? 0 : 300 })
  }

  const load = (loaded: Maplibre, scheme: Scheme) => {
    map.current = loaded
    car.current = null
    marks.current = []
    const c = PALETTE[scheme]
    for (const name of ['fence', 'site', 'hex', 'other', 'track', 'place']) loaded.addSource(name, { type: 'geojson', data: EMPTY })
    const round = { 'line-cap': 'round', 'line-join': 'round' } as const
    loaded.addLayer({ id: 'site-fill', type: 'fill', source: 'site', paint: { 'fill-color': c.site, 'fill-opacity': 0.18 } }, 'region')
    loaded.addLayer({ id: 'site-line', type: 'line', source: 'site', paint: { 'line-color': c.site, 'line-width': 1.4 } }, 'region')
    loaded.addLayer({ id: 'fence-fill', type: 'fill', source: 'fence', filter: ['get', 'out'], paint: { 'fill-color': FENCE_OUT, 'fill-opacity': 0.1 } }, 'region')
    loaded.addLayer({ id: 'fence-line', type: 'line', source: 'fence', paint: { 'line-color': ['case', ['get', 'out'], FENCE_OUT, c.accent], 'line-width': 2, 'line-dasharray': [3, 2] } }, 'region')
    loaded.addLayer({ id: 'hex-fill', type: 'fill', source: 'hex', paint: { 'fill-color': c.hex, 'fill-opacity': ['interpolate', ['linear'], ['get', 'w'], 0, 0.06, 1, 0.34] } }, 'region')
    loaded.addLayer({ id: 'hex-line', type: 'line', source: 'hex', paint: { 'line-color': c.hex, 'line-opacity': 0.35, 'line-width': 1 } }, 'region')
    loaded.addLayer({ id: 'other', type: 'line', source: 'other', layout: round, paint: { 'line-width': 2, 'line-color': c.site, 'line-dasharray': [1, 2], 'line-opacity': 0.9 } }, 'region')
    loaded.addLayer({ id: 'track-casing', type: 'line', source: 'track', layout: round, paint: { 'line-color': c.casing, 'line-width': 7 } }, 'region')
    loaded.addLayer({ id: 'track', type: 'line', source: 'track', layout: round, paint: { 'line-width': 4, 'line-color': SPEED_COLOURS } }, 'region')
    loaded.addLayer({ id: 'place-label', type: 'symbol', source: 'place', minzoom: 10, layout: { 'text-field': ['get', 'label'], 'text-font': FONT, 'text-size': 11.5, 'text-offset': [0, 1.5], 'text-anchor': 'top', 'text-optional': true }, paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.6 } })
    loaded.on('click', 'track-casing', (event) => {
      const t = event.features?.[0]?.properties.t
      if (typeof t === 'number') now.current.onSeek?.(t)
    })
    loaded.on('mouseenter', 'track-casing', () => { loaded.getCanvas().style.cursor = 'pointer' })
    loaded.on('mouseleave', 'track-casing', () => { loaded.getCanvas().style.cursor = '' })
    paint()
    look()
  }
  const look = () => {
    const to = now.current.focus
    if (to && map.current) map.current.easeTo({ center: drawn(to.lon, to.lat), zoom: Math.max(13, map.current.getZoom()), duration: quick() ? 0 : 500 })
  }

  useEffect(paint, [props.track, props.other, props.places, props.marks, props.sites, props.fences])
  useEffect(drive, [props.car, props.follow])
  // The overlays in the corners must not cover what is looked at.
  const padding = { top: 110, left: 60, right: 70, bottom: 90 }
  const seen = useRef(props.view)
  useEffect(() => {
    const box = boxOf(everything())
    if (!map.current || !box || seen.current === props.view) return
    seen.current = props.view
    map.current.fitBounds(boundsOf(box), { padding, maxZoom: 14, duration: quick() ? 0 : 500 })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [props.view, props.track])

  useEffect(look, [props.focus])

  const box = boxOf(everything())
  return <BaseMap label={props.label} camera={box ? { box, padding, maxZoom: 13.5 } : null} onLoad={load} />
}
