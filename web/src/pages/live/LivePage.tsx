import { Button, Loader, Menu, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconCarOff, IconRulerMeasure, IconStack2 } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { asProblem } from '../../api/problem'
import { type Choice, fencesQuery, mapQuery, placesQuery, sitesQuery, systemQuery, vehiclesQuery } from '../../api/queries'
import { useMoves } from '../../api/moves'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { clock, count } from '../../i18n/format'
import type { FleetHandle } from '../../map/FleetMap'
import { askedBox, type Box, boxOf, holds, parseView, printView } from '../../map/geo'
import { setBorders, useBorders } from '../../map/settings'
import { useBase, useTiles } from '../../map/source'
import { Logged } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { SavedViews } from '../../ui/SavedViews'
import { useKeys } from '../../ui/keys'
import { Empty, ProblemNote } from '../../ui/states'
import { Filters } from './Filters'
import { bucketsOf, fits, noFixOf, severitiesOf, sorted, type Row } from './chosen'
import './live.css'
import { flipped, LAYERS, layersOf, printLayers } from './layers'
import { SiteList } from './SiteList'
import { VehicleCard } from './VehicleCard'
import { VehicleList } from './VehicleList'

const FleetMap = lazy(() => import('../../map/FleetMap'))
const Groups = lazy(() => import('./Groups'))
const route = getRouteApi('/inside/')

const NONE: readonly never[] = []
const WORDS = { sites: 'live.layer_sites', coarse: 'live.layer_coarse', places: 'views.layer_places', fences: 'fleet.fences', density: 'views.layer_density', grid: 'fleet.grid' } as const
const SORTS = { severity: 'severity', risk: 'risk', dpd: 'dpd', age: 'last_fix' } as const

export default function LivePage() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const router = useRouter()
  const patch = useCallback((change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true }), [navigate])
  useCrumb(<h1>{t('nav.live')}</h1>, t('nav.live'))

  const [box, setBox] = useState<Box | null>(null)
  const layers = useMemo(() => layersOf(search.layers), [search.layers])
  const [measuring, setMeasuring] = useState(false)
  const [grouping, setGrouping] = useState(false)
  const handle = useRef<FleetHandle | null>(null)
  const borders = useBorders()
  const base = useBase()
  // Asked for now: the map needs it as soon as its code is here.
  useTiles()

  const q = useDeferredValue(search.q)
  const buckets = useMemo(() => bucketsOf(search.bucket), [search.bucket])
  const choice = useMemo(
    (): Choice => ({
      q: q || undefined,
      severity: severitiesOf(search.sev).join(',') || undefined,
      bucket: buckets.join(',') || undefined,
      connection: search.on === 'connected' ? 'online' : undefined,
      no_fix_h: noFixOf(search.nofix),
      has_open_case: search.case,
      group: search.group,
    }),
    [q, search.sev, buckets, search.on, search.nofix, search.case, search.group],
  )

  // The whole fleet where it can be shown one by one; beyond that, what is in view, counted in cells where it is too much.
  // What moves is told by the stream; both are asked again now and then, and often where the stream does not tell.
  const [told, setTold] = useState(false)
  const whole = useQuery({ ...mapQuery(undefined, undefined, choice), refetchInterval: told ? 60_000 : 10_000 })
  const tooMany = (whole.data?.cells.length ?? 0) > 0
  const zoom = Math.round(parseView(search.at)?.zoom ?? 4)
  const part = useQuery({ ...mapQuery(box ? askedBox(box) : undefined, zoom, choice), enabled: tooMany && box !== null, refetchInterval: told ? 60_000 : 10_000 })
  const positions = tooMany && part.data ? part : whole
  const moves = useMoves(tooMany && box ? askedBox(box) : undefined, choice, may('locations:read') && whole.data !== undefined && (!tooMany || (part.data !== undefined && part.data.cells.length === 0)))
  useEffect(() => setTold(moves !== null), [moves])

  // Page by page as it is scrolled, in the server's order.
  const list = useInfiniteQuery(vehiclesQuery({ ...choice, sort: SORTS[search.sort ?? 'severity'] }))
  const loaded = list.data?.pages.reduce((n, page) => n + page.items.length, 0) ?? 0
  const { hasNextPage, isFetching, fetchNextPage } = list
  const further = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])

  const system = useQuery({ ...systemQuery, refetchInterval: 60_000 })
  const sites = useQuery({ ...sitesQuery, enabled: may('sites:read') })

  const known = moves ?? positions.data?.items ?? NONE
  const at = useMemo(() => new Map(known.map((one) => [one.vehicle_id, one])), [known])
  // In an order that changes when the lists do, and not with each thing that moves: rows stay under the pointer.
  const ordered = useMemo(() => {
    const asked = new Map(positions.data?.items.map((one) => [one.vehicle_id, one]))
    const all = (list.data?.pages ?? []).flatMap((page) => page.items).map((vehicle): Row => ({ vehicle, at: asked.get(vehicle.id) }))
    const chosen = { severities: severitiesOf(search.sev), buckets, connection: search.on, withCase: search.case === true }
    const fitting = all.filter((row) => fits(row, chosen))
    // Whoever is equal by the server's order stands in a better one where all are here.
    return hasNextPage ? fitting : sorted(fitting, search.sort ?? 'severity')
  }, [list.data, hasNextPage, positions.data, search.sev, search.on, search.case, search.sort, buckets])
  const rows = useMemo(() => ordered.map((row): Row => ({ vehicle: row.vehicle, at: at.get(row.vehicle.id) })), [ordered, at])

  const filtered = Boolean(search.q || search.sev || search.bucket || search.on || search.nofix || search.case || search.group)
  const shown = known
  const cells = (moves ? undefined : positions.data?.cells) ?? NONE
  const inView = useMemo(() => (cells.length > 0 ? (positions.data?.inView ?? 0) : box ? shown.filter((one) => holds(box, one)).length : shown.length), [shown, box, cells, positions.data])

  const shapes = useMemo(
    () => ({
      type: 'FeatureCollection' as const,
      features: (sites.data?.items ?? []).map((site) => ({ type: 'Feature' as const, properties: { id: site.id, name: site.name }, geometry: site.geometry as unknown as GeoJSON.Geometry })),
    }),
    [sites.data],
  )

  const watched = useQuery({ ...fencesQuery(), enabled: layers.has('fences') && may('areas:read') })
  const fences = useMemo(
    () => ({
      type: 'FeatureCollection' as const,
      features: (watched.data?.items ?? []).map((one) => ({ type: 'Feature' as const, properties: { name: one.name, out: one.rule === 'keep_out' }, geometry: one.geometry as unknown as GeoJSON.Geometry })),
    }),
    [watched.data],
  )

  // Learnt places of the chosen car, where its exact place may be seen: they say where it is likely to be found.
  const near = (parseView(search.at)?.zoom ?? 0) >= 10
  const places = useQuery({ ...placesQuery(search.v ?? ''), enabled: search.v !== undefined && near && layers.has('places') && at.get(search.v)?.precision === 'precise' })
  const spots = useMemo(() => (layers.has('places') && search.v ? (places.data?.items ?? []).map((one) => ({ lat: one.lat, lon: one.lon, label: word('place_kind', one.kind) })) : []), [places.data, layers.has('places'), search.v])

  // The map is made once there is something to look at, or nothing to wait for.
  const start = useMemo(() => {
    const view = parseView(search.at)
    if (view) return view
    const wanted = positions.data?.items.find((one) => one.vehicle_id === search.v)
    if (wanted) return { lng: wanted.lon, lat: wanted.lat, zoom: wanted.precision === 'coarse' ? 10 : 13 }
    const all = boxOf([...(positions.data?.items ?? []), ...(positions.data?.cells ?? []).map(({ lat, lng }) => ({ lat, lon: lng }))])
    return all ? { box: all, padding: 80, maxZoom: 12 } : null
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [positions.isPending])

  const move = (by: number) => {
    const now = rows.findIndex((row) => row.vehicle.id === search.v)
    const next = rows[Math.max(0, Math.min(rows.length - 1, now + by))]
    if (next) patch({ v: next.vehicle.id })
  }
  const measure = (on: boolean) => {
    setMeasuring(on)
    handle.current?.measure(on)
  }
  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => move(1) },
    { keys: 'k, [', what: t('common.previous'), do: () => move(-1) },
    { keys: 'Enter, o', what: t('live.open'), do: () => search.v && void navigate({ to: '/vehicles/$id', params: { id: search.v } }) },
    { keys: 'f', what: t('live.follow'), do: () => search.v && patch({ follow: search.follow ? undefined : true }) },
    { keys: 'Escape', what: t('help.esc'), do: () => (measuring ? measure(false) : patch({ v: undefined, follow: undefined })) },
  ])

  const nobody = positions.data?.items.length === 0 && cells.length === 0 && system.data?.counts.trackers_heard === 0
  const picked = rows.find((row) => row.vehicle.id === search.v)
  return (
    <div className="live">
      <aside className="live-panel" aria-label={t('live.vehicles')}>
        <div className="tabs">
          <button type="button" className={search.tab ? '' : 'on'} onClick={() => patch({ tab: undefined })}>
            {t('live.vehicles')}
          </button>
          {may('sites:read') && (
            <button type="button" className={search.tab ? 'on' : ''} onClick={() => patch({ tab: 'sites' })}>
              {t('live.sites')}
            </button>
          )}
        </div>
        {search.tab ? (
          <SiteList query={sites} onShow={(to) => handle.current?.fit(to)} />
        ) : (
          <>
            <Filters search={search} patch={patch} active={filtered} onGroups={may('vehicles:write') ? () => setGrouping(true) : undefined} />
            <div className="live-count">
              <span>{t('live.in_view', { n: count(inView), total: count(system.data?.counts.vehicles ?? loaded) })}</span>
              {list.isFetchingNextPage && <Loader size={12} />}
              <span className="spring" />
              {may('exports:read') && may('locations:read') && <ExportMenu compact reasoned path="map/vehicles" query={choice} formats={['geojson', 'csv', 'xlsx']} total={cells.length > 0 ? undefined : shown.length} />}
              <SavedViews path="/" compact />
            </div>
            <VehicleList rows={rows} query={list} further={further} selected={search.v} onPick={(id) => patch({ v: id })} />
          </>
        )}
        <div className="live-foot">
          <Logged />
        </div>
      </aside>
      <div className="mapw">
        {positions.isError && !positions.data ? (
          <ProblemNote centre problem={asProblem(positions.error)} retry={() => void positions.refetch()} right="locations:read" />
        ) : positions.isPending ? (
          <div className="wait">
            <Loader size="sm" aria-label={t('common.loading_map')} />
          </div>
        ) : (
          <Suspense fallback={<div className="wait"><Loader size="sm" aria-label={t('common.loading_map')} /></div>}>
            <FleetMap
              label={t('live.map_label')}
              vehicles={shown}
              cells={cells}
              sites={layers.has('sites') && may('sites:read') ? shapes : null}
              fences={layers.has('fences') ? fences : null}
              grid={layers.has('grid')}
              selected={search.v}
              follow={search.follow === true}
              coarse={layers.has('coarse')}
              density={layers.has('density')}
              places={spots}
              camera={start}
              onPick={(id) => patch({ v: id, follow: undefined })}
              onView={(view, { lng, lat, zoom }) => {
                setBox(view)
                // Whoever is on the way to another page is not called back by a map that has come to rest.
                if (router.latestLocation.pathname !== '/') return
                patch({ at: printView(lng, lat, zoom) })
              }}
              onHandle={(made) => {
                handle.current = made
              }}
            />
          </Suspense>
        )}
        {positions.isError && positions.data && (
          <div className="stale ov live-old" role="status">
            {t('fleet.stale', { time: clock(positions.dataUpdatedAt) })}
            <Button size="compact-xs" variant="default" onClick={() => void positions.refetch()}>
              {t('common.retry')}
            </Button>
          </div>
        )}
        <div className="maptools">
          <Tooltip label={t('live.fit')} position="left">
            <button type="button" className="ib" aria-label={t('live.fit')} onClick={() => { const all = boxOf(shown); if (all) handle.current?.fit(all) }}>
              <IconArrowsMaximize size={16} />
            </button>
          </Tooltip>
          <Tooltip label={t('live.ruler')} position="left">
            <button type="button" className="ib" aria-label={t('live.ruler')} aria-pressed={measuring} onClick={() => measure(!measuring)}>
              <IconRulerMeasure size={16} />
            </button>
          </Tooltip>
          <Menu position="left-start" closeOnItemClick={false}>
            <Menu.Target>
              <button type="button" className="ib" aria-label={t('live.layers')}>
                <IconStack2 size={16} />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {(
                [
                  ...LAYERS.filter((one) => one !== 'fences' || may('areas:read')).map((one) => [t(WORDS[one]), layers.has(one), () => patch({ layers: printLayers(flipped(layers, one)) })] as const),
                  ...(base ? [[t('live.base_tiles'), base.tiles, () => base.choose(!base.tiles)] as const] : []),
                  [t('live.base_borders'), borders, () => setBorders(!borders)],
                ] as const
              ).map(([label, on, flip]) => (
                <Menu.Item key={label} onClick={flip} renderRoot={(props) => <button type="button" {...props} role="menuitemcheckbox" aria-checked={on} />} leftSection={<span style={{ width: 14 }}>{on ? '✓' : ''}</span>}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
        {measuring && <div className="ov hint">{t('live.ruler_hint')}</div>}
        {nobody && (
          <div className="ov nobody">
            <Empty icon={<IconCarOff size={28} stroke={1.4} />} title={t('live.empty_title')} action={<Button onClick={() => void navigate({ to: '/admin', search: { tab: 'quarantine' } })}>{t('live.empty_action')}</Button>}>
              {t('live.empty_text')}
            </Empty>
          </div>
        )}
        {grouping && (
          <Suspense>
            <Groups choice={choice} listed={list.data?.pages[0]?.total ?? 0} onClose={() => setGrouping(false)} />
          </Suspense>
        )}
        {search.v && <VehicleCard key={search.v} id={search.v} at={picked?.at ?? at.get(search.v)} follow={search.follow === true} patch={patch} />}
      </div>
    </div>
  )
}
