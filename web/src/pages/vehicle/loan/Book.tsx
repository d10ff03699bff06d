import { NumberInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../../api/client'
import { useWords } from '../../../i18n'
import { decimals, major, minor } from '../../../i18n/currency'
import { dateOf } from '../../../i18n/format'
import { FormDialog } from '../../../ui/FormDialog'
import { told } from '../../../ui/notify'
import { say } from './say'

/** A payment that is undone, and what of it was not undone yet. */
export type Undoing = Schemas['PaymentView'] & { left_minor: number }

/** Money that came in at the desk, which counts at once, before anybody is sent for the car; or that it never came, or went back. */
export function Book({ loan, undoes, onClose }: { loan: Schemas['LoanView']; undoes?: Undoing | undefined; onClose: () => void }) {
  const { language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const send = async (form: FormData) => {
    const amount = Number(String(form.get('amount')).replaceAll(',', ''))
    const body = { external_id: String(form.get('reference')), paid_on: String(form.get('paid_on')), amount_minor: minor(amount, loan.currency), ...(undoes && { reverses: undoes.external_id }) }
    await answered(api.POST('/api/v1/loans/{id}/payments', { params: { path: { id: loan.id } }, body }))
    void told(s(undoes ? 'undone' : 'booked'))
    for (const key of ['loan', 'loans', 'case', 'cases', 'vehicle', 'vehicles']) void client.invalidateQueries({ queryKey: [key] })
  }
  const title = undoes ? s('undo_of', { reference: undoes.external_id }) : s('book')
  const most = undoes && major(undoes.left_minor, loan.currency)
  const first = most ?? (loan.overdue_minor > 0 ? major(loan.overdue_minor, loan.currency) : undefined)
  return (
    <FormDialog title={title} submit={undoes ? s('undo') : s('book')} right="payments:write" own={['amount_minor', 'paid_on', 'external_id']} onClose={onClose} onSend={send}>
      {(fault) => (
        <>
          <p className="sub">{s(undoes ? 'undo_hint' : 'book_hint')}</p>
          <NumberInput name="amount" label={`${s('amount')} (${loan.currency})`} error={fault('amount_minor')} required min={major(1, loan.currency)} max={most} decimalScale={decimals(loan.currency)} thousandSeparator="," hideControls defaultValue={first} data-autofocus />
          <TextInput name="paid_on" type="date" label={s(undoes ? 'undone_on' : 'paid_on')} error={fault('paid_on')} required min={undoes?.paid_on} defaultValue={dateOf(new Date().toISOString())} />
          <TextInput name="reference" label={s('reference')} description={s('reference_hint')} error={fault('external_id')} required maxLength={100} />
        </>
      )}
    </FormDialog>
  )
}
