import { Button, Group, Loader, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useWords, word } from '../../i18n'
import { metres } from '../../i18n/format'
import { clicked, type Drawn, drawnOf, geometryOf, MOST_RADIUS_M, whole } from '../../map/shapes'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { ShapeFields } from './ShapeFields'

const DrawMap = lazy(() => import('../../map/DrawMap'))
const KINDS = ['second_pledge', 'dealer', 'repair', 'wash', 'yard', 'other'] as const

/** A site, drawn: a circle by its centre and a second click, a polygon by its corners; or typed, for whoever uses no pointer. */
export function SiteEditor({ site, sites, onClose }: { site: Schemas['Site'] | null; sites: readonly Schemas['Site'][]; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [drawn, setDrawn] = useState<Drawn | null>(() => site && drawnOf(site.geometry as unknown as GeoJSON.Geometry, site.shape as never))
  const [kind, setKind] = useState<Drawn['kind']>(drawn?.kind ?? 'circle')
  const [name, setName] = useState(site?.name ?? '')
  const [of, setOf] = useState<string>(site?.kind ?? 'second_pledge')
  const centre = drawn?.kind === 'circle' ? drawn.centre : drawn?.corners[0]
  const start = useMemo(() => (centre ? { lng: centre.lon, lat: centre.lat, zoom: 14 } : firstOf(sites)), []) // eslint-disable-line react-hooks/exhaustive-deps
  const others = useMemo(() => ({ type: 'FeatureCollection' as const, features: sites.filter((one) => one.id !== site?.id).map((one) => ({ type: 'Feature' as const, properties: {}, geometry: one.geometry as unknown as GeoJSON.Geometry })) }), [sites, site])
  const save = useMutation({
    mutationFn: () => {
      if (!whole(drawn)) return Promise.reject(new Error(t('sites_edit.unfinished')))
      const area = drawn.kind === 'circle' ? { lat: drawn.centre.lat, lon: drawn.centre.lon, radius_m: drawn.radius_m } : { geometry: geometryOf(drawn) as never }
      const body = { name, kind: of, external_id: site?.external_id ?? null, ...area }
      return site ? answered(api.PUT('/api/v1/sites/{id}', { params: { path: { id: site.id } }, body })) : answered(api.POST('/api/v1/sites', { body }))
    },
    onSuccess: () => {
      void told(t('sites_edit.saved'))
      void client.invalidateQueries({ queryKey: ['sites'] })
      onClose()
    },
  })
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/sites/{id}', { params: { path: { id: site?.id ?? '' } } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['sites'] })
      onClose()
    },
  })
  return (
    <div className="site-editor">
      <form
        className="site-form"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <h2 className="section">{site ? t('sites_edit.change') : t('sites_edit.add')}</h2>
        <TextInput size="xs" label={t('admin.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={200} data-autofocus />
        <Select size="xs" label={t('admin.kind')} value={of} onChange={(value) => setOf(value ?? 'other')} data={KINDS.map((value) => ({ value, label: word('site_kind', value) }))} allowDeselect={false} />
        <ShapeFields drawn={drawn} onDrawn={setDrawn} kind={kind} onKind={setKind} most={MOST_RADIUS_M} />
        {save.isError && <ProblemNote problem={asProblem(save.error)} />}
        {remove.isError && <ProblemNote problem={asProblem(remove.error)} />}
        <Group gap={8} justify="space-between">
          {site ? (
            <Button size="xs" variant="subtle" color="red" onClick={() => remove.mutate()} loading={remove.isPending}>
              {t('sites_edit.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap={8}>
            <Button size="xs" variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button size="xs" type="submit" loading={save.isPending} disabled={!whole(drawn) || name.trim() === ''}>
              {t('common.save')}
            </Button>
          </Group>
        </Group>
      </form>
      <div className="mapw">
        <Suspense fallback={<div className="wait"><Loader size="sm" /></div>}>
          <DrawMap label={t('sites_edit.add')} drawn={drawn} others={others} at={start} onClick={(at) => setDrawn(clicked(drawn, kind, at))} />
        </Suspense>
        {drawn?.kind === 'circle' && <div className="ov hint">{metres(drawn.radius_m)}</div>}
      </div>
    </div>
  )
}

function firstOf(sites: readonly Schemas['Site'][]) {
  const geometry = sites[0]?.geometry as unknown as GeoJSON.Polygon | undefined
  const [lng, lat] = geometry?.coordinates?.[0]?.[0] ?? []
  return lng !== undefined && lat !== undefined ? { lng, lat, zoom: 10 } : { lng: 114, lat: 32, zoom: 4 }
}
