/**
 * The one edge at which overlays leave WGS-84. What is stored and asked for is WGS-84 always; where a lender's tiles are
 * drawn by another datum (GCJ-02 by law in mainland China, BD-09 by Baidu), what is drawn on them is shifted, and what is
 * clicked is shifted back.
 */
export type Datum = 'WGS84' | 'GCJ02' | 'BD09'
export type LonLat = [lon: number, lat: number]
type Turn = (lon: number, lat: number) => LonLat

const same: Turn = (lon, lat) => [lon, lat]
let to: Turn = same
let back: Turn = same

/** Draws by that datum from now on. Its mathematics comes only where it is needed. */
export async function drawBy(datum: Datum): Promise<void> {
  if (datum === 'WGS84') {
    to = same
    back = same
    return
  }
  const { default: gcoord } = await import('gcoord')
  const name = datum === 'GCJ02' ? gcoord.GCJ02 : gcoord.BD09
  to = (lon, lat) => gcoord.transform<LonLat>([lon, lat], gcoord.WGS84, name)
  back = (lon, lat) => gcoord.transform<LonLat>([lon, lat], name, gcoord.WGS84)
}

/** Where a place is drawn. */
export const drawn: Turn = (lon, lat) => to(lon, lat)
/** Which place is there. */
export const stored: Turn = (lon, lat) => back(lon, lat)

type Nested = number[] | Nested[]
const turned = (coordinates: Nested): Nested => (typeof coordinates[0] === 'number' ? to(coordinates[0], (coordinates as number[])[1] ?? 0) : (coordinates as Nested[]).map(turned))

/** Shapes as they are drawn. */
export function drawnShapes<T extends GeoJSON.Feature | GeoJSON.FeatureCollection | GeoJSON.Geometry>(shapes: T): T {
  if (to === same) return shapes
  if (shapes.type === 'FeatureCollection') return { ...shapes, features: (shapes as GeoJSON.FeatureCollection).features.map((one) => drawnShapes(one)) }
  if (shapes.type === 'Feature') return { ...shapes, geometry: drawnShapes((shapes as GeoJSON.Feature).geometry) }
  return 'coordinates' in shapes ? { ...shapes, coordinates: turned(shapes.coordinates as Nested) } : shapes
}
