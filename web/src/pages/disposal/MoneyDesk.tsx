import { Button } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { vendorsQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { type Refusal, refusalLine } from '../../i18n/reasons'
import { money, moment } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { Because } from '../../ui/Because'
import { ExportMenu } from '../../ui/ExportMenu'
import { complain, told } from '../../ui/notify'
import { Empty, Shown } from '../../ui/states'
import { vendorOf } from '../dispatch/wire'

const route = getRouteApi('/inside/disposal')
const PAGE = 200
const invoicesQuery = (state?: string) => queryOptions({ queryKey: ['invoices', state ?? ''], queryFn: () => answered(api.GET('/api/v1/invoices', { params: { query: { state, limit: PAGE } } })) })
const invoiceQuery = (id: string) => queryOptions({ queryKey: ['invoice', id], queryFn: () => answered(api.GET('/api/v1/invoices/{id}', { params: { path: { id } } })) })
const tasksQuery = (state?: string) => queryOptions({ queryKey: ['money-tasks', state ?? ''], queryFn: () => answered(api.GET('/api/v1/money-tasks', { params: { query: { state, limit: PAGE } } })) })
const promisesQuery = (state?: string) => queryOptions({ queryKey: ['promises', state ?? ''], queryFn: () => answered(api.GET('/api/v1/promises', { params: { query: { state, limit: PAGE } } })) })

/** Chips of the states; the chosen one stands in the address. */
/** What stands out among invoices: what is over, and what somebody must see to. */
const INVOICE: Readonly<Record<string, string>> = { paid: 'var(--sev-ok)', disputed: 'var(--sev-warn)', rejected: 'var(--sev-critical)', charged_back: 'var(--sev-high)' }

function States({ of, group }: { of: readonly string[]; group: 'invoice_state' | 'task_state' | 'promise_state' }) {
  const { t } = useWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pick = (state: string | undefined) => void navigate({ search: { ...search, state, sel: undefined }, replace: true })
  return (
    <div className="chips" role="group" aria-label={t('admin.state')}>
      {[undefined, ...of].map((state) => (
        <button key={state ?? ''} type="button" className="chip" aria-pressed={search.state === state} onClick={() => pick(state)}>
          {state ? word(group, state) : t('common.all')}
        </button>
      ))}
    </div>
  )
}

export function Invoices() {
  const { t } = useWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(invoicesQuery(search.state))
  const vendors = useQuery(vendorsQuery).data?.items ?? []
  const name = (id: string) => { const found = vendors.find((one) => one.id === id); return found ? vendorOf(found).name : id.slice(0, 8) }
  return (
    <div className="moneydesk" data-open={search.sel !== undefined}>
      <div className="tablebox" tabIndex={0}>
        <div className="moneyhead">
          <States of={['draft', 'submitted', 'matched', 'disputed', 'approved', 'rejected', 'paid']} group="invoice_state" />
          <span className="spring" />
          <ExportMenu path="invoices" query={{ state: search.state }} />
        </div>
        <Shown query={query} waiting={<Rows n={6} />} right="ledger:read">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('moneydesk.no_invoices')}>{t('moneydesk.no_invoices_text')}</Empty>
            ) : (
              <table className="list">
                <thead>
                  <tr>
                    <th>{t('moneydesk.number')}</th>
                    <th>{t('dispatch.contractors')}</th>
                    <th>{t('admin.state')}</th>
                    <th className="num">{t('moneydesk.total')}</th>
                    <th className="num">{t('moneydesk.payable')}</th>
                    <th>{t('cases.changed')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id} className="pick" onClick={() => void navigate({ search: { ...search, sel: one.id } })}>
                      <td>
                        <button type="button" className="linkish" aria-current={one.id === search.sel ? 'true' : undefined}>
                          {one.number}
                        </button>
                      </td>
                      <td>{name(one.vendor_id)}</td>
                      <td>
                        <Pill color={INVOICE[one.state]} plain={INVOICE[one.state] === undefined}>{word('invoice_state', one.state)}</Pill>
                      </td>
                      <td className="num">{money(one.total_minor, one.currency)}</td>
                      <td className="num">{one.payable_minor != null ? money(one.payable_minor, one.currency) : '—'}</td>
                      <td className="meta">{moment(one.updated_at)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Shown>
      </div>
      {search.sel && (
        <aside className="job-detail">
          <Invoice key={search.sel} id={search.sel} vendor={name} />
        </aside>
      )}
    </div>
  )
}

const BY_HAND = ['match', 'approve', 'dispute', 'reject', 'pay', 'charge_back'] as const
type Step = (typeof BY_HAND)[number]

function send(id: string, step: Step, reason: string): Promise<unknown> {
  const params = { path: { id } }
  switch (step) {
    case 'match':
      return answered(api.POST('/api/v1/invoices/{id}/match', { params, body: {} }))
    case 'approve':
      return answered(api.POST('/api/v1/invoices/{id}/approve', { params, body: { reason } }))
    case 'dispute':
      return answered(api.POST('/api/v1/invoices/{id}/dispute', { params, body: { reason } }))
    case 'reject':
      return answered(api.POST('/api/v1/invoices/{id}/reject', { params, body: { reason } }))
    case 'pay':
      return answered(api.POST('/api/v1/invoices/{id}/pay', { params, body: {} }))
    case 'charge_back':
      return answered(api.POST('/api/v1/invoices/{id}/charge-back', { params, body: { reason } as never }))
  }
}

type Amount = { minor: number; currency: string }
type Line = { text?: string; kind?: string; fee?: string; label?: string; amount?: Amount; charged?: Amount; reason?: string; verdict?: unknown }

function Invoice({ id, vendor }: { id: string; vendor: (id: string) => string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const query = useQuery(invoiceQuery(id))
  const [asked, ask] = useState<Step | null>(null)
  const refresh = () => { for (const key of ['invoices', 'invoice']) void client.invalidateQueries({ queryKey: [key] }) }
  const act = async (step: Step, reason: string) => {
    await send(id, step, reason)
    void told(t('case.done', { action: word('invoice_step', step) }))
    refresh()
  }
  return (
    <Shown query={query} waiting={<Rows n={6} />} right="ledger:read">
      {(invoice) => {
        const lines = ((invoice.invoice as { lines?: Line[] }).lines ?? []) as Line[]
        return (
          <div className="job-body">
            <div className="job-title">
              <b style={{ fontSize: 16 }}>{invoice.number}</b>
              <Pill color={INVOICE[invoice.state]} plain={INVOICE[invoice.state] === undefined}>{word('invoice_state', invoice.state)}</Pill>
            </div>
            <span className="sub">{vendor(invoice.vendor_id)}</span>
            <ul className="plainlist">
              {lines.map((line, i) => (
                <li key={i}>
                  <span>{line.text ?? String(line.fee ?? line.kind ?? line.label ?? `#${i + 1}`).replaceAll('_', ' ')}</span>
                  <b className="num">{line.amount ? money(line.amount.minor, line.amount.currency) : line.charged ? money(line.charged.minor, line.charged.currency) : ''}</b>
                </li>
              ))}
              <li className="total">
                <span>{t('moneydesk.total')}</span>
                <b className="num">{money(invoice.total_minor, invoice.currency)}</b>
              </li>
            </ul>
            <div className="papers">
              {invoice.actions
                .filter((one) => BY_HAND.includes(one.action as Step))
                .map((one) => {
                  const step = one.action as Step
                  const why = one.refusal as unknown as Refusal | null | undefined
                  return (
                    <Button key={step} size="compact-sm" variant="default" disabled={why != null} title={why ? refusalLine(why) : undefined} onClick={() => (step === 'match' || step === 'pay' ? void act(step, '').catch(complain) : ask(step))}>
                      {word('invoice_step', step)}
                    </Button>
                  )
                })}
            </div>
            {asked && <Because title={word('invoice_step', asked)} onClose={() => ask(null)} onDo={(reason) => act(asked, reason)} />}
          </div>
        )
      }}
    </Shown>
  )
}

export function MoneyTasks() {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const search = route.useSearch()
  const query = useQuery(tasksQuery(search.state))
  const [asked, ask] = useState<Schemas['TaskView'] | null>(null)
  return (
    <div className="tablebox" tabIndex={0}>
      <div className="moneyhead">
        <States of={['open', 'done']} group="task_state" />
      </div>
      <Shown query={query} waiting={<Rows n={6} />} right="ledger:read">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('moneydesk.no_tasks')}>{t('moneydesk.no_tasks_text')}</Empty>
          ) : (
            <table className="list">
              <thead>
                <tr>
                  <th>{t('admin.what')}</th>
                  <th>{t('moneydesk.month')}</th>
                  <th className="num">{t('moneydesk.amount')}</th>
                  <th>{t('moneydesk.due')}</th>
                  <th>{t('admin.state')}</th>
                  <th aria-label={t('common.more')} />
                </tr>
              </thead>
              <tbody>
                {items.map((task) => (
                  <tr key={task.id}>
                    <td>
                      <Link to="/cases/$id" params={{ id: task.case_id }}>
                        {word('task_kind', task.kind)}
                      </Link>
                    </td>
                    <td>{task.month}</td>
                    <td className="num">{money(task.amount_minor, task.currency)}</td>
                    <td>{moment(task.due_at)}</td>
                    <td>
                      <Pill plain>{word('task_state', task.state)}</Pill>
                    </td>
                    <td className="num">
                      {task.state === 'open' && may('ledger:write') && (
                        <Button size="compact-xs" variant="default" onClick={() => ask(task)}>
                          {t('common.done')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Shown>
      {asked && (
        <Because
          title={word('task_kind', asked.kind)}
          onClose={() => ask(null)}
          onDo={async (reason) => {
            await answered(api.POST('/api/v1/money-tasks/{id}/complete', { params: { path: { id: asked.id } }, body: { reason } }))
            void client.invalidateQueries({ queryKey: ['money-tasks'] })
          }}
        />
      )}
    </div>
  )
}

export function Promises() {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const search = route.useSearch()
  const query = useQuery(promisesQuery(search.state))
  const cancel = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/v1/promises/{id}/cancel', { params: { path: { id } }, body: { reason: t('moneydesk.cancelled_by_desk') } as never })),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['promises'] }),
  })
  return (
    <div className="tablebox" tabIndex={0}>
      <div className="moneyhead">
        <States of={['open', 'kept', 'broken', 'cancelled']} group="promise_state" />
      </div>
      <Shown query={query} waiting={<Rows n={6} />} right="loans:read">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('moneydesk.no_promises')}>{t('moneydesk.no_promises_text')}</Empty>
          ) : (
            <table className="list">
              <thead>
                <tr>
                  <th>{t('moneydesk.due')}</th>
                  <th>{t('admin.kind')}</th>
                  <th className="num">{t('moneydesk.amount')}</th>
                  <th>{t('admin.state')}</th>
                  <th>{t('common.details')}</th>
                  <th aria-label={t('common.more')} />
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id}>
                    <td>{one.next_due}</td>
                    <td>{one.plan ? t('moneydesk.plan') : t('moneydesk.promise')}</td>
                    <td className="num">{money(one.total_minor, one.currency)}</td>
                    <td>
                      <Pill color={one.state === 'kept' ? 'var(--sev-ok)' : one.state === 'broken' ? 'var(--sev-high)' : undefined} plain={one.state !== 'kept' && one.state !== 'broken'}>
                        {word('promise_state', one.state)}
                      </Pill>
                    </td>
                    <td className="sub">{(one.promise as { note?: string }).note ?? ''}</td>
                    <td className="num">
                      {one.state === 'open' && may('promises:write') && (
                        <Button size="compact-xs" variant="default" loading={cancel.isPending && cancel.variables === one.id} onClick={() => cancel.mutate(one.id)}>
                          {t('common.cancel')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Shown>
    </div>
  )
}
