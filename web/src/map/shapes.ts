import type { Camera } from './BaseMap'
import { boxOf, distance, type Place } from './geo'

/** What can be drawn: a circle, or a polygon by its corners. */
export type Drawn = { kind: 'circle'; centre: Place; radius_m: number } | { kind: 'polygon'; corners: readonly Place[] }

/** The largest circle that is a site, and that is a fence. */
export const MOST_RADIUS_M = 20_000
export const MOST_FENCE_M = 500_000
const M_PER_DEGREE = 111_195

/** The ring of a circle, corner by corner; closed. */
export function ring(centre: Place, radius_m: number, corners = 64): [number, number][] {
  const out: [number, number][] = []
  const wide = M_PER_DEGREE * Math.max(0.01, Math.cos((centre.lat * Math.PI) / 180))
  for (let i = 0; i <= corners; i += 1) {
    const angle = ((i % corners) / corners) * 2 * Math.PI
    out.push([centre.lon + (radius_m / wide) * Math.sin(angle), centre.lat + (radius_m / M_PER_DEGREE) * Math.cos(angle)])
  }
  return out
}

export const closed = (corners: readonly Place[]): [number, number][] => {
  const first = corners[0]
  return [...corners, ...(first ? [first] : [])].map(({ lon, lat }) => [lon, lat])
}

export const geometryOf = (drawn: Drawn): GeoJSON.Polygon => ({ type: 'Polygon', coordinates: [drawn.kind === 'circle' ? ring(drawn.centre, drawn.radius_m) : closed(drawn.corners)] })

/** Enough to be a site, or a fence. */
export const whole = (drawn: Drawn | null, most_m = MOST_RADIUS_M): drawn is Drawn => drawn !== null && (drawn.kind === 'circle' ? drawn.radius_m >= 1 && drawn.radius_m <= most_m : drawn.corners.length >= 3)

/** One click more: the first of a circle is its centre, the second its radius; each of a polygon is a corner. */
export function clicked(drawn: Drawn | null, kind: Drawn['kind'], at: Place, radius_m = 100, most_m = MOST_RADIUS_M): Drawn {
  if (kind === 'polygon') return { kind, corners: [...(drawn?.kind === 'polygon' ? drawn.corners : []), at] }
  if (drawn?.kind !== 'circle') return { kind, centre: at, radius_m }
  return { kind, centre: drawn.centre, radius_m: Math.min(most_m, Math.max(1, Math.round(distance(drawn.centre, at)))) }
}

/** What a site's geometry was, to be changed. */
export function drawnOf(geometry: GeoJSON.Geometry, shape: { lat?: number; lon?: number; radius_m?: number; centre?: { lat_e7: number; lon_e7: number } }): Drawn | null {
  const centre = shape.centre ? { lat: shape.centre.lat_e7 / 1e7, lon: shape.centre.lon_e7 / 1e7 } : shape.lat != null && shape.lon != null ? { lat: shape.lat, lon: shape.lon } : null
  if (shape.radius_m && centre) return { kind: 'circle', centre, radius_m: shape.radius_m }
  if (geometry.type !== 'Polygon') return null
  const corners = (geometry.coordinates[0] ?? []).slice(0, -1).map(([lon = 0, lat = 0]) => ({ lat, lon }))
  return { kind: 'polygon', corners }
}

/** What the server takes: a circle by its middle, or the polygon. */
export const areaOf = (drawn: Drawn) => (drawn.kind === 'circle' ? { lat: drawn.centre.lat, lon: drawn.centre.lon, radius_m: drawn.radius_m } : { geometry: geometryOf(drawn) as never })

/** What is drawn, as a map shows it: the area as soon as there is one, and the corners that were clicked. */
export function sketch(drawn: Drawn | null): GeoJSON.FeatureCollection {
  if (!drawn) return { type: 'FeatureCollection', features: [] }
  const corners = drawn.kind === 'circle' ? [drawn.centre] : drawn.corners
  const area: GeoJSON.Feature[] = drawn.kind === 'circle' || drawn.corners.length >= 2 ? [{ type: 'Feature', properties: {}, geometry: geometryOf(drawn) }] : []
  return { type: 'FeatureCollection', features: [...area, ...corners.map(({ lon, lat }): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [lon, lat] } }))] }
}

/** Areas of the server as a map shows them; `lit` are filled. */
export const outlines = (items: readonly { geometry: unknown; lit?: boolean }[]): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: items.map(({ geometry, lit }) => ({ type: 'Feature', properties: { lit: lit === true }, geometry: geometry as GeoJSON.Geometry })),
})

const ringsOf = (geometry: GeoJSON.Geometry): GeoJSON.Position[][][] => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [])

/** Where a map begins that is about some areas: all of them in view, none too near; without any, the country. */
export function cameraOf(areas: readonly unknown[], maxZoom = 14): Camera {
  const box = boxOf(areas.flatMap((area) => ringsOf(area as GeoJSON.Geometry).flat(2)).map(([lon = 0, lat = 0]) => ({ lat, lon })))
  return box ? { box, padding: 40, maxZoom } : { lng: 114, lat: 32, zoom: 4 }
}

/** Whether a place is in an area: inside an outline, and in none of its holes. */
export function covers(area: GeoJSON.Geometry, at: Place): boolean {
  const within = (ring: GeoJSON.Position[]) => {
    let odd = false
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [x1 = 0, y1 = 0] = ring[i] ?? []
      const [x2 = 0, y2 = 0] = ring[j] ?? []
      if (y1 > at.lat !== y2 > at.lat && at.lon < ((x2 - x1) * (at.lat - y1)) / (y2 - y1) + x1) odd = !odd
    }
    return odd
  }
  return ringsOf(area).some(([outline, ...holes]) => outline !== undefined && within(outline) && !holes.some(within))
}
