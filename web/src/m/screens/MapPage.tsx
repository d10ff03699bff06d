import '../../map/map.css'
import { useEffect, useRef } from 'react'
import { maplibre } from '../../map/engine'
import { baseStyle } from '../../map/style'
import type { Job } from '../db'
import { Page } from '../ui'
import { degrees, t, useLanguage } from '../words'

/** A map of where the car is: fetched only when asked for. */
export default function MapPage({ job }: { job: Job }) {
  const language = useLanguage()
  const element = useRef<HTMLDivElement>(null)
  const { position, order } = job
  const lat = position?.lat ?? order.lat
  const lon = position?.lon ?? order.lon
  useEffect(() => {
    const container = element.current
    if (!container || lat == null || lon == null) return
    const scheme = document.documentElement.dataset.scheme === 'dark' ? 'dark' : 'light'
    const map = new maplibre.Map({ container, style: baseStyle(scheme, language, true), center: [lon, lat], zoom: 9, maxZoom: 16, fadeDuration: 0, attributionControl: { compact: false }, dragRotate: false, pitchWithRotate: false })
    map.touchZoomRotate.disableRotation()
    map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), 'bottom-left')
    new maplibre.Marker({ color: '#d6293a' }).setLngLat([lon, lat]).addTo(map)
    map.on('idle', () => container.setAttribute('data-idle', 'yes'))
    return () => map.remove()
  }, [lat, lon, language])
  return (
    <Page title={t('job.where')} back={{ at: 'job', id: job.id, sub: null }}>
      {lat != null && lon != null && <b className="big">{degrees({ lat, lon })}</b>}
      <div className="map" ref={element} style={{ height: '64dvh' }} />
    </Page>
  )
}
