import { IconArrowRight } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useMay } from '../../app/session'
import type { Right } from '../../api/rights'
import { useWords, word } from '../../i18n'

type Way = { right: Right; link: Pick<LinkProps, 'to' | 'search'> }
const CASES: Way = { right: 'cases:read', link: { to: '/cases', search: { view: 'table', closed: true } } }
const ORDERS: Way = { right: 'orders:read', link: { to: '/dispatch' } }
const SALES: Way = { right: 'disposal:read', link: { to: '/disposal' } }
/** The list behind a figure. */
const WAYS: Record<string, Way> = {
  recovery_rate_amount: CASES,
  recovery_rate_units: CASES,
  days_to_authorise: CASES,
  days_to_locate: CASES,
  days_to_secure: CASES,
  cost_per_recovery: CASES,
  days_to_sale: SALES,
  sale_to_appraisal: SALES,
  loss_given_default: SALES,
  storage_days: { right: 'yards:read', link: { to: '/yard' } },
  promise_kept_rate: { right: 'promises:read', link: { to: '/disposal', search: { tab: 'promises' } } },
  alert_precision: { right: 'alerts:read', link: { to: '/alerts', search: { queue: 'closed' } } },
  complaints_per_100_cases: { right: 'complaints:read', link: { to: '/complaints', search: { queue: 'all' } } },
  sla_accept: ORDERS,
  sla_arrive: ORDERS,
  sla_term: ORDERS,
}

/** From a figure to its list, for who may see that. */
export function Drill({ kpi }: { kpi: string }) {
  const { t } = useWords()
  const may = useMay()
  const way = WAYS[kpi]
  if (!way || !may(way.right)) return null
  return (
    <Link {...way.link} className="drill" aria-label={`${t('standing.to_list')}: ${word('kpi', kpi)}`} title={t('standing.to_list')}>
      <IconArrowRight size={15} aria-hidden />
    </Link>
  )
}
