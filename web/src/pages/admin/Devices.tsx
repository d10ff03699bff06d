import { Button, Menu, ActionIcon, Select, TextInput } from '@mantine/core'
import { IconDots, IconSearch, IconUpload } from '@tabler/icons-react'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { answered, api } from '../../api/client'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count } from '../../i18n/format'
import { Ago, Pill, Plate, Rows } from '../../ui/bits'
import { Empty, Shown } from '../../ui/states'
import { LongTable } from '../../ui/Table'
import { Head } from './Head'
import { RawLog } from './RawLog'
import { say } from './say'

const route = getRouteApi('/inside/admin')
const CONNECTIONS = ['online', 'offline', 'never'] as const
const STOCK = ['in_stock', 'assigned', 'installed', 'faulty', 'retired'] as const
type Filter = { q?: string | undefined; connection?: string | undefined; stock?: string | undefined }

const trackersQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['trackers', filter],
    initialPageParam: undefined as string | undefined,
    staleTime: 15_000,
    queryFn: ({ pageParam, signal }) => answered(api.GET('/api/v1/trackers', { params: { query: { ...filter, limit: 200, cursor: pageParam } }, signal })),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })

export function Devices() {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const put = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  // One letter finds too much: the server asks for two.
  const q = (search.q?.trim().length ?? 0) >= 2 ? search.q?.trim() : undefined
  const query = useInfiniteQuery({ ...trackersQuery({ q, connection: CONNECTIONS.find((one) => one === search.conn), stock: STOCK.find((one) => one === search.stock) }), placeholderData: (before) => before })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const watched = rows.find((one) => one.id === search.sel)
  const narrowed = search.q !== undefined || search.conn !== undefined || search.stock !== undefined
  return (
    <>
      <Head title={t('admin.devices')}>
        <span className="sub" role="status">{query.isFetchingNextPage ? s('loading') : query.data && s('shown', { n: count(rows.length) })}</span>
        <TextInput size="xs" w={220} placeholder={s('find')} aria-label={s('find')} leftSection={<IconSearch size={14} />} value={search.q ?? ''} onChange={(event) => put({ q: event.currentTarget.value || undefined })} />
        <Select size="xs" w={130} aria-label={s('connection')} placeholder={s('connection')} clearable value={search.conn ?? null} onChange={(conn) => put({ conn: conn ?? undefined })} data={CONNECTIONS.map((value) => ({ value, label: s(value) }))} />
        <Select size="xs" w={130} aria-label={s('stock')} placeholder={s('stock')} clearable value={search.stock ?? null} onChange={(stock) => put({ stock: stock ?? undefined })} data={STOCK.map((value) => ({ value, label: s(value) }))} />
        {may('imports:write') && (
          <Button size="xs" variant="default" leftSection={<IconUpload size={14} />} renderRoot={(props) => <Link {...props} to="/admin" search={{ tab: 'imports', q: 'trackers' }} />}>
            {s('import')}
          </Button>
        )}
      </Head>
      <Shown query={query} waiting={<Rows />} right="trackers:read">
        {() =>
          rows.length === 0 ? (
            <Empty title={narrowed ? s('none_found') : t('admin.no_rows')} action={narrowed && <Button variant="default" onClick={() => put({ q: undefined, conn: undefined, stock: undefined })}>{s('clear')}</Button>} />
          ) : (
            <LongTable
              rows={rows}
              id={(one) => one.id}
              label={t('admin.devices')}
              more={query.hasNextPage && !query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              columns={[
                { head: t('admin.device'), cell: (one) => <b>{one.device_id}</b> },
                { head: t('admin.protocol'), cell: (one) => one.protocol.toUpperCase() },
                { head: t('admin.kind'), cell: (one) => <>{word('tracker_role', one.role)} {one.model && <span className="meta">{one.model}</span>}</> },
                { head: t('admin.vehicle'), cell: (one) => (one.vehicle_id ? <Link to="/vehicles/$id" params={{ id: one.vehicle_id }} aria-label={one.plate ?? t('common.open')}>{one.plate ? <Plate small text={one.plate} /> : t('common.open')}</Link> : '—') },
                { head: s('stock'), cell: (one) => s(STOCK.find((stock) => stock === one.stock) ?? 'any') },
                { head: t('admin.last_seen'), cell: (one) => (one.last_seen_at ? <Ago at={one.last_seen_at} /> : <span className="meta">{s('never')}</span>) },
                { head: t('admin.state'), cell: (one) => (one.connected ? <Pill color="var(--sev-ok)">{t('vehicle.online')}</Pill> : <Pill plain>{t('vehicle.offline')}</Pill>) },
                { head: t('admin.battery'), num: true, cell: (one) => (one.battery_pct != null ? `${one.battery_pct} %` : '—') },
                ...(may('captures:read')
                  ? [
                      {
                        head: ' ',
                        num: true,
                        cell: (one: (typeof rows)[number]) => (
                          <Menu position="bottom-end">
                            <Menu.Target>
                              <ActionIcon variant="subtle" color="gray" aria-label={s('of_device', { device: one.device_id })}>
                                <IconDots size={16} />
                              </ActionIcon>
                            </Menu.Target>
                            <Menu.Dropdown>
                              <Menu.Item onClick={() => put({ sel: one.id })}>{s('raw')}</Menu.Item>
                            </Menu.Dropdown>
                          </Menu>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Shown>
      {watched && <RawLog tracker={watched.id} device={watched.device_id} onClose={() => put({ sel: undefined })} />}
    </>
  )
}
