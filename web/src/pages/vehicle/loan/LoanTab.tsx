import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../../../api/client'
import { useMay } from '../../../app/session'
import { useWords, word } from '../../../i18n'
import { decimal, money } from '../../../i18n/format'
import { Pill, Rows, Stat } from '../../../ui/bits'
import { Borrower } from '../../../ui/Borrower'
import { useBuckets } from '../../../ui/bucket'
import { Empty, Shown } from '../../../ui/states'
import { Payments } from './Payments'
import { scheduleQuery } from './queries'
import { Schedule } from './Schedule'
import { say } from './say'

/** The contract on the car: what is owed, what falls due and what was paid, and who owes it. */
export function LoanTab({ loan }: { loan: Schemas['LoanView'] | undefined }) {
  const { t } = useWords()
  return loan ? <Contract loan={loan} /> : <Empty title={t('vehicle.no_loan')} />
}

function Contract({ loan }: { loan: Schemas['LoanView'] }) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const buckets = useBuckets()
  const schedule = useQuery({ ...scheduleQuery(loan.id), enabled: may('payments:read') })
  const plan = loan.plan as unknown as { annual_rate_ppm?: number }
  const due = schedule.data
  const products: Record<string, string> = { loan: s('product_loan'), finance_lease: s('product_lease'), hire_purchase: s('product_hire') }
  return (
    <div className="page loan">
      <div className="panel">
        <div className="loan-head">
          <b style={{ fontSize: 16 }}>{loan.contract_number}</b>
          <Pill color={loan.dpd >= 60 ? 'var(--sev-high)' : loan.dpd > 0 ? 'var(--sev-warn)' : 'var(--sev-ok)'}>{word('loan_status', loan.status)}</Pill>
          <span className="sub">{buckets.name(loan.bucket)}</span>
        </div>
        <div className="kv loan-kv">
          <Stat label={t('vehicle.exposure')}>{money(loan.outstanding_minor, loan.currency)}</Stat>
          <Stat label={t('case.overdue')}>{money(loan.overdue_minor, loan.currency)}</Stat>
          <Stat label={t('live.dpd')}>{loan.dpd}</Stat>
          <Stat label={t('vehicle.principal')}>{money(loan.principal_minor, loan.currency)}</Stat>
          <Stat label={t('vehicle.instalments')}>{due ? s('overdue_of', { n: loan.overdue_instalments, all: due.items.length }) : loan.overdue_instalments}</Stat>
          <Stat label={t('vehicle.rate')}>{plan.annual_rate_ppm != null ? `${decimal(plan.annual_rate_ppm / 10_000, 2)} %` : '—'}</Stat>
          {due && (
            <Stat label={s('next_due')}>
              {due.next_due ?? s('nothing_due')} {due.next_due && <span className="meta">{money(due.next_minor, loan.currency)}</span>}
            </Stat>
          )}
          {due && (
            <Stat label={s('paid')}>
              {money(due.paid_minor, loan.currency)} {due.credit_minor > 0 && <span className="meta">{s('credit', { amount: money(due.credit_minor, loan.currency) })}</span>}
            </Stat>
          )}
          <Stat label={t('vehicle.funded')}>{loan.funded_on}</Stat>
          <Stat label={s('product')}>{products[loan.product] ?? loan.product}</Stat>
          <Stat label={s('branch')}>{loan.branch ?? '—'}</Stat>
          <Stat label={s('as_of')}>{loan.arrears_as_of ?? '—'}</Stat>
        </div>
      </div>
      {loan.borrower_id && (
        <div className="panel">
          <Borrower id={loan.borrower_id} />
        </div>
      )}
      {may('payments:read') && (
        <div className="panel">
          <h2 className="section">{s('schedule')}</h2>
          <Shown query={schedule} waiting={<Rows n={6} />} right="payments:read">
            {(found) => <Schedule schedule={found} currency={loan.currency} />}
          </Shown>
        </div>
      )}
      {may('payments:read') && (
        <div className="panel">
          <Payments loan={loan} />
        </div>
      )}
    </div>
  )
}
