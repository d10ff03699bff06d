import type { ExpressionSpecification as Expression, StyleSpecification } from 'maplibre-gl'
import type { Language } from '../i18n'

export type Scheme = 'light' | 'dark'

export const FONT = ['Inter Variable', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'sans-serif']

export const PALETTE = {
  light: { water: '#cfdfe9', land: '#f3f2ed', line: '#c4bfb4', county: '#dcd8ce', border: '#9d97a6', river: '#b9d0de', text: '#4b5563', sub: '#7b8491', halo: '#ffffff', region: '#8d8aa0', hex: '#3b5bdb', panel: '#ffffff', ink: '#161b22', casing: '#ffffff', accent: '#3b5bdb', offline: '#7b8491', critical: '#d6293a', high: '#e8590c', warn: '#c98a00', info: '#1971c2', none: '#ffffff', site: '#9c36b5' },
  dark: { water: '#10161c', land: '#1b2127', line: '#3a434c', county: '#282f37', border: '#5d6772', river: '#17222b', text: '#c9d1d9', sub: '#8b949e', halo: '#12171c', region: '#7d8590', hex: '#748ffc', panel: '#161b22', ink: '#e6edf3', casing: '#0b0f14', accent: '#748ffc', offline: '#8b949e', critical: '#ff6b74', high: '#ff922b', warn: '#ffd43b', info: '#4dabf7', none: '#e6edf3', site: '#da77f2' },
} as const

/** Colours of a track by speed, km/h. Red is never among them: it is an alert's. */
export const SPEED_COLOURS: Expression = ['step', ['get', 'v'], '#f08c00', 20, '#f2c037', 35, '#63b36b', 50, '#1f8a5b']

/** Places that the sources of the base map name in English alone, as far as a map of China shows them. */
const NO_ZH = [['Hanoi', '河内'], ['Seoul', '首尔'], ['Incheon', '仁川'], ['Busan', '釜山'], ['Daegu', '大邱'], ['Pyongyang', '平壤']]

/**
 * The built-in base map, zoom 0 to 7. There are no `glyphs`: every label is drawn with the fonts of the machine. From
 * zoom 10 it is blank paper under our own layers.
 */
export function baseStyle(scheme: Scheme, language: Language, borders: boolean): StyleSpecification {
  const c = PALETTE[scheme]
  const name: Expression = language === 'zh' ? ['coalesce', ['get', 'zh'], ['match', ['get', 'en'], ...NO_ZH.flat(), ['get', 'en']] as unknown as Expression] : ['get', 'en']
  const upper: Expression = language === 'zh' ? name : ['upcase', name]
  const line = { visibility: borders ? 'visible' : 'none' } as const
  return {
    version: 8,
    name: 'offline',
    sources: { base: { type: 'vector', url: `pmtiles://${location.origin}/base.pmtiles`, attribution: 'Natural Earth · US Census · GeoNames CC BY 4.0' } },
    layers: [
      { id: 'bg', type: 'background', paint: { 'background-color': c.water } },
      { id: 'land', type: 'fill', source: 'base', 'source-layer': 'land', paint: { 'fill-color': c.land } },
      { id: 'water', type: 'fill', source: 'base', 'source-layer': 'water', paint: { 'fill-color': c.water } },
      { id: 'river', type: 'line', source: 'base', 'source-layer': 'river', minzoom: 3, paint: { 'line-color': c.river, 'line-width': ['interpolate', ['linear'], ['zoom'], 3, 0.5, 8, 2, 12, 4] } },
      { id: 'county', type: 'line', source: 'base', 'source-layer': 'county', minzoom: 6, layout: line, paint: { 'line-color': c.county, 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.4, 10, 1] } },
      { id: 'admin1', type: 'line', source: 'base', 'source-layer': 'admin1', minzoom: 3, layout: line, paint: { 'line-color': c.line, 'line-width': ['interpolate', ['linear'], ['zoom'], 3, 0.4, 7, 1, 11, 1.6], 'line-dasharray': [3, 2] } },
      { id: 'border', type: 'line', source: 'base', 'source-layer': 'border', layout: line, paint: { 'line-color': c.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 6, 1.4, 10, 2.2] } },
      {
        id: 'region', type: 'symbol', source: 'base', 'source-layer': 'admin1_label', minzoom: 3.6, maxzoom: 8.5,
        filter: ['<=', ['get', 'r'], ['step', ['zoom'], 2, 5, 4, 6, 9]],
        layout: { 'text-field': upper, 'text-font': FONT, 'text-size': ['interpolate', ['linear'], ['zoom'], 4, 9.5, 7, 12], 'text-letter-spacing': 0.12, 'text-max-width': 8 },
        paint: { 'text-color': c.region, 'text-halo-color': c.land, 'text-halo-width': 1.2, 'text-opacity': 0.85 },
      },
      {
        id: 'city', type: 'symbol', source: 'base', 'source-layer': 'city', minzoom: 3,
        filter: ['<=', ['get', 'r'], ['step', ['zoom'], 0, 4, 1, 5, 2, 6, 3, 7, 4, 8, 5, 9, 6]],
        layout: {
          'text-field': name, 'text-font': FONT,
          'text-size': ['interpolate', ['linear'], ['zoom'], 3, ['-', 12, ['*', 0.5, ['get', 'r']]], 8, ['-', 15, ['get', 'r']], 12, ['-', 19, ['*', 1.3, ['get', 'r']]]],
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.5, 'symbol-sort-key': ['get', 'r'], 'text-padding': 3,
        },
        paint: { 'text-color': ['match', ['get', 'r'], [0, 1, 2], c.text, c.sub], 'text-halo-color': c.halo, 'text-halo-width': 1.3 },
      },
      {
        id: 'citydot', type: 'circle', source: 'base', 'source-layer': 'city', minzoom: 3, maxzoom: 10,
        filter: ['<=', ['get', 'r'], ['step', ['zoom'], 0, 4, 1, 5, 2, 6, 3, 7, 4]],
        paint: { 'circle-radius': ['case', ['==', ['get', 'cap'], 1], 3.4, 2.2], 'circle-color': c.halo, 'circle-stroke-color': c.sub, 'circle-stroke-width': 1.1 },
      },
      {
        id: 'country', type: 'symbol', source: 'base', 'source-layer': 'country_label', maxzoom: 5,
        filter: ['<=', ['get', 'r'], ['step', ['zoom'], 0, 2, 1, 3, 2, 4, 3]],
        layout: { 'text-field': upper, 'text-font': FONT, 'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 5, 15], 'text-letter-spacing': 0.1, 'text-max-width': 7 },
        paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
      },
    ],
  }
}
