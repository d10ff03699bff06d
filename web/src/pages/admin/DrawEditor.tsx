import { Button, Group } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { asProblem } from '../../api/problem'
import type { Right } from '../../api/rights'
import { useWords } from '../../i18n'
import { metres } from '../../i18n/format'
import { cameraOf, clicked, type Drawn, drawnOf, outlines, sketch, whole } from '../../map/shapes'
import { ProblemNote } from '../../ui/states'
import { MapDesk } from './MapDesk'
import { ShapeFields } from './ShapeFields'

/** An area as the server has it. */
type Area = { id: string; geometry: unknown; shape: unknown }
type Props = {
  title: string
  label: string
  /** What is changed; null where it is new. */
  area: Area | null
  /** Everything of its kind: it is seen while one is drawn. */
  all: readonly Area[]
  most: number
  radius?: number
  /** Enough is said to be saved. */
  ready: boolean
  right: Right
  save: UseMutationResult<unknown, Error, Drawn>
  remove: UseMutationResult<unknown, Error, void>
  onClose: () => void
  /** The fields that come before the shape. */
  children: ReactNode
}

/** An area, drawn: a circle by its centre and a second click, a polygon by its corners; or typed, for whoever uses no pointer. */
export function DrawEditor({ title, label, area, all, most, radius, ready, right, save, remove, onClose, children }: Props) {
  const { t } = useWords()
  const [drawn, setDrawn] = useState<Drawn | null>(() => area && drawnOf(area.geometry as GeoJSON.Geometry, area.shape as never))
  const [kind, setKind] = useState<Drawn['kind']>(drawn?.kind ?? 'circle')
  // Where it stands at first; what is drawn then moves no map.
  const [camera] = useState(() => { const first = area ?? all[0]; return cameraOf(first ? [first.geometry] : [], area ? 14 : 10) })
  const others = useMemo(() => outlines(all.filter((one) => one.id !== area?.id)), [all, area])
  const shapes = useMemo(() => sketch(drawn), [drawn])
  return (
    <MapDesk label={label} shapes={shapes} others={others} camera={camera} onClick={(at) => setDrawn(clicked(drawn, kind, at, radius, most))} hint={drawn?.kind === 'circle' && metres(drawn.radius_m)}>
      <form
        className="site-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (whole(drawn, most)) save.mutate(drawn)
        }}
      >
        <h2 className="section">{title}</h2>
        {children}
        <ShapeFields drawn={drawn} onDrawn={setDrawn} kind={kind} onKind={setKind} most={most} radius={radius} />
        {[save, remove].map((one, n) => one.isError && <ProblemNote key={n} problem={asProblem(one.error)} right={right} />)}
        <Group gap={8} justify="space-between">
          {area ? (
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
            <Button size="xs" type="submit" loading={save.isPending} disabled={!ready || !whole(drawn, most)}>
              {t('common.save')}
            </Button>
          </Group>
        </Group>
      </form>
    </MapDesk>
  )
}
