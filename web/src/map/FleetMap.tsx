import type { GeoJSONSource, Map as Maplibre, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import type { MapCell, MapVehicle } from '../api/queries'
import { rank } from '../ui/severity'
import { BaseMap, boundsOf, type Camera, maplibre, quick } from './BaseMap'
import { addFleetLayers, EMPTY, type Shapes } from './fleetLayers'
import type { Box } from './geo'
import { addRuler, type Ruler } from './ruler'
import { drawn, drawnShapes, stored } from './shift'

export type FleetHandle = { fit: (box: Box) => void; zoomBy: (by: number) => void; measure: (on: boolean) => void }
type Props = {
  label: string
  vehicles: readonly MapVehicle[]
  cells: readonly MapCell[]
  sites: Shapes | null
  /** What cars must stay in, or (`out`) keep out of. */
  fences: Shapes | null
  grid: boolean
  selected: string | undefined
  follow: boolean
  coarse: boolean
  density: boolean
  /** Frequent places of the chosen car: shown from street zoom on. */
  places: readonly { lat: number; lon: number; label: string }[]
  camera: Camera | null
  onPick: (id: string | undefined) => void
  onView: (box: Box, at: { lng: number; lat: number; zoom: number }) => void
  onHandle: (handle: FleetHandle) => void
}

/** Silent so long, and a car is drawn as offline. */
const SILENT_S = 86_400
/** km/h from which a car is drawn as driving. */
const DRIVING = 5

const features = (vehicles: readonly MapVehicle[], coarse: boolean): Shapes => ({
  type: 'FeatureCollection',
  features: vehicles
    .filter((vehicle) => coarse || vehicle.precision === 'precise')
    .map((vehicle) => ({
      type: 'Feature',
      properties: {
        id: vehicle.vehicle_id,
        plate: vehicle.plate ?? '',
        rank: rank(vehicle.worst_severity),
        coarse: vehicle.precision === 'coarse',
        silent: !vehicle.connected && vehicle.age_s > SILENT_S,
        driving: (vehicle.speed_kph ?? 0) >= DRIVING && vehicle.age_s < 600,
        course: vehicle.course ?? 0,
      },
      geometry: { type: 'Point', coordinates: drawn(vehicle.lon, vehicle.lat) },
    })),
})

const short = (n: number) => (n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 10_000 ? 1 : 0)}k`)
const counts = (cells: readonly MapCell[]): Shapes => ({
  type: 'FeatureCollection',
  features: cells.map(({ lng, lat, n, worst_severity }) => ({
    type: 'Feature',
    properties: { n, label: short(n), rank: rank(worst_severity) },
    geometry: { type: 'Point', coordinates: drawn(lng, lat) },
  })),
})

export default function FleetMap(props: Props) {
  const map = useRef<Maplibre | null>(null)
  const ruler = useRef<Ruler | null>(null)
  const now = useRef(props)
  now.current = props
  const painted = useRef(0)
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined)

  const paint = () => {
    const source = map.current?.getSource<GeoJSONSource>('fleet')
    if (!source) return
    painted.current = performance.now()
    void source.setData(features(now.current.vehicles, now.current.coarse))
    void map.current?.getSource<GeoJSONSource>('cells')?.setData(counts(now.current.cells))
  }
  // Once cars are seen on it, whatever still comes below them; what measures waits for it.
  const seen = (on: Maplibre) => {
    const look = () => {
      if (on.queryRenderedFeatures({ layers: ['cells', 'cluster', 'dot', 'coarse'] }).length === 0) return
      on.off('render', look)
      on.getContainer().setAttribute('data-fleet', 'seen')
    }
    on.on('render', look)
  }

  const scheme = useRef<'light' | 'dark'>('light')
  // The hexes come when somebody asks for them: their library is no part of the map.
  const shade = () => {
    const at = map.current
    if (!at?.getSource('fleet') || (!now.current.density && !at.getSource('density'))) return
    void import('./density').then(({ dropDensity, paintDensity }) => {
      if (map.current !== at || !at.getSource('fleet')) return
      if (now.current.density) paintDensity(at, scheme.current, [...now.current.vehicles, ...now.current.cells.map(({ lat, lng, n, cell }) => ({ lat, lon: lng, n, cell }))])
      else dropDensity(at)
    })
  }
  const settle = () => {
    const data: Shapes = { type: 'FeatureCollection', features: now.current.places.map(({ lat, lon, label }) => ({ type: 'Feature', properties: { label }, geometry: { type: 'Point', coordinates: drawn(lon, lat) } })) }
    void map.current?.getSource<GeoJSONSource>('places')?.setData(data)
  }

  const select = () => {
    const at = map.current
    if (!at?.getLayer('picked')) return
    at.setFilter('picked', ['==', ['get', 'id'], now.current.selected ?? ''])
  }

  const load = (loaded: Maplibre, of: 'light' | 'dark') => {
    map.current = loaded
    scheme.current = of
    addFleetLayers(loaded, of)
    ruler.current = addRuler(loaded, of)
    seen(loaded)
    paint()
    select()
    settle()
    shade()
    loaded.on('zoomend', shade)
    void loaded.getSource<GeoJSONSource>('sites')?.setData(drawnShapes(now.current.sites ?? EMPTY))
    void loaded.getSource<GeoJSONSource>('fences')?.setData(drawnShapes(now.current.fences ?? EMPTY))
    const told = () => {
      const b = loaded.getBounds()
      const centre = loaded.getCenter()
      const [lng, lat] = stored(centre.lng, centre.lat)
      const [west, south] = stored(b.getWest(), b.getSouth())
      const [east, north] = stored(b.getEast(), b.getNorth())
      now.current.onView({ west, south, east, north }, { lng, lat, zoom: loaded.getZoom() })
    }
    loaded.on('moveend', told)
    told()
    loaded.on('click', (event: MapMouseEvent) => {
      if (ruler.current?.click(event.lngLat)) return
      const hit = loaded.queryRenderedFeatures([[event.point.x - 6, event.point.y - 6], [event.point.x + 6, event.point.y + 6]], { layers: ['cells', 'cluster', 'dot', 'coarse'] })[0]
      if (!hit) return now.current.onPick(undefined)
      if (hit.layer.id === 'cells') return void loaded.easeTo({ center: event.lngLat, zoom: loaded.getZoom() + 2, duration: quick() ? 0 : 400 })
      if (!hit.properties.cluster) return now.current.onPick(String(hit.properties.id))
      const centre = (hit.geometry as GeoJSON.Point).coordinates as [number, number]
      void loaded.getSource<GeoJSONSource>('fleet')?.getClusterExpansionZoom(Number(hit.properties.cluster_id)).then((zoom) => loaded.easeTo({ center: centre, zoom: zoom + 0.3, duration: quick() ? 0 : 400 }))
    })
    const cursor = (on: boolean) => () => {
      loaded.getCanvas().style.cursor = on ? 'pointer' : ''
    }
    for (const layer of ['cells', 'cluster', 'dot', 'coarse']) {
      loaded.on('mouseenter', layer, cursor(true))
      loaded.on('mouseleave', layer, cursor(false))
    }
    now.current.onHandle({
      fit: (box) => loaded.fitBounds(boundsOf(box), { padding: 70, maxZoom: 13, duration: quick() ? 0 : 600 }),
      zoomBy: (by) => loaded.zoomTo(loaded.getZoom() + by),
      measure: (on) => ruler.current?.set(on),
    })
  }

  // One update a second at most, whatever arrives.
  useEffect(() => {
    const wait = Math.max(0, 1000 - (performance.now() - painted.current))
    clearTimeout(pending.current)
    pending.current = setTimeout(paint, painted.current === 0 ? 0 : Math.min(wait, 150))
    return () => clearTimeout(pending.current)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [props.vehicles, props.cells, props.coarse])

  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(shade, [props.density, props.vehicles, props.cells])
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(settle, [props.places])
  useEffect(() => {
    void map.current?.getSource<GeoJSONSource>('sites')?.setData(drawnShapes(props.sites ?? EMPTY))
  }, [props.sites])
  useEffect(() => {
    void map.current?.getSource<GeoJSONSource>('fences')?.setData(drawnShapes(props.fences ?? EMPTY))
  }, [props.fences])

  const chosen = props.vehicles.find((vehicle) => vehicle.vehicle_id === props.selected)
  const place = chosen ? `${chosen.lon},${chosen.lat}` : ''
  useEffect(() => {
    select()
    const at = map.current
    if (!at || !chosen) return
    const to = drawn(chosen.lon, chosen.lat)
    const seen = at.getBounds().contains(new maplibre.LngLat(...to))
    const near = at.getZoom() >= 11
    if (now.current.follow || !seen || !near) at.easeTo({ center: to, zoom: Math.max(at.getZoom(), chosen.precision === 'coarse' ? 10 : 13), duration: quick() ? 0 : 500, offset: [0, -40] })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [props.selected, props.follow && place])

  return <BaseMap label={props.label} camera={props.camera} grid={props.grid} onLoad={load} />
}
