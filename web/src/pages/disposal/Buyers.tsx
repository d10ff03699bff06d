import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { day } from '../../i18n/format'
import { refusalLine } from '../../i18n/reasons'
import { Pill, Rows } from '../../ui/bits'
import { told } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { type Column, LongTable } from '../../ui/Table'
import { type Buyer, buyersQuery, called, CHECKS } from './lot'
import { type Say, say } from './say'

const KINDS = ['dealer', 'company', 'person'] as const
const CAUSES = ['seller_decision', 'fraud', 'sanctions', 'defaults'] as const
const STATES = ['registered', 'verified', 'blocked'] as const
const COLOR: Readonly<Record<string, string>> = { verified: 'var(--sev-ok)', blocked: 'var(--sev-critical)' }

/** The registry of buyers: who they are, what was checked, and who may buy. */
export function Buyers({ q, state, onState }: { q: string | undefined; state: string | undefined; onState: (state: string | undefined) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const write = useMay()('disposal:write')
  const query = useQuery(buyersQuery)
  const [asked, ask] = useState<Buyer | 'new' | null>(null)
  const columns: Column<Buyer>[] = [
    { head: s('name'), cell: (one) => (write ? <button type="button" className="linkish" onClick={() => ask(one)}>{called(one, one.id)}</button> : called(one, one.id)) },
    { head: t('admin.kind'), cell: (one) => word('buyer_kind', one.kind) },
    { head: t('admin.state'), cell: (one) => <Pill color={COLOR[one.state]} plain={COLOR[one.state] === undefined}>{word('buyer_state', one.state)}</Pill> },
    { head: s('checks'), cell: (one) => CHECKS.filter((kind) => one.checks[kind]?.passed).map((kind) => word('buyer_check', kind)).join(', ') || '—' },
    { head: s('in_the_way'), cell: (one) => <span className="sub">{one.gaps[0] ? refusalLine(one.gaps[0]) : '—'}</span> },
    { head: s('defaults'), cell: (one) => one.defaults || '—', num: true },
  ]
  return (
    <div className="moneylist">
      <div className="moneyhead">
        <div className="chips" role="group" aria-label={t('admin.state')}>
          {[undefined, ...STATES].map((one) => (
            <button key={one ?? ''} type="button" className="chip" aria-pressed={state === one} onClick={() => onState(one)}>
              {one ? word('buyer_state', one) : t('common.all')}
            </button>
          ))}
        </div>
        <span className="spring" />
        {write && (
          <Button size="compact-sm" onClick={() => ask('new')}>
            {s('register')}
          </Button>
        )}
      </div>
      <Shown query={query} waiting={<Rows n={6} />} right="disposal:read">
        {({ items, more }) => {
          const found = items.filter((one) => (!state || one.state === state) && (!q || (one.name ?? one.id).toLowerCase().includes(q.toLowerCase())))
          return found.length === 0 ? <Empty title={items.length === 0 ? s('no_buyers') : s('nobody_matches')} /> : <LongTable rows={found} columns={columns} id={(one) => one.id} label={s('buyers')} lead={more ? s('more_buyers') : undefined} />
        }}
      </Shown>
      {asked === 'new' && <Register s={s} onClose={() => ask(null)} />}
      {asked && asked !== 'new' && <File key={asked.id} buyer={query.data?.items.find((one) => one.id === asked.id) ?? asked} s={s} onClose={() => ask(null)} />}
    </div>
  )
}

function useBuyers() {
  const client = useQueryClient()
  return () => {
    for (const key of ['buyers', 'lots']) void client.invalidateQueries({ queryKey: [key] })
  }
}

function Register({ s, onClose }: { s: Say; onClose: () => void }) {
  const { t } = useWords()
  const refresh = useBuyers()
  const make = useMutation({
    mutationFn: (form: FormData) => answered(api.POST('/api/v1/buyers', { body: { name: String(form.get('name')), kind: String(form.get('kind')), connected: String(form.get('connected') ?? '').trim() || null } })),
    onSuccess: onClose,
    onSettled: refresh,
  })
  return (
    <Modal opened onClose={onClose} title={<b>{s('register')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={s('name')} required maxLength={120} data-autofocus />
        <Select name="kind" label={t('admin.kind')} data={KINDS.map((value) => ({ value, label: word('buyer_kind', value) }))} defaultValue="dealer" allowDeselect={false} required />
        <Textarea name="connected" label={s('connected')} description={s('connected_hint')} maxLength={500} />
        {make.isError && <ProblemNote problem={asProblem(make.error)} right="disposal:write" />}
        <Button type="submit" loading={make.isPending}>
          {s('register')}
        </Button>
      </form>
    </Modal>
  )
}

/** One buyer: what was checked, what is missing, and whether they may buy. */
function File({ buyer, s, onClose }: { buyer: Buyer; s: Say; onClose: () => void }) {
  const { t } = useWords()
  const refresh = useBuyers()
  const params = { path: { id: buyer.id } }
  const act = useMutation({
    mutationFn: (body: Record<string, unknown>) => answered(api.POST('/api/v1/buyers/{id}/actions', { params, body: body as never })),
    onSuccess: (_, body) => void told(t('case.done', { action: word('buyer_action', String(body.action)) })),
    onSettled: refresh,
  })
  const rename = useMutation({ mutationFn: (name: string) => answered(api.PUT('/api/v1/buyers/{id}/name', { params, body: { name } })), onSettled: refresh })
  const blocked = buyer.state === 'blocked'
  const problem = act.isError ? act.error : rename.isError ? rename.error : null
  return (
    <Modal opened onClose={onClose} size={560} title={<b>{called(buyer, buyer.id)}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className="buyerfile">
        <div className="job-title">
          <Pill plain>{word('buyer_kind', buyer.kind)}</Pill>
          <Pill color={COLOR[buyer.state]} plain={COLOR[buyer.state] === undefined}>{word('buyer_state', buyer.state)}</Pill>
          {buyer.cause && <span className="sub">{word('buyer_cause', buyer.cause)} · {buyer.reason}</span>}
        </div>
        {buyer.connected && <p className="sub">{s('connected')}: {buyer.connected}</p>}
        {buyer.gaps.length > 0 && (
          <ul className="whynot" aria-label={s('in_the_way')}>
            {buyer.gaps.map((gap) => (
              <li key={gap.message}>
                <span className="sub">{refusalLine(gap)}</span>
              </li>
            ))}
          </ul>
        )}
        <table className="list bids" aria-label={s('checks')}>
          <tbody>
            {CHECKS.map((kind) => {
              const check = buyer.checks[kind]
              return (
                <tr key={kind}>
                  <th scope="row">{word('buyer_check', kind)}</th>
                  <td>{check ? `${s(check.passed ? 'in_order' : 'not_in_order')} · ${day(check.on)}${check.last_day ? ` – ${day(check.last_day)}` : ''}` : s('not_checked')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
        <form
          className="appraise"
          onSubmit={(event) => {
            event.preventDefault()
            const form = new FormData(event.currentTarget)
            act.mutate({ action: 'record_check', check: { kind: form.get('kind'), passed: form.get('passed') === 'yes', on: form.get('on'), last_day: form.get('last_day') || null } })
          }}
        >
          <Select size="xs" name="kind" label={s('check')} data={CHECKS.map((value) => ({ value, label: word('buyer_check', value) }))} defaultValue={CHECKS.find((kind) => !buyer.checks[kind]?.passed) ?? 'identity'} allowDeselect={false} required />
          <TextInput size="xs" name="on" type="date" label={s('checked_on')} required />
          <TextInput size="xs" name="last_day" type="date" label={s('counts_until')} />
          <Checkbox size="xs" name="passed" value="yes" defaultChecked label={s('in_order')} mt={24} />
          <Button size="xs" type="submit" variant="default" loading={act.isPending}>
            {word('buyer_action', 'record_check')}
          </Button>
        </form>
        <form
          className="appraise"
          onSubmit={(event) => {
            event.preventDefault()
            rename.mutate(String(new FormData(event.currentTarget).get('name')))
          }}
        >
          <TextInput size="xs" name="name" label={s('name')} defaultValue={buyer.name ?? ''} required maxLength={120} />
          <Button size="xs" type="submit" variant="default" loading={rename.isPending} style={{ alignSelf: 'end' }}>
            {s('rename')}
          </Button>
        </form>
        <form
          style={{ display: 'grid', gap: 8 }}
          onSubmit={(event) => {
            event.preventDefault()
            const form = new FormData(event.currentTarget)
            const reason = String(form.get('reason'))
            act.mutate(blocked ? { action: 'unblock', reason } : { action: 'block', cause: form.get('cause'), reason })
          }}
        >
          {!blocked && <Select size="xs" name="cause" label={s('cause')} data={CAUSES.map((value) => ({ value, label: word('buyer_cause', value) }))} defaultValue="seller_decision" allowDeselect={false} required />}
          <TextInput size="xs" name="reason" label={t('common.reason')} required maxLength={500} />
          <div className="papers">
            <Button size="compact-sm" type="submit" variant="default" color={blocked ? undefined : 'red'} loading={act.isPending}>
              {word('buyer_action', blocked ? 'unblock' : 'block')}
            </Button>
            {buyer.state === 'registered' && (
              <Button size="compact-sm" disabled={buyer.gaps.some((gap) => gap.rule === 'buyer_checked')} loading={act.isPending} onClick={() => act.mutate({ action: 'verify' })}>
                {word('buyer_action', 'verify')}
              </Button>
            )}
          </div>
        </form>
        {problem && <ProblemNote problem={asProblem(problem)} right="disposal:write" />}
      </div>
    </Modal>
  )
}
