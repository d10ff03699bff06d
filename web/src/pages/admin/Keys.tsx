import { Button, Modal, TagsInput, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { all, PAGE } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { day } from '../../i18n/format'
import { Ago, Pill, Rows } from '../../ui/bits'
import { complain } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { say } from './say'
import { Secret } from './Secret'
import { Sure } from './Sure'

type Key = Schemas['ApiKey']
const keysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: () => all((cursor) => answered(api.GET('/api/v1/api-keys', { params: { query: { limit: PAGE, cursor } } }))) })
const SCOPES: Record<string, 'all' | 'read' | 'write'> = { '*': 'all', read: 'read', write: 'write' }
const over = (key: Key) => key.expires_at != null && Date.parse(key.expires_at) <= Date.now()

export function Keys() {
  const { t, language } = useWords()
  const s = say(language)
  const write = useMay()('api_keys:write')
  const client = useQueryClient()
  const query = useQuery(keysQuery)
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [ending, setEnding] = useState<Key | null>(null)
  const settled = () => client.invalidateQueries({ queryKey: ['api-keys'] })
  const revoke = useMutation({
    mutationFn: ({ id }: Key) => answered(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: () => setEnding(null),
    onError: complain,
    onSettled: settled,
  })
  const named = (scope: string) => { const name = SCOPES[scope]; return name ? s(name) : scope }
  return (
    <>
      <Head title={t('admin.keys')}>{write && <Button onClick={() => setAdding(true)}>{s('key_add')}</Button>}</Head>
      <Shown query={query} waiting={<Rows />} right="api_keys:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={t('admin.no_rows')} />}
            columns={[
              { head: t('admin.name'), cell: (one) => <b>{one.name}</b> },
              { head: t('admin.scopes'), cell: (one) => one.scopes.map(named).join(', ') },
              { head: t('admin.created'), cell: (one) => day(one.created_at) },
              { head: s('key_expires'), cell: (one) => (one.expires_at ? day(one.expires_at) : '—') },
              { head: t('admin.last_used'), cell: (one) => (one.last_used_at ? <Ago at={one.last_used_at} /> : '—') },
              { head: t('admin.state'), cell: (one) => (one.revoked_at ? <Pill plain>{t('admin.revoked')}</Pill> : over(one) ? <Pill plain>{s('key_expired')}</Pill> : <Pill color="var(--sev-ok)">{t('admin.active')}</Pill>) },
              ...(write
                ? [
                    {
                      head: ' ',
                      num: true,
                      cell: (one: Key) =>
                        !one.revoked_at && (
                          <Button size="compact-xs" variant="default" onClick={() => setEnding(one)}>
                            {s('key_revoke')}
                          </Button>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Shown>
      {adding && (
        <AddKey
          onClose={() => setAdding(false)}
          onMade={(key) => {
            setAdding(false)
            setMade(key)
            void settled()
          }}
        />
      )}
      {made && <Secret title={s('key_made')} hint={s('key_made_hint')} value={made} onClose={() => setMade(null)} />}
      {ending && <Sure what={s('key_revoke')} question={s('key_revoke_sure', { name: ending.name })} busy={revoke.isPending} onDo={() => revoke.mutate(ending)} onClose={() => setEnding(null)} />}
    </>
  )
}

function AddKey({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const [scopes, setScopes] = useState<string[]>(['read'])
  const add = useMutation({
    mutationFn: (form: FormData) => {
      const until = String(form.get('until') ?? '')
      return answered(api.POST('/api/v1/api-keys', { body: { name: String(form.get('name')).trim(), scopes, ...(until && { expires_at: new Date(`${until}T23:59:59`).toISOString() }) } }))
    },
    onSuccess: ({ key }) => (key ? onMade(key) : onClose()),
  })
  return (
    <Modal opened onClose={onClose} title={<b>{s('key_add')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={s('key_name')} required maxLength={100} data-autofocus />
        <TagsInput label={s('key_scopes')} description={s('key_scopes_hint')} value={scopes} onChange={setScopes} data={Object.entries(SCOPES).map(([value, name]) => ({ value, label: `${value} (${s(name)})` }))} required />
        <TextInput name="until" type="date" label={s('key_expires')} description={s('key_expires_hint')} />
        {add.isError && <ProblemNote problem={asProblem(add.error)} right="api_keys:write" />}
        <Button type="submit" loading={add.isPending} disabled={scopes.length === 0}>
          {s('key_add')}
        </Button>
      </form>
    </Modal>
  )
}
