import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { PMTiles } from 'pmtiles'
import { i18n } from '../i18n'
import { baseStyle, FONT } from './style'
import type { MapSource } from './source'

/** Under this layer our own areas and lines go: every style has it, if only as a mark. */
const MARK: LayerSpecification = { id: 'region', type: 'background', layout: { visibility: 'none' } }

const PAPER: LayerSpecification = { id: 'bg', type: 'background', paint: { 'background-color': '#e9ebee' } }

const around = (source: StyleSpecification['sources'][string], layers: LayerSpecification[]): StyleSpecification => ({
  version: 8,
  name: 'configured',
  sources: { base: source },
  layers: [...(layers.some((one) => one.id === 'bg') ? [] : [PAPER]), ...layers, ...(layers.some((one) => one.id === MARK.id) ? [] : [MARK])],
})

/** An archive of vector tiles, by the layers of the Protomaps schema; what an archive does not have is not drawn. */
const VECTOR: LayerSpecification[] = [
  { id: 'earth', type: 'fill', source: 'base', 'source-layer': 'earth', paint: { 'fill-color': '#f3f2ed' } },
  { id: 'landuse', type: 'fill', source: 'base', 'source-layer': 'landuse', paint: { 'fill-color': '#e6ebdd', 'fill-opacity': 0.6 } },
  { id: 'water', type: 'fill', source: 'base', 'source-layer': 'water', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#cfdfe9' } },
  { id: 'buildings', type: 'fill', source: 'base', 'source-layer': 'buildings', minzoom: 14, paint: { 'fill-color': '#e2dfd7' } },
  { id: 'roads-case', type: 'line', source: 'base', 'source-layer': 'roads', minzoom: 9, paint: { 'line-color': '#cdc8bb', 'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 9, 1.2, 18, 18] } },
  { id: 'roads', type: 'line', source: 'base', 'source-layer': 'roads', paint: { 'line-color': '#ffffff', 'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 6, 0.6, 18, 15] } },
  { id: 'boundaries', type: 'line', source: 'base', 'source-layer': 'boundaries', paint: { 'line-color': '#9d97a6', 'line-width': 1, 'line-dasharray': [3, 2] } },
  { id: 'places', type: 'symbol', source: 'base', 'source-layer': 'places', layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12 }, paint: { 'text-color': '#4b5563', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 } },
]
/** How PMTiles says that its tiles are vectors. */
const MVT = 1
/** Layers of an archive that are drawn. */
const MOST_LAYERS = 60
const plain = (id: string): LayerSpecification => ({ id: `other-${id}`, type: 'line', source: 'base', 'source-layer': id, paint: { 'line-color': '#c4bfb4', 'line-width': 0.8 } })

/**
 * How an archive of vector tiles is drawn, by the layers that it says it has: as the built-in map where they are its
 * own, else by the Protomaps schema, and what neither knows as thin lines.
 */
export function vectorLayers(has: readonly string[], language: 'en' | 'zh'): LayerSpecification[] {
  if (has.includes('land') && has.includes('city')) return baseStyle('light', language, true).layers
  const known = new Set(VECTOR.map((layer) => ('source-layer' in layer ? layer['source-layer'] : undefined)))
  return [...VECTOR.filter((layer) => has.length === 0 || ('source-layer' in layer && has.includes(layer['source-layer'] ?? ''))), ...has.filter((id) => !known.has(id)).map(plain)]
}

/** The style of a source. A style of somebody else's is taken as it is, with our mark before its first label. */
export async function styleOf({ kind, url, attribution, max_zoom }: MapSource): Promise<StyleSpecification> {
  switch (kind) {
    case 'raster':
      return around({ type: 'raster', tiles: [url], tileSize: 256, maxzoom: max_zoom, attribution }, [{ id: 'tiles', type: 'raster', source: 'base' }])
    case 'pmtiles': {
      const address = new URL(url, location.origin).href
      const archive = new PMTiles(address)
      const { tileType, maxZoom } = await archive.getHeader()
      // Beyond what the archive has there are no tiles: its last ones are enlarged.
      const of = { url: `pmtiles://${address}`, maxzoom: Math.min(max_zoom, maxZoom), attribution }
      if (tileType === MVT) {
        const { vector_layers } = (await archive.getMetadata()) as { vector_layers?: { id?: unknown }[] }
        const has = (Array.isArray(vector_layers) ? vector_layers : []).flatMap(({ id }) => (typeof id === 'string' ? [id] : [])).slice(0, MOST_LAYERS)
        return around({ type: 'vector', ...of }, vectorLayers(has, i18n.language === 'zh' ? 'zh' : 'en'))
      }
      return around({ type: 'raster', tileSize: 256, ...of }, [{ id: 'tiles', type: 'raster', source: 'base' }])
    }
    case 'vector-style': {
      const response = await fetch(url)
      if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
      const style = (await response.json()) as StyleSpecification
      const at = style.layers.findIndex((layer) => layer.type === 'symbol')
      const layers = style.layers.filter((layer) => layer.id !== MARK.id)
      layers.splice(at < 0 ? layers.length : at, 0, MARK)
      return { ...style, layers }
    }
  }
}
