import { Button, Group } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { all, PAGE } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { Pill, Rows } from '../../ui/bits'
import { complain } from '../../ui/notify'
import { Empty, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { RuleForm } from './RuleForm'
import { type Endpoint, type Rule, ruleOf } from './ruleEdit'
import { say } from './say'
import { Sure } from './Sure'

type RuleView = Schemas['RuleView']
const rulesQuery = queryOptions({ queryKey: ['notification-rules'], queryFn: () => all((cursor) => answered(api.GET('/api/v1/notification-rules', { params: { query: { limit: PAGE, cursor } } }))) })

/** Who is told of what. */
export function NotificationRules({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const { language } = useWords()
  const s = say(language)
  const write = useMay()('notifications:write')
  const client = useQueryClient()
  const query = useQuery(rulesQuery)
  /** A rule that is changed, or a new one. */
  const [form, setForm] = useState<RuleView | 'new' | null>(null)
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
        {write && <Button size="xs" onClick={() => setForm('new')}>{s('rule_add')}</Button>}
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
                          <Button size="compact-xs" variant="default" onClick={() => setForm(one)}>
                            {s('change')}
                          </Button>
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
      {form && <RuleForm of={form === 'new' ? undefined : form} whom={form === 'new' ? undefined : whom(ruleOf(form))} endpoints={endpoints} onClose={() => setForm(null)} />}
      {ending && <Sure what={s('hook_remove')} question={`${ending.name}?`} busy={remove.isPending} onDo={() => remove.mutate(ending)} onClose={() => setEnding(null)} />}
    </section>
  )
}
