import type { Map as Maplibre, Marker } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { BaseMap, boundsOf, maplibre, quick } from './BaseMap'
import { boxOf } from './geo'
import { drawn } from './shift'

export type Spot = { id: string; lat: number; lon: number; kind: 'job' | 'base' | 'yard'; label: string }
type Props = { label: string; spots: readonly Spot[]; selected: string | undefined; onPick: (id: string) => void }

const TONES = { job: '#3b5bdb', base: '#2b8a3e', yard: '#868e96' }

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
      element.style.setProperty('--c', TONES[spot.kind])
      element.title = spot.label
      element.setAttribute('aria-label', spot.label)
      element.setAttribute('role', 'img')
      if (spot.kind === 'job') element.addEventListener('click', () => now.current.onPick(spot.id))
      return new maplibre.Marker({ element }).setLngLat(drawn(spot.lon, spot.lat)).addTo(at)
    })
  }
  const load = (loaded: Maplibre) => {
    map.current = loaded
    markers.current = []
    paint()
  }
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
