import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../../api/client'
import { useMay } from '../../../app/session'
import { useWords } from '../../../i18n'
import { money } from '../../../i18n/format'
import { Rows } from '../../../ui/bits'
import { ExportMenu } from '../../../ui/ExportMenu'
import { Shown } from '../../../ui/states'
import { Book, type Undoing } from './Book'
import { left } from './left'
import { paymentsQuery } from './queries'
import { say } from './say'

/** What was paid on a contract, the newest first, and what was undone. */
export function Payments({ loan }: { loan: Schemas['LoanView'] }) {
  const { language } = useWords()
  const s = say(language)
  const may = useMay()
  const [booking, book] = useState<'new' | Undoing | null>(null)
  const payments = useQuery(paymentsQuery(loan.id))
  const undoable = may('payments:write')
  return (
    <section>
      <div className="loan-head">
        <h2 className="section">{s('payments')}</h2>
        <span className="spring" />
        {may('exports:read') && <ExportMenu path={`loans/${loan.id}/payments`} />}
        {may('payments:write') && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => book('new')}>
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
                    {undoable && <th aria-label={s('undo')} />}
                  </tr>
                </thead>
                <tbody>
                  {[...items]
                    .sort((a, b) => b.paid_on.localeCompare(a.paid_on) || b.created_at.localeCompare(a.created_at))
                    .map((one) => (
                      <tr key={one.id}>
                        <td className="nowrap">{one.paid_on}</td>
                        <td>
                          {one.external_id} {one.reverses && <span className="meta">{s('undoes', { reference: items.find((of) => of.id === one.reverses)?.external_id ?? '' })}</span>}
                        </td>
                        <td className="num">{money(one.amount_minor, loan.currency)}</td>
                        {undoable && (
                          <td className="num">
                            {left(one, items) > 0 && (
                              <Button size="compact-xs" variant="subtle" color="gray" aria-label={s('undo_of', { reference: one.external_id })} onClick={() => book({ ...one, left_minor: left(one, items) })}>
                                {s('undo')}
                              </Button>
                            )}
                          </td>
                        )}
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
      {booking && <Book loan={loan} undoes={booking === 'new' ? undefined : booking} onClose={() => book(null)} />}
    </section>
  )
}

