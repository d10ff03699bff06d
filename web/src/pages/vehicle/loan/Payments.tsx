import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../../api/client'
import { asProblem } from '../../../api/problem'
import { useMay } from '../../../app/session'
import { useWords } from '../../../i18n'
import { decimals, major, minor } from '../../../i18n/currency'
import { dateOf, money } from '../../../i18n/format'
import { Rows } from '../../../ui/bits'
import { ExportMenu } from '../../../ui/ExportMenu'
import { told } from '../../../ui/notify'
import { ProblemNote, Shown } from '../../../ui/states'
import { paymentsQuery } from './queries'
import { say } from './say'

/** What was paid on a contract, the newest first, and what was undone. */
export function Payments({ loan }: { loan: Schemas['LoanView'] }) {
  const { language } = useWords()
  const s = say(language)
  const may = useMay()
  const [booking, book] = useState(false)
  const payments = useQuery(paymentsQuery(loan.id))
  return (
    <section>
      <div className="loan-head">
        <h2 className="section">{s('payments')}</h2>
        <span className="spring" />
        {may('exports:read') && <ExportMenu path={`loans/${loan.id}/payments`} />}
        {may('payments:write') && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => book(true)}>
            {s('book')}
          </Button>
        )}
      </div>
      <Shown query={payments} waiting={<Rows n={3} />} right="payments:read">
        {({ items }) =>
          items.length === 0 ? (
            <span className="meta">{s('no_payments')}</span>
          ) : (
            <div className="instalments" tabIndex={0} role="region" aria-label={s('payments')}>
              <table className="list" aria-label={s('payments')}>
                <thead>
                  <tr>
                    <th>{s('paid_on')}</th>
                    <th>{s('reference')}</th>
                    <th className="num">{s('amount')}</th>
                  </tr>
                </thead>
                <tbody>
                  {[...items]
                    .sort((a, b) => b.paid_on.localeCompare(a.paid_on) || b.created_at.localeCompare(a.created_at))
                    .map((one) => (
                      <tr key={one.id}>
                        <td className="nowrap">{one.paid_on}</td>
                        <td>
                          {one.external_id} {one.reverses && <span className="meta">{s('undoes')}</span>}
                        </td>
                        <td className="num">{money(one.amount_minor, loan.currency)}</td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
      {booking && <Book loan={loan} onClose={() => book(false)} />}
    </section>
  )
}

/** Money that came in at the desk: it counts at once, before anybody is sent for the car. */
function Book({ loan, onClose }: { loan: Schemas['LoanView']; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: (form: FormData) => {
      const amount = Number(String(form.get('amount')).replaceAll(',', ''))
      const body = { external_id: String(form.get('reference')), paid_on: String(form.get('paid_on')), amount_minor: minor(amount, loan.currency) }
      return answered(api.POST('/api/v1/loans/{id}/payments', { params: { path: { id: loan.id } }, body }))
    },
    onSuccess: () => {
      void told(s('booked'))
      for (const key of ['loan', 'loans', 'case', 'cases', 'vehicle', 'vehicles']) void client.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const problem = send.isError ? asProblem(send.error) : undefined
  const at = (field: string) => (problem?.field === field ? (problem.fix ?? problem.message) : undefined)
  return (
    <Modal opened onClose={onClose} title={<b>{s('book')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate(new FormData(event.currentTarget))
        }}
      >
        <p className="sub">{s('book_hint')}</p>
        <NumberInput name="amount" label={`${s('amount')} (${loan.currency})`} error={at('amount_minor')} required min={major(1, loan.currency)} decimalScale={decimals(loan.currency)} thousandSeparator="," hideControls defaultValue={loan.overdue_minor > 0 ? major(loan.overdue_minor, loan.currency) : undefined} data-autofocus />
        <TextInput name="paid_on" type="date" label={s('paid_on')} error={at('paid_on')} required defaultValue={dateOf(new Date().toISOString())} />
        <TextInput name="reference" label={s('reference')} description={s('reference_hint')} error={at('external_id')} required maxLength={100} />
        {problem && !['amount_minor', 'paid_on', 'external_id'].includes(problem.field ?? '') && <ProblemNote problem={problem} right="payments:write" />}
        <Button type="submit" loading={send.isPending}>
          {s('book')}
        </Button>
      </form>
    </Modal>
  )
}
