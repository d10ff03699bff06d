import { Button } from '@mantine/core'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api } from '../../../api/client'
import { useMay } from '../../../app/session'
import { useWords, word } from '../../../i18n'
import { money } from '../../../i18n/format'
import { type Refusal, refusalLine } from '../../../i18n/reasons'
import { Because } from '../../../ui/Because'
import { Pill, Rows } from '../../../ui/bits'
import { complain, told } from '../../../ui/notify'
import { Shown } from '../../../ui/states'
import { say, type Say } from './say'

const invoiceQuery = (id: string) => queryOptions({ queryKey: ['invoice', id], queryFn: ({ signal }) => answered(api.GET('/api/v1/invoices/{id}', { params: { path: { id } }, signal })) })

const COLOR: Readonly<Record<string, string>> = { paid: 'var(--sev-ok)', disputed: 'var(--sev-warn)', rejected: 'var(--sev-critical)', charged_back: 'var(--sev-high)' }
/** What stands out among invoices: what is over, and what somebody must see to. */
export const colorOf = (state: string): string | undefined => COLOR[state]

const BY_HAND = ['match', 'approve', 'dispute', 'reject', 'pay', 'charge_back'] as const
type Step = (typeof BY_HAND)[number]
/** Steps for which the server asks no reason. */
const PLAIN: readonly Step[] = ['match', 'pay', 'charge_back']

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
      return answered(api.POST('/api/v1/invoices/{id}/charge-back', { params, body: {} }))
  }
}

type Amount = { minor: number; currency: string }
type Finding = 'exact' | 'within_tolerance' | 'less' | 'more' | 'not_payable' | 'reversed' | 'invoiced_elsewhere' | 'not_theirs'
type Line = { order: string; amount: Amount; text?: string | null; charged_back?: boolean }
/** What an invoice says, and what matching found of each of its lines that was not charged back. */
type Document = { lines?: Line[]; matching?: { lines: { order: string; finding: Finding }[] } }

/** One invoice: its lines, and what may be done with it. */
export function Invoice({ id, vendor }: { id: string; vendor: (id: string) => string }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const query = useQuery(invoiceQuery(id))
  const [asked, ask] = useState<Step | null>(null)
  const act = async (step: Step, reason: string) => {
    await send(id, step, reason)
    void told(t('case.done', { action: word('invoice_step', step) }))
    for (const key of ['invoices', 'invoice']) void client.invalidateQueries({ queryKey: [key] })
  }
  return (
    <Shown query={query} waiting={<Rows n={6} />} right="ledger:read">
      {(invoice) => {
        const { lines = [], matching } = invoice.invoice as Document
        const steps = invoice.actions.flatMap((one) => {
          const step = BY_HAND.find((name) => name === one.action)
          return step ? [{ step, why: one.refusal as unknown as Refusal | null | undefined }] : []
        })
        return (
          <div className="job-body">
            <div className="job-title">
              <b style={{ fontSize: 16 }}>{invoice.number}</b>
              <Pill color={colorOf(invoice.state)} plain={colorOf(invoice.state) === undefined}>{word('invoice_state', invoice.state)}</Pill>
            </div>
            <span className="sub">{vendor(invoice.vendor_id)}</span>
            <ul className="plainlist" aria-label={s('lines')}>
              {lines.map((line, i) => (
                <LineRow key={i} line={line} found={line.charged_back ? undefined : matching?.lines.find((one) => one.order === line.order)?.finding} s={s} />
              ))}
              <li className="total">
                <span>{t('moneydesk.total')}</span>
                <b className="num">{money(invoice.total_minor, invoice.currency)}</b>
              </li>
            </ul>
            <div className="papers">
              {steps.map(({ step, why }) => (
                <Button key={step} size="compact-sm" variant="default" disabled={why != null} onClick={() => (PLAIN.includes(step) ? void act(step, '').catch(complain) : ask(step))}>
                  {word('invoice_step', step)}
                </Button>
              ))}
            </div>
            {steps.some(({ why }) => why != null) && (
              <ul className="whynot" aria-label={s('not_now')}>
                {steps.map(
                  ({ step, why }) =>
                    why && (
                      <li key={step}>
                        <b>{word('invoice_step', step)}</b> <span className="sub">{refusalLine(why)}</span>
                      </li>
                    ),
                )}
              </ul>
            )}
            {asked && <Because title={word('invoice_step', asked)} onClose={() => ask(null)} onDo={(reason) => act(asked, reason)} />}
          </div>
        )
      }}
    </Shown>
  )
}

/** A line asks money for one order: its words, the way to the order, and what matching found of it. */
function LineRow({ line, found, s }: { line: Line; found: Finding | undefined; s: Say }) {
  const may = useMay()
  const order = s('order', { id: line.order.slice(0, 8) })
  const said = line.charged_back ? s('charged_back') : found && s(`found_${found}`)
  return (
    <li>
      <span>
        {line.text && <>{line.text} · </>}
        {may('orders:read') ? (
          <Link to="/dispatch" search={{ job: line.order }}>
            {order}
          </Link>
        ) : (
          order
        )}
        {said && <span className="meta"> · {said}</span>}
      </span>
      <b className="num">{money(line.amount.minor, line.amount.currency)}</b>
    </li>
  )
}
