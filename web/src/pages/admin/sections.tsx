import { Button, FileInput, Select } from '@mantine/core'
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { answered, api, headersOf, type Schemas } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import { importsQuery, sitesQuery, systemQuery, vendorsQuery } from '../../api/queries'
import { useCan, useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, day, fullMoment, moment } from '../../i18n/format'
import { Ago, Pill, Rows, Stat } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { complain } from '../../ui/notify'
import { useNames } from '../../ui/useNames'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { vendorOf } from '../dispatch/wire'
import { ImportReport } from './ImportReport'
import { SiteEditor } from './SiteEditor'

const route = getRouteApi('/inside/admin')

type Column<T> = { head: string; cell: (row: T) => ReactNode; num?: boolean }

export function Table<T>({ rows, columns, id, empty }: { rows: readonly T[]; columns: readonly Column<T>[]; id: (row: T) => string; empty: ReactNode }) {
  if (rows.length === 0) return empty
  return (
    <div className="tablebox" tabIndex={0}>
      <table className="list">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} className={column.num ? 'num' : ''}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              {columns.map((column) => (
                <td key={column.head} className={column.num ? 'num' : ''}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export const Head = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="pagehead">
    <h1>{title}</h1>
    <span className="spring" />
    {children}
  </div>
)

const trackersQuery = infiniteQueryOptions({
  queryKey: ['trackers'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answered(api.GET('/api/v1/trackers', { params: { query: { limit: 100, cursor: pageParam } } })),
  getNextPageParam: (last) => last.next_cursor ?? undefined,
})

export function Devices() {
  const { t } = useWords()
  const query = useInfiniteQuery(trackersQuery)
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Head title={t('admin.devices')} />
      {query.isPending && <Rows />}
      {query.isError && <ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} right="trackers:read" />}
      {query.data && (
        <Table
          rows={rows}
          id={(one) => one.id}
          empty={<Empty title={t('admin.no_rows')} />}
          columns={[
            { head: t('admin.device'), cell: (one) => <b>{one.device_id}</b> },
            { head: t('admin.protocol'), cell: (one) => one.protocol.toUpperCase() },
            { head: t('admin.kind'), cell: (one) => word('tracker_role', one.role) },
            { head: t('admin.vehicle'), cell: (one) => (one.vehicle_id ? <Link to="/vehicles/$id" params={{ id: one.vehicle_id }}>{t('common.open')}</Link> : '—') },
            { head: t('admin.last_seen'), cell: (one) => (one.last_seen_at ? <Ago at={one.last_seen_at} /> : '—') },
            { head: t('admin.state'), cell: (one) => (one.connected ? <Pill color="var(--sev-ok)">{t('vehicle.online')}</Pill> : <Pill plain>{t('vehicle.offline')}</Pill>) },
            { head: t('admin.battery'), num: true, cell: (one) => (one.battery_pct != null ? `${one.battery_pct} %` : '—') },
          ]}
        />
      )}
      {query.hasNextPage && (
        <Button variant="default" m={16} style={{ flex: 'none', alignSelf: 'start' }} onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('common.more')}
        </Button>
      )}
    </>
  )
}

const quarantineQuery = queryOptions({ queryKey: ['quarantine'], refetchInterval: 15_000, queryFn: () => answered(api.GET('/api/v1/trackers/quarantine', { params: { query: { limit: 200 } } })) })

export function Quarantine() {
  const { t } = useWords()
  const query = useQuery(quarantineQuery)
  const client = useQueryClient()
  const forget = useMutation({
    mutationFn: ({ protocol, device_id }: { protocol: string; device_id: string }) => answered(api.DELETE('/api/v1/trackers/quarantine/{protocol}/{device_id}', { params: { path: { protocol, device_id } } })),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['quarantine'] }),
  })
  return (
    <>
      <Head title={t('admin.quarantine')} />
      <Shown query={query} waiting={<Rows />} right="platform:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => `${one.protocol}${one.key}`}
            empty={<Empty title={t('admin.no_quarantine')}>{t('admin.no_quarantine_text')}</Empty>}
            columns={[
              { head: t('admin.device'), cell: (one) => <b>{one.device_id ?? one.key}</b> },
              { head: t('admin.protocol'), cell: (one) => one.protocol.toUpperCase() },
              { head: t('admin.messages'), num: true, cell: (one) => count(one.messages) },
              { head: t('admin.first_seen'), cell: (one) => moment(one.first_seen) },
              { head: t('admin.last_seen'), cell: (one) => <Ago at={one.last_seen} /> },
              { head: t('admin.looks_like'), cell: (one) => one.looks_like?.join(', ') ?? '—' },
              { head: ' ', cell: (one) => one.device_id && <Button size="compact-xs" variant="default" onClick={() => forget.mutate({ protocol: one.protocol, device_id: one.device_id ?? '' })}>{t('admin.forget')}</Button> },
            ]}
          />
        )}
      </Shown>
    </>
  )
}

export function Sites() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(sitesQuery)
  const edit = (sel: string | undefined) => void navigate({ search: { tab: 'sites', ...(sel ? { sel } : {}) } })
  const edited = query.data?.items.find((one) => one.id === search.sel)
  return (
    <>
      <Head title={t('admin.sites')}>
        <ExportMenu path="sites" />
        {may('sites:write') && <Button onClick={() => edit('new')}>{t('sites_edit.add')}</Button>}
      </Head>
      <Shown query={query} waiting={<Rows />} right="sites:read">
        {({ items }) => (
          <>
            {may('sites:write') && (search.sel === 'new' || edited) && <SiteEditor key={search.sel} site={edited ?? null} sites={items} onClose={() => edit(undefined)} />}
            <Table
              rows={items}
              id={(one) => one.id}
              empty={<Empty title={t('live.sites_empty')} />}
              columns={[
                { head: t('admin.name'), cell: (one) => (may('sites:write') ? <button type="button" className="linkish" onClick={() => edit(one.id)}>{one.name}</button> : <b>{one.name}</b>) },
                { head: t('admin.kind'), cell: (one) => <Pill color={one.kind === 'second_pledge' ? 'var(--sev-high)' : undefined} plain={one.kind !== 'second_pledge'}>{word('site_kind', one.kind)}</Pill> },
                { head: t('admin.radius'), num: true, cell: (one) => { const shape = one.shape as unknown as { radius_m?: number }; return shape.radius_m ? `${Math.round(shape.radius_m)} ${t('unit.m')}` : '—' } },
                { head: t('admin.created'), cell: (one) => day(one.created_at) },
              ]}
            />
          </>
        )}
      </Shown>
    </>
  )
}

export function Contractors() {
  const { t } = useWords()
  const query = useQuery(vendorsQuery)
  return (
    <>
      <Head title={t('admin.contractors')}>
        <ExportMenu path="vendors" />
      </Head>
      <Shown query={query} waiting={<Rows />} right="vendors:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={t('dispatch.no_contractors')}>{t('dispatch.no_contractors_text')}</Empty>}
            columns={[
              { head: t('admin.name'), cell: (one) => <b>{vendorOf(one).name}</b> },
              { head: t('admin.state'), cell: (one) => <Pill color={one.state === 'active' ? 'var(--sev-ok)' : 'var(--sev-warn)'}>{word('vendor_state', one.state)}</Pill> },
              { head: t('admin.kind'), cell: (one) => vendorOf(one).kinds.map((kind) => word('order_kind', kind)).join(', ') },
              { head: t('admin.capacity'), num: true, cell: (one) => count(vendorOf(one).capacity) },
            ]}
          />
        )}
      </Shown>
    </>
  )
}

const KINDS = ['vehicles', 'borrowers', 'loans', 'payments'] as const

export function Imports() {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const query = useQuery(importsQuery)
  const nameOf = useNames()
  const [kind, setKind] = useState<string>('payments')
  const [file, setFile] = useState<File | null>(null)
  const jobs = useCan('GET /jobs')
  const load = useMutation({
    // The body is a file, not JSON.
    mutationFn: async (dry_run: boolean) => {
      const response = await fetch(`/api/v1/imports/${kind}?dry_run=${dry_run}`, { method: 'POST', headers: { 'content-type': 'text/csv', 'idempotency-key': crypto.randomUUID(), ...(jobs ? { prefer: 'respond-async' } : {}), ...headersOf(true) }, body: file })
      const body: unknown = await response.json().catch(() => null)
      if (!response.ok) throw Problem.of(response, body)
      // Taken on, and worked on while somebody does something else.
      if (response.status === 202) {
        void import('../../frame/Jobs').then(({ openJobs }) => openJobs())
        return null
      }
      return body as Schemas['ImportJob']
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
  return (
    <>
      <Head title={t('admin.imports')} />
      {may('imports:write') && (
        <div className="importer">
          <Select label={t('admin.import_kind')} value={kind} onChange={(value) => setKind(value ?? 'payments')} data={KINDS.map((value) => ({ value, label: word('import_kind', value) }))} allowDeselect={false} w={160} size="xs" />
          <FileInput label={t('admin.import_file')} value={file} onChange={setFile} accept=".csv,text/csv" w={260} size="xs" clearable placeholder={t('admin.choose_file')} />
          <Button variant="default" disabled={!file} loading={load.isPending} onClick={() => load.mutate(true)}>
            {t('admin.dry_run')}
          </Button>
          <Button disabled={!file} loading={load.isPending} onClick={() => load.mutate(false)}>
            {t('admin.load')}
          </Button>
          {load.isError && <ProblemNote problem={asProblem(load.error)} />}
          {load.data && <ImportReport job={load.data} />}
        </div>
      )}
      <Shown query={query} waiting={<Rows />} right="imports:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={t('admin.no_imports')} />}
            columns={[
              { head: t('admin.when'), cell: (one) => moment(one.created_at) },
              { head: t('admin.kind'), cell: (one) => <><b>{word('import_kind', one.kind)}</b> {one.dry_run && <Pill plain>{t('admin.dry_run')}</Pill>}</> },
              { head: t('admin.rows'), num: true, cell: (one) => count(one.rows_total) },
              { head: t('admin.bad'), num: true, cell: (one) => (one.rows_bad > 0 ? <Pill color="var(--sev-critical)">{count(one.rows_bad)}</Pill> : 0) },
              { head: t('admin.who'), cell: (one) => <span className="meta">{nameOf(one.created_by)}</span> },
            ]}
          />
        )}
      </Shown>
    </>
  )
}

const keysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: () => answered(api.GET('/api/v1/api-keys', { params: { query: { limit: 200 } } })) })

export function Keys() {
  const { t } = useWords()
  const query = useQuery(keysQuery)
  return (
    <>
      <Head title={t('admin.keys')} />
      <Shown query={query} waiting={<Rows />} right="api_keys:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={t('admin.no_rows')} />}
            columns={[
              { head: t('admin.name'), cell: (one) => <b>{one.name}</b> },
              { head: t('admin.scopes'), cell: (one) => one.scopes.join(', ') },
              { head: t('admin.created'), cell: (one) => day(one.created_at) },
              { head: t('admin.last_used'), cell: (one) => (one.last_used_at ? <Ago at={one.last_used_at} /> : '—') },
              { head: t('admin.state'), cell: (one) => (one.revoked_at ? <Pill plain>{t('admin.revoked')}</Pill> : <Pill color="var(--sev-ok)">{t('admin.active')}</Pill>) },
            ]}
          />
        )}
      </Shown>
    </>
  )
}

const notificationsQuery = queryOptions({ queryKey: ['notifications'], queryFn: () => answered(api.GET('/api/v1/notifications', { params: { query: { limit: 200 } } })) })

export function Notifications() {
  const { t } = useWords()
  const query = useQuery(notificationsQuery)
  return (
    <>
      <Head title={t('admin.notifications')} />
      <Shown query={query} waiting={<Rows />} right="notifications:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={t('admin.no_rows')} />}
            columns={[
              { head: t('admin.when'), cell: (one) => moment(one.created_at) },
              { head: t('admin.what'), cell: (one) => <b>{one.subject ?? one.event_type.split('.').map((part, n) => word(n === 0 ? 'entity_kind' : 'event', part)).join(': ')}</b> },
              { head: t('admin.kind'), cell: (one) => word('delivery_channel', one.channel) },
              { head: t('admin.who'), cell: (one) => one.recipient },
              { head: t('admin.state'), cell: (one) => <Pill plain>{word('delivery_state', one.state)}</Pill> },
            ]}
          />
        )}
      </Shown>
    </>
  )
}

const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answered(api.GET('/api/v1/events', { params: { query: { limit: 100, cursor: pageParam } } })),
  getNextPageParam: (last) => last.next_cursor ?? undefined,
})

export function Audit() {
  const { t } = useWords()
  const query = useInfiniteQuery(auditQuery)
  const nameOf = useNames()
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Head title={t('admin.audit')} />
      {query.isPending && <Rows />}
      {query.isError && <ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} right="events:read" />}
      {query.data && (
        <Table
          rows={rows}
          id={(one) => String(one.seq)}
          empty={<Empty title={t('admin.no_rows')} />}
          columns={[
            { head: t('admin.when'), cell: (one) => <span title={fullMoment(one.at)}>{moment(one.at)}</span> },
            { head: t('admin.who'), cell: (one) => <span className="meta">{nameOf(one.actor)}</span> },
            { head: t('admin.what'), cell: (one) => <b>{word('event', one.action)}</b> },
            { head: t('admin.kind'), cell: (one) => word('entity_kind', one.entity_kind) },
            { head: t('common.reason'), cell: (one) => one.reason ?? '' },
          ]}
        />
      )}
      {query.hasNextPage && (
        <Button variant="default" m={16} style={{ flex: 'none', alignSelf: 'start' }} onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('common.more')}
        </Button>
      )}
    </>
  )
}

export function System() {
  const { t } = useWords()
  const query = useQuery({ ...systemQuery, refetchInterval: 15_000 })
  return (
    <>
      <Head title={t('admin.system')} />
      <Shown query={query} waiting={<Rows n={4} />}>
        {(system) => (
          <div className="page">
            <div className="panel" style={{ padding: 20, maxWidth: 760 }}>
              <div className="kv" style={{ gridTemplateColumns: 'repeat(3, 1fr)', gap: '16px 12px' }}>
                <Stat label={t('admin.version')}>{system.version}</Stat>
                <Stat label={t('admin.clock')}>{word('clock', system.clock)}</Stat>
                <Stat label={t('admin.when')}>{fullMoment(system.now)}</Stat>
                {Object.entries(system.counts).map(([name, n]) => (
                  <Stat key={name} label={word('system_count', name)}>
                    {count(n)}
                  </Stat>
                ))}
              </div>
            </div>
          </div>
        )}
      </Shown>
    </>
  )
}
