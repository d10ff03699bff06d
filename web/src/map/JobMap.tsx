import type { Map as Maplibre, Marker } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { BaseMap, boundsOf, maplibre, quick } from './BaseMap'
import { boxOf } from './geo'
import { drawn } from './shift'

/** `tone`: a colour of its own, for what is not told by its kind. */
export type Spot = { id: string; lat: number; lon: number; kind: 'job' | 'case' | 'base' | 'yard'; label: string; tone?: string }
type Props = {
  label: string
  spots: readonly Spot[]
  /** Areas as H3 cells; `lit`: one alone, that somebody chose. */
  areas?: readonly (readonly string[])[]
  lit?: boolean
  selected: string | undefined
  onPick: (id: string) => void
}

const TONES = { job: '#3b5bdb', case: '#3b5bdb', base: '#2b8a3e', yard: '#868e96' }

/** Jobs, and where contractors and yards are. */
export default function JobMap(props: Props) {
  const now = useRef(props)
  now.current = props
  const map = useRef<Maplibre | null>(null)
  const markers = useRef<Marker[]>([])
  const paint = () => {
    const at = map.current
    if (!at) return
    markers.current.forEach((marker) => marker.remove())
    markers.current = now.current.spots.map((spot) => {
      // For the pointer alone: jobs of one city lie upon each other, and the list beside the map has each of them.
      const element = document.createElement('div')
      element.className = `mk is-${spot.kind}${spot.id === now.current.selected ? ' picked' : ''}`
      element.style.setProperty('--c', spot.tone ?? TONES[spot.kind])
      element.title = spot.label
      element.setAttribute('aria-label', spot.label)
      element.setAttribute('role', 'img')
      if (spot.kind === 'job' || spot.kind === 'case') element.addEventListener('click', () => now.current.onPick(spot.id))
      return new maplibre.Marker({ element }).setLngLat(drawn(spot.lon, spot.lat)).addTo(at)
    })
  }
  // The library of hexes comes when there are areas to draw.
  const shade = () => {
    const at = map.current
    const areas = now.current.areas ?? []
    if (!at || (areas.length === 0 && !at.getSource('areas'))) return
    void import('./areas').then(({ paintAreas }) => map.current === at && at.getCanvas() && paintAreas(at, areas, now.current.lit === true))
  }
  const load = (loaded: Maplibre) => {
    map.current = loaded
    markers.current = []
    paint()
    shade()
  }
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(shade, [props.areas, props.lit])
  useEffect(paint, [props.spots, props.selected])
  useEffect(() => {
    const spot = now.current.spots.find((one) => one.id === props.selected)
    if (spot && map.current) map.current.easeTo({ center: drawn(spot.lon, spot.lat), zoom: Math.max(map.current.getZoom(), 7.5), duration: quick() ? 0 : 500 })
  }, [props.selected])
  const fitted = useRef(props.spots.length > 0)
  useEffect(() => {
    const box = boxOf(props.spots)
    if (!map.current || fitted.current || !box) return
    fitted.current = true
    map.current.fitBounds(boundsOf(box), { padding: 60, maxZoom: 9, duration: 0 })
  }, [props.spots])
  const box = boxOf(props.spots)
  const chosen = props.spots.find((one) => one.id === props.selected)
  return <BaseMap label={props.label} camera={chosen ? { lng: chosen.lon, lat: chosen.lat, zoom: 7.5 } : box ? { box, padding: 60, maxZoom: 9 } : { lng: 105, lat: 33, zoom: 3.2 }} onLoad={load} />
}
