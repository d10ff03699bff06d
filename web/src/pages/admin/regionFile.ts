/** A GeoJSON file of regions as somebody chose it, read here to be shown before it is loaded; the server reads it again. */
export type RegionFile = {
  document: unknown
  features: readonly GeoJSON.Feature[]
  /** Names of properties that hold a text or a number somewhere: a code or a name could be in them. */
  properties: readonly string[]
  /** In which of them the code and the name seem to be. */
  code: string
  name: string
}
/** Why a file cannot be taken. */
export type Fault = 'no_json' | 'no_collection' | 'no_feature'

/** What the server takes as a code. */
const CODE = /^[A-Za-z0-9._-]{1,20}$/
/** What the properties are called in files of public bodies: GB/T 2260, ISO 3166-2, Natural Earth, geoBoundaries. */
const CODES = ['code', 'adcode', 'gb', 'iso_3166_2', 'iso', 'shapeiso', 'hasc', 'id']
const NAMES = ['name', 'name_zh', 'fullname', 'shapename', 'nl_name_1', 'name_1', 'title']

const said = (feature: GeoJSON.Feature, property: string): string => {
  const value: unknown = feature.properties?.[property]
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}

/** Reads a file, and guesses which properties are meant. */
export function readRegions(text: string): RegionFile | Fault {
  let document: unknown
  try {
    // Some programs begin a file with a byte order mark, which is no JSON.
    document = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return 'no_json'
  }
  const { type, features: listed } = (document ?? {}) as { type?: unknown; features?: unknown }
  if (type !== 'FeatureCollection' || !Array.isArray(listed)) return 'no_collection'
  const features = listed.filter((one): one is GeoJSON.Feature => typeof one === 'object' && one !== null)
  if (features.length === 0) return 'no_feature'
  const properties = [...new Set(features.flatMap((one) => Object.keys(one.properties ?? {})))].filter((property) => features.some((one) => said(one, property) !== ''))
  const known = (names: readonly string[], fits: (property: string) => boolean) => names.flatMap((name) => properties.filter((property) => property.toLowerCase() === name)).find(fits)
  // A code is one that the server takes, and of one region only.
  const isCode = (property: string) => features.every((one) => CODE.test(said(one, property))) && new Set(features.map((one) => said(one, property))).size === features.length
  const code = known(CODES, isCode) ?? properties.find(isCode) ?? known(CODES, () => true) ?? properties[0] ?? 'code'
  const name = known(NAMES, () => true) ?? properties.find((property) => property !== code && features.some((one) => typeof one.properties?.[property] === 'string')) ?? code
  return { document, features, properties, code, name }
}

/** Those of its areas that a map can show. */
export const shownOf = ({ features }: RegionFile): GeoJSON.Geometry[] => features.map((one) => one.geometry).filter((one) => (one?.type === 'Polygon' || one?.type === 'MultiPolygon') && Array.isArray(one.coordinates))

/** What the first of them would be called. */
export const exampleOf = ({ features }: RegionFile, code: string, name: string): string => {
  const [first] = features
  return first ? [said(first, code), said(first, name)].filter(Boolean).join(' · ') : ''
}

type Listed = { id: string; corners: number }
/** So many regions are drawn at once, with so many corners: each is asked for, and a map has no use for more. */
const MOST = 60
const MOST_CORNERS = 80_000

/** Which of many regions are drawn: one that is chosen always, of the others as many as there is room for, coarse ones first. */
export function drawable<T extends Listed>(regions: readonly T[], chosen: string | undefined): T[] {
  const first = regions.find((one) => one.id === chosen)
  const out = first ? [first] : []
  let corners = first?.corners ?? 0
  for (const one of regions.filter((other) => other !== first).sort((a, b) => a.corners - b.corners)) {
    if (out.length === MOST || corners + one.corners > MOST_CORNERS) break
    out.push(one)
    corners += one.corners
  }
  return out
}
