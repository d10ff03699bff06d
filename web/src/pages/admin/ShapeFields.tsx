import { Button, NumberInput, SegmentedControl } from '@mantine/core'
import { useWords } from '../../i18n'
import type { Drawn } from '../../map/shapes'

type Props = { drawn: Drawn | null; onDrawn: (drawn: Drawn | null) => void; kind: Drawn['kind']; onKind: (kind: Drawn['kind']) => void; most: number; radius?: number }

/** The numbers of what is drawn, for whoever uses no pointer: a circle's centre and radius, how many corners a polygon has. */
export function ShapeFields({ drawn, onDrawn, kind, onKind, most, radius = 100 }: Props) {
  const { t } = useWords()
  const centre = drawn?.kind === 'circle' ? drawn.centre : drawn?.corners[0]
  const move = (change: Partial<{ lat: number; lon: number }>) => onDrawn({ kind: 'circle', radius_m: drawn?.kind === 'circle' ? drawn.radius_m : radius, centre: { lat: centre?.lat ?? 0, lon: centre?.lon ?? 0, ...change } })
  const degree = (label: string, value: number | undefined, put: (value: number) => void) => <NumberInput size="xs" label={label} value={value ?? ''} onChange={(next) => next !== '' && put(Number(next))} decimalScale={6} hideControls />
  return (
    <>
      <SegmentedControl size="xs" fullWidth aria-label={t('sites_edit.shape')} value={kind} onChange={(value) => { onKind(value as Drawn['kind']); onDrawn(null) }} data={[{ value: 'circle', label: t('sites_edit.circle') }, { value: 'polygon', label: t('sites_edit.polygon') }]} />
      <p className="meta" style={{ margin: 0 }}>{kind === 'circle' ? t('sites_edit.hint_circle') : t('sites_edit.hint_polygon')}</p>
      {kind === 'circle' ? (
        <>
          {degree(t('yard.lat'), centre?.lat, (lat) => move({ lat }))}
          {degree(t('yard.lon'), centre?.lon, (lon) => move({ lon }))}
          <NumberInput size="xs" label={t('admin.radius')} suffix=" m" min={1} max={most} value={drawn?.kind === 'circle' ? drawn.radius_m : ''} onChange={(value) => drawn?.kind === 'circle' && onDrawn({ ...drawn, radius_m: Number(value) || 1 })} />
        </>
      ) : (
        <>
          <span className="sub">{t('sites_edit.corners', { n: drawn?.kind === 'polygon' ? drawn.corners.length : 0 })}</span>
          <Button size="compact-xs" variant="default" disabled={drawn?.kind !== 'polygon'} onClick={() => drawn?.kind === 'polygon' && onDrawn(drawn.corners.length > 1 ? { ...drawn, corners: drawn.corners.slice(0, -1) } : null)}>
            {t('sites_edit.undo')}
          </Button>
        </>
      )}
    </>
  )
}
