import type { Spot } from './wire'

/** Why the phone does not say where it is. */
export class NoPlace extends Error {
  constructor(readonly because: 'refused' | 'unavailable') {
    super(because)
    this.name = 'NoPlace'
  }
}

/** Where the phone is, with the time at which it was there. */
export function here(timeout = 15_000): Promise<Spot> {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(new NoPlace('unavailable'))
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => resolve({ lat: coords.latitude, lon: coords.longitude, accuracy_m: Math.round(coords.accuracy), at: new Date(timestamp).toISOString() }),
      (error) => reject(new NoPlace(error.code === error.PERMISSION_DENIED ? 'refused' : 'unavailable')),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout },
    )
  })
}

/** Where the phone is, if it says so soon: a photo without a place is better than none. */
export const hereIfKnown = (timeout = 6_000): Promise<Spot | null> => here(timeout).catch(() => null)

/** An address that the phone's own map answers: WGS-84 by RFC 5870; Apple's phones know no `geo:`. */
export function mapLink(lat: number, lon: number, name: string, agent = navigator.userAgent): string {
  const at = `${lat.toFixed(6)},${lon.toFixed(6)}`
  if (/iPhone|iPad|Macintosh/.test(agent)) return `maps://?ll=${at}&q=${encodeURIComponent(name)}`
  return `geo:${at}?q=${at}(${encodeURIComponent(name)})`
}

const RADIUS_M = 6_371_008.8
const rad = (degrees: number) => (degrees * Math.PI) / 180

/** Metres over ground between two places (haversine, mean radius of the Earth). */
export function distance(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const h = Math.sin(rad(b.lat - a.lat) / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lon - a.lon) / 2) ** 2
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}
