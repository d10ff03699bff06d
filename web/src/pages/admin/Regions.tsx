import { Button } from '@mantine/core'
import { queryOptions, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { importsQuery, regionsQuery, usersQuery } from '../../api/queries'
import { answered, api, type Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { count, day, moment } from '../../i18n/format'
import { cameraOf, covers, outlines } from '../../map/shapes'
import { Pill, Rows } from '../../ui/bits'
import { useNames } from '../../ui/useNames'
import { Empty, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { MapDesk } from './MapDesk'
import { drawable, type RegionFile, shownOf } from './regionFile'
import { RegionLoad } from './RegionLoad'
import { RegionFacts, UsualRegions } from './RegionSide'

const route = getRouteApi('/inside/admin')
type Region = Schemas['RegionView']

const usualQuery = queryOptions({ queryKey: ['regions', 'allowed'], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/regions/allowed')) })
/** Borders change with the version alone. */
const bordersQuery = ({ id, version }: Region) => queryOptions({ queryKey: ['borders', id, version], staleTime: Infinity, queryFn: () => answered(api.GET('/api/v1/regions/{id}', { params: { path: { id } } })) })

/** The borders that a lender has loaded, where all of its cars may be, and who says so. */
export function Regions() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(regionsQuery)
  const usual = useQuery(usualQuery)
  const open = (sel: string | undefined) => void navigate({ search: { tab: 'regions', ...(sel ? { sel } : {}) } })
  const loading = search.sel === 'new' && may('areas:approve')
  return (
    <>
      <Head title={t('admin.regions')}>
        <span className="sub">{t('regions.lead')}</span>
        {may('areas:approve') && <Button onClick={() => open('new')}>{t('regions.load')}</Button>}
      </Head>
      <Shown query={query} waiting={<Rows />} right="areas:read">
        {({ items }) => (
          <>
            {(items.length > 0 || loading) && <Desk regions={items} usual={usual} sel={search.sel} loading={loading} onOpen={open} />}
            <div className="region-lists">
              <Table
                rows={items}
                id={(one) => one.id}
                empty={<Empty title={t('regions.none')}>{t('regions.none_text')}</Empty>}
                columns={[
                  { head: t('regions.code'), cell: (one) => <button type="button" className="linkish" onClick={() => open(one.id)}>{one.code}</button> },
                  { head: t('admin.name'), cell: (one) => <b>{one.name}</b> },
                  { head: t('regions.usual'), cell: (one) => usual.data?.codes.includes(one.code) && <Pill color="var(--sev-ok)">{t('regions.here')}</Pill> },
                  { head: t('regions.corners'), num: true, cell: (one) => count(one.corners) },
                  { head: t('regions.changed'), cell: (one) => day(one.updated_at) },
                ]}
              />
              <Approvers />
              {may('imports:read') && <Loads />}
            </div>
          </>
        )}
      </Shown>
    </>
  )
}

/** The map of the regions, and beside it what is done: loading, one region, or where all cars may be. */
function Desk({ regions, usual, sel, loading, onOpen }: { regions: readonly Region[]; usual: UseQueryResult<Schemas['UsualRegions']>; sel: string | undefined; loading: boolean; onOpen: (sel: string | undefined) => void }) {
  const { t } = useWords()
  const codes = usual.data?.codes
  const [file, setFile] = useState<RegionFile | null>(null)
  const chosen = regions.find((one) => one.id === sel)
  const wanted = useMemo(() => drawable(regions, chosen?.id), [regions, chosen])
  const borders = useQueries({ queries: wanted.map(bordersQuery) })
  const come = borders.map((one) => one.dataUpdatedAt).join()
  const waiting = borders.some((one) => one.isPending)
  // What came is the same until another one comes.
  const known = useMemo(() => borders.flatMap((one) => (one.data ? [one.data] : [])), [come]) // eslint-disable-line react-hooks/exhaustive-deps
  const preview = useMemo(() => (loading && file ? shownOf(file) : null), [loading, file])
  const shapes = useMemo(() => outlines(preview ? preview.map((geometry) => ({ geometry })) : known.filter((one) => one.id === chosen?.id)), [preview, known, chosen])
  const others = useMemo(() => outlines(known.filter((one) => one.id !== chosen?.id || preview !== null).map((one) => ({ geometry: one.geometry, lit: codes?.includes(one.code) }))), [known, chosen, preview, codes])
  const focus = preview ?? (waiting ? null : (chosen ? known.filter((one) => one.id === chosen.id) : known).map((one) => one.geometry))
  const key = preview ? 'file' : `${waiting ? 'wait' : come} ${chosen?.id ?? ''}`
  const camera = useMemo(() => cameraOf(focus ?? [], 9), [key, file]) // eslint-disable-line react-hooks/exhaustive-deps
  const hint = preview === null && wanted.length < regions.length ? t('regions.drawn', { n: count(wanted.length), total: count(regions.length) }) : !chosen && !loading && t('regions.pick')
  return (
    <MapDesk label={t('admin.regions')} shapes={shapes} others={others} camera={camera} picks hint={hint} onClick={(at) => { if (!loading) onOpen(known.find((one) => covers(one.geometry as unknown as GeoJSON.Geometry, at))?.id) }}>
      {loading ? (
        <RegionLoad onFile={setFile} onClose={() => { setFile(null); onOpen(undefined) }} />
      ) : chosen ? (
        <RegionFacts key={chosen.id} region={chosen} usual={codes?.includes(chosen.code) ?? false} onClose={() => onOpen(undefined)} />
      ) : (
        <Shown query={usual} waiting={<Rows n={3} />} right="areas:read">
          {({ codes }) => <UsualRegions key={codes.join()} regions={regions} codes={codes} />}
        </Shown>
      )}
    </MapDesk>
  )
}

/** Who may do what is for all cars: their names, where the caller may know people. */
function Approvers() {
  const { t } = useWords()
  const may = useMay()
  const users = useQuery({ ...usersQuery, enabled: may('users:read') }).data?.items ?? []
  const names = users.filter((one) => one.role === 'admin' && !one.disabled_at).map((one) => one.display_name)
  return <p className="sub region-note">{t('regions.approvers', { who: names.length > 0 ? names.join(', ') : t('regions.approvers_role') })}</p>
}

/** Who loaded borders, when, and what came of it. */
function Loads() {
  const { t } = useWords()
  const name = useNames()
  const query = useQuery(importsQuery)
  return (
    <>
      <h2 className="section region-note">{t('regions.loads')}</h2>
      <Shown query={query} waiting={<Rows n={2} />} right="imports:read">
        {({ items }) => (
          <Table
            rows={items.filter((one) => one.kind === 'regions')}
            id={(one) => one.id}
            empty={<p className="sub region-note">{t('regions.no_loads')}</p>}
            columns={[
              { head: t('admin.when'), cell: (one) => moment(one.created_at) },
              { head: t('admin.who'), cell: (one) => name(one.created_by) },
              { head: t('admin.kind'), cell: (one) => one.dry_run && <Pill plain>{t('admin.dry_run')}</Pill> },
              { head: t('admin.rows'), num: true, cell: (one) => count(one.rows_total) },
              { head: t('admin.bad'), num: true, cell: (one) => (one.rows_bad > 0 ? <Pill color="var(--sev-critical)">{count(one.rows_bad)}</Pill> : 0) },
            ]}
          />
        )}
      </Shown>
    </>
  )
}
