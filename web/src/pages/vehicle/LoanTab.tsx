import type { Schemas } from '../../api/client'
import { useWords, word } from '../../i18n'
import { decimal, money } from '../../i18n/format'
import { useBuckets } from '../../ui/bucket'
import { Pill, Stat } from '../../ui/bits'
import { Borrower } from '../../ui/Borrower'
import { Empty } from '../../ui/states'

export function LoanTab({ loan }: { loan: Schemas['LoanView'] | undefined }) {
  const { t } = useWords()
  const buckets = useBuckets()
  if (!loan) return <Empty title={t('vehicle.no_loan')} />
  const plan = loan.plan as unknown as { annual_rate_ppm?: number; instalments?: number; first_due?: string }
  return (
    <div className="page">
      <div className="panel" style={{ padding: 20, maxWidth: 760 }}>
        <div style={{ display: 'flex', gap: 10, alignItems: 'center', marginBottom: 16 }}>
          <b style={{ fontSize: 16 }}>{loan.contract_number}</b>
          <Pill color={loan.dpd >= 60 ? 'var(--sev-high)' : loan.dpd > 0 ? 'var(--sev-warn)' : 'var(--sev-ok)'}>{word('loan_status', loan.status)}</Pill>
          <span className="sub">{buckets.name(loan.bucket)}</span>
        </div>
        <div className="kv" style={{ gridTemplateColumns: 'repeat(3, 1fr)', gap: '16px 12px' }}>
          <Stat label={t('vehicle.exposure')}>{money(loan.outstanding_minor, loan.currency)}</Stat>
          <Stat label={t('case.overdue')}>{money(loan.overdue_minor, loan.currency)}</Stat>
          <Stat label={t('live.dpd')}>{loan.dpd}</Stat>
          <Stat label={t('vehicle.principal')}>{money(loan.principal_minor, loan.currency)}</Stat>
          <Stat label={t('vehicle.instalments')}>
            {loan.overdue_instalments}
            {plan.instalments ? <span className="meta"> / {plan.instalments}</span> : null}
          </Stat>
          <Stat label={t('vehicle.rate')}>{plan.annual_rate_ppm != null ? `${decimal(plan.annual_rate_ppm / 10_000, 2)} %` : '—'}</Stat>
          <Stat label={t('vehicle.funded')}>{loan.funded_on ?? '—'}</Stat>
          <Stat label={t('vehicle.next_due')}>{plan.first_due ?? '—'}</Stat>
          <Stat label={t('common.as_of', { time: '' })}>{loan.arrears_as_of ?? '—'}</Stat>
        </div>
      </div>
      {loan.borrower_id && (
        <div className="panel" style={{ padding: 20, maxWidth: 760, marginTop: 12 }}>
          <Borrower id={loan.borrower_id} />
        </div>
      )}
    </div>
  )
}
