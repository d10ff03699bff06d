export type Place = { lat: number; lon: number }

const RADIUS_M = 6_371_008.8
const rad = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance on a sphere of the mean radius, metres. */
export function distance(a: Place, b: Place): number {
  const dLat = rad(b.lat - a.lat)
  const dLon = rad(b.lon - a.lon)
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** `lng,lat,zoom` of an address, where it is one. */
export function parseView(at: string | undefined): { lng: number; lat: number; zoom: number } | null {
  const [lng, lat, zoom] = (at ?? '').split(',').map(Number)
  const sane = lng !== undefined && lat !== undefined && zoom !== undefined && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 22
  return sane ? { lng, lat, zoom } : null
}

export const printView = (lng: number, lat: number, zoom: number) => `${lng.toFixed(4)},${lat.toFixed(4)},${zoom.toFixed(2)}`

export type Box = { west: number; south: number; east: number; north: number }

export const holds = (box: Box, at: Place) =>
  at.lat >= box.south && at.lat <= box.north && (box.west <= box.east ? at.lon >= box.west && at.lon <= box.east : at.lon >= box.west || at.lon <= box.east)

/** The box of some places; null of none. */
export function boxOf(places: readonly Place[]): Box | null {
  if (places.length === 0) return null
  const box = { west: 180, south: 90, east: -180, north: -90 }
  for (const { lat, lon } of places) {
    box.west = Math.min(box.west, lon)
    box.east = Math.max(box.east, lon)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  return box
}

/** For the server: a little wider than what is seen, and on a grid, so that small moves ask the same. */
export function askedBox(box: Box): string {
  const step = Math.max(0.01, (box.north - box.south) / 4)
  const down = (v: number, low: number) => Math.max(low, Math.floor(v / step - 0.5) * step).toFixed(4)
  const up = (v: number, high: number) => Math.min(high, Math.ceil(v / step + 0.5) * step).toFixed(4)
  return [down(box.west, -180), down(box.south, -90), up(box.east, 180), up(box.north, 90)].join(',')
}
