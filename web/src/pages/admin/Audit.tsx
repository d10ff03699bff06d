import { Select, TextInput } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { answered, api } from '../../api/client'
import { usersQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { namesOf, useWords, word } from '../../i18n'
import { fullMoment, moment, startOfDay } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { useNames } from '../../ui/useNames'
import { Empty, Shown } from '../../ui/states'
import { LongTable } from '../../ui/Table'
import { Head } from './Head'
import { say } from './say'

const route = getRouteApi('/inside/admin')
const DAY = 86_400_000

export function Audit() {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const nameOf = useNames()
  const people = useQuery({ ...usersQuery, enabled: may('users:read') }).data?.items ?? []
  const put = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const at = (date: string | undefined, days: number) => (date && /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(startOfDay(date) + days * DAY).toISOString() : undefined)
  // The last day is part of what was asked for.
  const filter = { entity_kind: search.kind, action: search.action, actor: search.who, since: at(search.since, 0), until: at(search.until, 1) }
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => answered(api.GET('/api/v1/events', { params: { query: { limit: 200, cursor: pageParam, ...filter } }, signal })),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return (
    <>
      <Head title={t('admin.audit')}>
        <span className="sub" role="status">{query.isFetchingNextPage && s('loading')}</span>
        {may('exports:read') && <ExportMenu path="events" query={filter} total={query.data && !query.hasNextPage ? rows.length : undefined} />}
      </Head>
      <div className="trail-filter" role="search" aria-label={t('admin.audit')}>
        <Select size="xs" w={170} label={s('who')} clearable searchable value={search.who ?? null} onChange={(who) => put({ who: who ?? undefined })} data={people.map((one) => ({ value: `user:${one.id}`, label: one.display_name }))} />
        <Select size="xs" w={170} label={s('thing')} clearable searchable value={search.kind ?? null} onChange={(kind) => put({ kind: kind ?? undefined })} data={namesOf('entity_kind').map((value) => ({ value, label: word('entity_kind', value) }))} />
        <Select size="xs" w={190} label={s('what')} clearable searchable value={search.action ?? null} onChange={(action) => put({ action: action ?? undefined })} data={namesOf('event').map((value) => ({ value, label: word('event', value) }))} />
        <TextInput size="xs" type="date" label={s('since')} value={search.since ?? ''} onChange={(event) => put({ since: event.currentTarget.value || undefined })} />
        <TextInput size="xs" type="date" label={s('until')} value={search.until ?? ''} onChange={(event) => put({ until: event.currentTarget.value || undefined })} />
      </div>
      <Shown query={query} waiting={<Rows />} right="events:read">
        {() =>
          rows.length === 0 ? (
            <Empty title={s('nothing')} />
          ) : (
            <LongTable
              rows={rows}
              id={(one) => String(one.seq)}
              label={t('admin.audit')}
              more={query.hasNextPage && !query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              columns={[
                { head: t('admin.when'), cell: (one) => <span title={fullMoment(one.at)}>{moment(one.at)}</span> },
                { head: t('admin.who'), cell: (one) => <span className="meta">{nameOf(one.actor)}</span> },
                { head: t('admin.what'), cell: (one) => <b>{word('event', one.action)}</b> },
                { head: t('admin.kind'), cell: (one) => word('entity_kind', one.entity_kind) },
                { head: t('common.reason'), cell: (one) => one.reason ?? '' },
                { head: s('details'), cell: (one) => <code className="trail-data" title={JSON.stringify(one.data)}>{JSON.stringify(one.data) === '{}' ? '' : JSON.stringify(one.data)}</code> },
              ]}
            />
          )
        }
      </Shown>
    </>
  )
}
