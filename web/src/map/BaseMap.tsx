import { useComputedColorScheme } from '@mantine/core'
import type * as Maplibre from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n'
import type { Box } from './geo'
import { maplibre } from './engine'
import { paintGraticule, STREET_ZOOM } from './graticule'
import { useBorders } from './settings'
import { drawn } from './shift'
import { useTiles } from './source'
import './map.css'
import { baseStyle, type Scheme } from './style'

export type Camera = { lng: number; lat: number; zoom: number } | { box: Box; padding?: Maplibre.PaddingOptions | number; maxZoom?: number }
type Props = {
  label: string
  camera: Camera | null
  /** Puts sources and layers on a fresh map; called again after a change of theme or language. */
  onLoad: (map: Maplibre.Map, scheme: Scheme) => void
  compact?: boolean
  /** The grid of degrees at street zoom, where the map below is blank. */
  grid?: boolean
}

const quick = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

export const boundsOf = (box: Box): [[number, number], [number, number]] => [
  drawn(box.west, box.south),
  drawn(box.east, box.north),
]

/** One MapLibre map over the built-in base map. It is made anew for another theme or language, where it stood. */
export function BaseMap({ label, camera, onLoad, compact, grid = true }: Props) {
  const { language } = useWords()
  const scheme = useComputedColorScheme('light')
  const borders = useBorders()
  const element = useRef<HTMLDivElement>(null)
  const stood = useRef<{ center: Maplibre.LngLat; zoom: number } | null>(null)
  const load = useRef(onLoad)
  load.current = onLoad
  const start = useRef(camera)
  const [zoom, setZoom] = useState(0)
  const { t } = useWords()
  const tiles = useTiles()
  const made = useRef<{ map: Maplibre.Map; scheme: Scheme } | null>(null)
  const ruled = useRef(false)
  ruled.current = grid && !compact && !tiles
  const rule = () => made.current && paintGraticule(made.current.map, made.current.scheme, ruled.current)

  useEffect(() => {
    const container = element.current
    if (!container || tiles === undefined) return
    const from = start.current
    const view: Partial<Maplibre.MapOptions> = stood.current
      ? stood.current
      : from === null
        ? { center: [60, 28], zoom: 1.6 }
        : 'box' in from
          ? { bounds: boundsOf(from.box), fitBoundsOptions: { padding: from.padding ?? 60, maxZoom: from.maxZoom ?? 13 } }
          : { center: drawn(from.lng, from.lat), zoom: from.zoom }
    const map = new maplibre.Map({
      container,
      style: tiles?.style ?? baseStyle(scheme, language, borders),
      ...view,
      maxZoom: 18,
      fadeDuration: quick() ? 0 : 120,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      locale: { 'Map.Title': label },
    })
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    map.addControl(new maplibre.AttributionControl({ compact: false }), 'bottom-right')
    map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), 'bottom-left')
    if (!compact) map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right')
    map.on('error', (event) => console.error('map:', event.error?.message))
    // What is shown on the map does not wait for the tiles below it.
    map.once('style.load', () => {
      setZoom(map.getZoom())
      load.current(map, scheme)
      made.current = { map, scheme }
      rule()
    })
    map.on('moveend', () => {
      setZoom(map.getZoom())
      rule()
    })
    // Browser tests wait for it.
    map.on('movestart', () => container.removeAttribute('data-idle'))
    map.on('idle', () => container.setAttribute('data-idle', 'yes'))
    return () => {
      stood.current = { center: map.getCenter(), zoom: map.getZoom() }
      container.removeAttribute('data-idle')
      made.current = null
      map.remove()
    }
  }, [scheme, language, borders, compact, label, tiles])
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => void rule(), [grid])

  return (
    <>
      <div className="m">
        <div className="canvas" ref={element} />
      </div>
      {zoom >= STREET_ZOOM && !compact && !tiles && <div className="schematic">{t('map.schematic')} <a href="/admin?tab=map">{t('map.choose')}</a></div>}
    </>
  )
}

export { maplibre, quick }
