import { Button, Group, Select } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { namesOf, useWords, word } from '../../i18n'
import { count, moment } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { Because } from '../../ui/Because'
import { complain } from '../../ui/notify'
import { Empty, Shown } from '../../ui/states'
import { LongTable } from '../../ui/Table'
import { Head } from './Head'
import { say } from './say'

const route = getRouteApi('/inside/admin')
type Delivery = Schemas['DeliveryView']
/** States in which it may be sent again, and those in which it waits. */
const OVER: readonly string[] = ['dead', 'suppressed']
const WAITS: readonly string[] = ['pending', 'failed']

export function Notifications() {
  const { t, language } = useWords()
  const s = say(language)
  const write = useMay()('notifications:write')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const [stopping, setStopping] = useState<Delivery | null>(null)
  const state = search.state
  const query = useInfiniteQuery({
    queryKey: ['notifications', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => answered(api.GET('/api/v1/notifications', { params: { query: { limit: 200, cursor: pageParam, state } }, signal })),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const again = useMutation({
    mutationFn: ({ id }: Delivery) => answered(api.POST('/api/v1/notifications/{id}/retry', { params: { path: { id } }, body: {} })),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
  const cancel = async ({ id }: Delivery, reason: string) => {
    await answered(api.POST('/api/v1/notifications/{id}/cancel', { params: { path: { id } }, body: { reason } }))
    await client.invalidateQueries({ queryKey: ['notifications'] })
  }
  return (
    <>
      <Head title={t('admin.notifications')}>
        <Select size="xs" w={170} aria-label={s('outcome')} placeholder={s('outcome')} clearable value={state ?? null} onChange={(value) => void navigate({ search: (before) => ({ ...before, state: value ?? undefined }), replace: true })} data={namesOf('delivery_state').map((value) => ({ value, label: word('delivery_state', value) }))} />
      </Head>
      <Shown query={query} waiting={<Rows />} right="notifications:read">
        {() =>
          rows.length === 0 ? (
            <Empty title={state ? s('nothing') : t('admin.no_rows')} />
          ) : (
            <LongTable
              rows={rows}
              id={(one) => one.id}
              label={t('admin.notifications')}
              more={query.hasNextPage && !query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              columns={[
                { head: t('admin.when'), cell: (one) => moment(one.created_at) },
                { head: t('admin.what'), cell: (one) => <b>{one.subject ?? one.event_type.split('.').map((part, n) => word(n === 0 ? 'entity_kind' : 'event', part)).join(': ')}</b> },
                { head: t('admin.kind'), cell: (one) => word('delivery_channel', one.channel) },
                { head: t('admin.who'), cell: (one) => one.recipient },
                { head: s('attempts'), num: true, cell: (one) => count(one.attempts) },
                { head: t('admin.state'), cell: (one) => <Pill color={one.state === 'dead' ? 'var(--sev-high)' : undefined} plain={one.state !== 'dead'}>{word('delivery_state', one.state)}</Pill> },
                ...(write
                  ? [
                      {
                        head: ' ',
                        num: true,
                        cell: (one: Delivery) => (
                          <Group gap={6} justify="end" wrap="nowrap">
                            {OVER.includes(one.state) && (
                              <Button size="compact-xs" variant="default" loading={again.isPending && again.variables.id === one.id} onClick={() => again.mutate(one)}>
                                {s('retry')}
                              </Button>
                            )}
                            {WAITS.includes(one.state) && (
                              <Button size="compact-xs" variant="default" onClick={() => setStopping(one)}>
                                {s('cancel')}
                              </Button>
                            )}
                          </Group>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Shown>
      {stopping && <Because title={s('cancel_why')} onClose={() => setStopping(null)} onDo={(reason) => cancel(stopping, reason)} />}
    </>
  )
}
