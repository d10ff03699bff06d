import { Button, Group, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { all, PAGE } from '../../api/queries'
import { useMay } from '../../app/session'
import { namesOf, useWords, word } from '../../i18n'
import { Pill, Rows } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { say } from './say'
import { Sure } from './Sure'

type Endpoint = Schemas['EndpointView']
type RuleView = Schemas['RuleView']
/** A rule as the API describes it: a plain object. */
type Rule = { events: string[]; min_severity?: string | null; first: { to: { kind: string; role?: string }; via: { channel: string; endpoint?: string } }; escalate?: unknown[] }
const ruleOf = (view: RuleView) => view.rule as unknown as Rule
const ROLES = ['supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'admin'] as const
const rulesQuery = queryOptions({ queryKey: ['notification-rules'], queryFn: () => all((cursor) => answered(api.GET('/api/v1/notification-rules', { params: { query: { limit: PAGE, cursor } } }))) })

/** Who is told of what. */
export function NotificationRules({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const { language } = useWords()
  const s = say(language)
  const write = useMay()('notifications:write')
  const client = useQueryClient()
  const query = useQuery(rulesQuery)
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<RuleView | null>(null)
  const settled = { onError: complain, onSettled: () => client.invalidateQueries({ queryKey: ['notification-rules'] }) }
  const turn = useMutation({
    mutationFn: ({ id, name, rule, enabled, version, lender_id }: RuleView) => answered(api.PUT('/api/v1/notification-rules/{id}', { params: { path: { id } }, headers: { 'If-Match': `"${version}"` }, body: { name, rule, enabled: !enabled, platform: lender_id == null } })),
    ...settled,
  })
  const remove = useMutation({
    mutationFn: ({ id }: RuleView) => answered(api.DELETE('/api/v1/notification-rules/{id}', { params: { path: { id } } })),
    onSuccess: () => setEnding(null),
    ...settled,
  })
  const whom = ({ first: { to, via } }: Rule) => {
    const endpoint = endpoints.find((one) => one.id === via.endpoint)?.name
    const who = to.kind === 'role' ? word('role', to.role ?? '') : to.kind
    return endpoint ?? (via.channel === 'email' ? s('by_email', { who }) : who)
  }
  return (
    <section>
      <header>
        <h2>{s('rules')}</h2>
        <span className="spring" />
        {write && <Button size="xs" onClick={() => setAdding(true)}>{s('rule_add')}</Button>}
      </header>
      <Shown query={query} waiting={<Rows n={3} height={40} />} right="notifications:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={s('rule_none')}>{s('rule_none_text')}</Empty>}
            columns={[
              { head: s('hook_name'), cell: (one) => <b>{one.name}</b> },
              { head: s('rule_events'), cell: (one) => <code>{ruleOf(one).events.join(', ')}</code> },
              { head: s('min_severity'), cell: (one) => { const least = ruleOf(one).min_severity; return least ? word('severity', least) : s('everything') } },
              { head: s('rule_to'), cell: (one) => <>{whom(ruleOf(one))} {(ruleOf(one).escalate?.length ?? 0) > 0 && <span className="meta">{s('escalates')}</span>}</> },
              { head: s('outcome'), cell: (one) => (one.enabled ? <Pill color="var(--sev-ok)">{s('rule_on')}</Pill> : <Pill plain>{s('rule_off')}</Pill>) },
              ...(write
                ? [
                    {
                      head: ' ',
                      num: true,
                      cell: (one: RuleView) => (
                        <Group gap={6} justify="end" wrap="nowrap">
                          <Button size="compact-xs" variant="default" loading={turn.isPending && turn.variables.id === one.id} onClick={() => turn.mutate(one)}>
                            {s(one.enabled ? 'rule_turn_off' : 'rule_turn_on')}
                          </Button>
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
      {adding && <AddRule endpoints={endpoints} onClose={() => setAdding(false)} />}
      {ending && <Sure what={s('hook_remove')} question={`${ending.name}?`} busy={remove.isPending} onDo={() => remove.mutate(ending)} onClose={() => setEnding(null)} />}
    </section>
  )
}

function AddRule({ endpoints, onClose }: { endpoints: readonly Endpoint[]; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const targets = [...endpoints.map((one) => ({ value: one.id, label: one.name })), ...ROLES.map((role) => ({ value: role, label: s('by_email', { who: word('role', role) }) }))]
  const [to, setTo] = useState<string>(targets[0]?.value ?? 'supervisor')
  const [least, setLeast] = useState<string | null>(null)
  const add = useMutation({
    mutationFn: (form: FormData) => {
      const endpoint = endpoints.find((one) => one.id === to)
      const first = endpoint ? { to: { kind: 'endpoint' }, via: { channel: endpoint.kind, endpoint: endpoint.id } } : { to: { kind: 'role', role: to }, via: { channel: 'email' } }
      const events = String(form.get('events')).split(/[\s,]+/).filter(Boolean)
      return answered(api.POST('/api/v1/notification-rules', { body: { name: String(form.get('name')).trim(), rule: { events, ...(least && { min_severity: least }), first } as never } }))
    },
    onSuccess: () => {
      void told(s('rule_made'))
      void client.invalidateQueries({ queryKey: ['notification-rules'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<b>{s('rule_add')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={s('hook_name')} required maxLength={100} data-autofocus />
        <Textarea name="events" label={s('rule_events')} description={s('rule_events_hint')} rows={3} autosize={false} required defaultValue="case.flagged" />
        <Select label={s('min_severity')} clearable placeholder={s('everything')} value={least} onChange={setLeast} data={namesOf('severity').filter((name) => name !== 'none').map((value) => ({ value, label: word('severity', value) }))} />
        <Select label={s('rule_to')} value={to} onChange={(value) => setTo(value ?? to)} data={targets} allowDeselect={false} searchable />
        {add.isError && <ProblemNote problem={asProblem(add.error)} right="notifications:write" />}
        <Button type="submit" loading={add.isPending}>
          {s('rule_add')}
        </Button>
      </form>
    </Modal>
  )
}
