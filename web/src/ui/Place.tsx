import { Loader } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useWords } from '../i18n'

const PointMap = lazy(() => import('../map/PointMap'))

/** A small map of one place, with its coordinates in words and a link into the machine's own map app. */
export function Place({ lat, lon, tone, site, height = 180, zoom }: { lat: number; lon: number; tone: string; site?: GeoJSON.Geometry | null; height?: number; zoom?: number }) {
  const { t } = useWords()
  const text = `${lat.toFixed(5)}, ${lon.toFixed(5)}`
  return (
    <figure style={{ margin: 0 }}>
      <div className="mapw" style={{ height, borderRadius: 8, border: '1px solid var(--line)' }}>
        <Suspense fallback={<div className="wait"><Loader size="sm" /></div>}>
          <PointMap label={`${t('alerts.position')}: ${text}`} lat={lat} lon={lon} tone={tone} site={site} zoom={zoom} />
        </Suspense>
      </div>
      <figcaption className="meta" style={{ display: 'flex', justifyContent: 'space-between', marginTop: 4 }}>
        <span>{text}</span>
        <a href={`geo:${lat},${lon}?q=${lat},${lon}`} >
          <IconExternalLink size={13} style={{ verticalAlign: -2 }} /> {t('place.app')}
        </a>
      </figcaption>
    </figure>
  )
}
