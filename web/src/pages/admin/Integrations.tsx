import { Button, Group } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { all, PAGE } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { day } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { Empty, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { addressOf, HookForm } from './HookForm'
import { NotificationRules } from './NotificationRules'
import type { Endpoint } from './ruleEdit'
import { say } from './say'
import { Secret } from './Secret'
import { Sure } from './Sure'

/** Hours for which an old secret signs beside the new one. */
const OVERLAP_H = 24

const endpointsQuery = queryOptions({ queryKey: ['endpoints'], queryFn: () => all((cursor) => answered(api.GET('/api/v1/notification-endpoints', { params: { query: { limit: PAGE, cursor } } }))) })

export function Integrations() {
  const { t, language } = useWords()
  const s = say(language)
  const write = useMay()('notifications:write')
  const client = useQueryClient()
  const query = useQuery(endpointsQuery)
  /** An endpoint that is changed, or a new webhook. */
  const [form, setForm] = useState<Endpoint | 'new' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const [ending, setEnding] = useState<Endpoint | null>(null)
  const settled = { onError: complain, onSettled: () => client.invalidateQueries({ queryKey: ['endpoints'] }) }
  const step = (one: Endpoint) => ({ to: { kind: 'endpoint' }, via: { channel: one.kind, endpoint: one.id } })
  const test = useMutation({
    mutationFn: (one: Endpoint) => answered(api.POST('/api/v1/notifications/test', { body: { step: step(one) as never, platform: one.lender_id == null } })),
    onSuccess: () => void told(s('hook_tested')),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  })
  const rotate = useMutation({
    mutationFn: ({ id }: Endpoint) => answered(api.POST('/api/v1/notification-endpoints/{id}/rotate', { params: { path: { id } }, body: { overlap_h: OVERLAP_H } })),
    onSuccess: (made) => { void told(s('hook_rotated', { n: OVERLAP_H })); setSecret(made.secret ?? null) },
    ...settled,
  })
  const remove = useMutation({
    mutationFn: ({ id }: Endpoint) => answered(api.DELETE('/api/v1/notification-endpoints/{id}', { params: { path: { id } } })),
    onSuccess: () => setEnding(null),
    ...settled,
  })
  return (
    <>
      <Head title={t('admin.integrations')} />
      <div className="integrations">
        <section>
          <header>
            <h2>{s('webhooks')}</h2>
            <span className="spring" />
            {write && <Button size="xs" onClick={() => setForm('new')}>{s('hook_add')}</Button>}
          </header>
          <Shown query={query} waiting={<Rows n={3} height={40} />} right="notifications:read">
            {({ items }) => (
              <Table
                rows={items}
                id={(one) => one.id}
                empty={<Empty title={s('hook_none')}>{s('hook_none_text')}</Empty>}
                columns={[
                  { head: s('hook_name'), cell: (one) => <b>{one.name}</b> },
                  { head: s('kind'), cell: (one) => s(one.kind === 'webhook' ? 'webhook' : 'http_gateway') },
                  { head: s('hook_url'), cell: (one) => <code>{addressOf(one) ?? '—'}</code> },
                  { head: t('admin.created'), cell: (one) => day(one.created_at) },
                  ...(write
                    ? [
                        {
                          head: ' ',
                          num: true,
                          cell: (one: Endpoint) => (
                            <Group gap={6} justify="end" wrap="nowrap">
                              <Button size="compact-xs" variant="default" loading={test.isPending && test.variables.id === one.id} onClick={() => test.mutate(one)}>
                                {s('hook_test')}
                              </Button>
                              <Button size="compact-xs" variant="default" onClick={() => setForm(one)}>
                                {s('change')}
                              </Button>
                              {one.kind === 'webhook' && (
                                <Button size="compact-xs" variant="default" loading={rotate.isPending && rotate.variables.id === one.id} onClick={() => rotate.mutate(one)}>
                                  {s('hook_rotate')}
                                </Button>
                              )}
                              <Button size="compact-xs" variant="subtle" color="red" onClick={() => setEnding(one)}>
                                {s('hook_remove')}
                              </Button>
                            </Group>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
            )}
          </Shown>
        </section>
        <NotificationRules endpoints={query.data?.items ?? []} />
      </div>
      {form && (
        <HookForm
          of={form === 'new' ? undefined : form}
          onClose={() => setForm(null)}
          onMade={(made) => {
            setForm(null)
            setSecret(made)
          }}
        />
      )}
      {secret && <Secret title={s('hook_secret')} hint={s('hook_secret_hint')} value={secret} onClose={() => setSecret(null)} />}
      {ending && <Sure what={s('hook_remove')} question={s('hook_remove_sure', { name: ending.name })} busy={remove.isPending} onDo={() => remove.mutate(ending)} onClose={() => setEnding(null)} />}
    </>
  )
}
