import type { LinkProps } from '@tanstack/react-router'
import type { Right } from '../../api/rights'
import type { Period } from '../../ui/PeriodChip'
import { startOfDay } from '../../i18n/format'

export type Way = { right: Right; link: Pick<LinkProps, 'to' | 'search'> }
/** By what a sheet is split, and which part of it. */
export type Part = { by: 'vendor' | 'bucket' | 'branch' | 'month'; group: string }

const ofCases = (search: Period & { bucket?: string; branch?: string }): Way => ({ right: 'cases:read', link: { to: '/cases', search: { view: 'table', closed: true, ...search } } })
const ofOrders = (search: Period & { who?: string }): Way => ({ right: 'orders:read', link: { to: '/dispatch', search: { view: 'list', ...search } } })

/**
 * The list behind a figure: what began in the same period, whatever came of it. Contacts that a rule forbade have no list;
 * they stand in each case's own.
 */
export function wayOf(kpi: string, period: Period): Way | null {
  switch (kpi) {
    case 'promise_kept_rate':
      return { right: 'promises:read', link: { to: '/disposal', search: { tab: 'promises', ...period } } }
    case 'alert_precision':
      return { right: 'alerts:read', link: { to: '/alerts', search: { queue: 'closed', ...period } } }
    case 'complaints_per_100_cases':
      return { right: 'complaints:read', link: { to: '/complaints', search: { queue: 'all', ...period } } }
    case 'sla_accept':
    case 'sla_arrive':
    case 'sla_term':
      return ofOrders(period)
    case 'contact_rule_refusals':
      return null
    default:
      return ofCases(period)
  }
}

/** A month by the lender's clock, as far as it lies in the period. */
export function monthIn(name: string, { from, to }: { from: string; to: string }): { from: string; to: string } {
  const [year = 0, month = 1] = name.split('-').map(Number)
  const first = (y: number, m: number) => new Date(startOfDay(`${y}-${String(m).padStart(2, '0')}-01`)).toISOString()
  const [begins, ends] = [first(year, month), month === 12 ? first(year + 1, 1) : first(year, month + 1)]
  return { from: begins > from ? begins : from, to: ends < to ? ends : to }
}

/** What a part of the sheet is about: its cases, or a contractor's orders. */
export function wayOfPart({ by, group }: Part, period: { from: string; to: string }): Way {
  switch (by) {
    case 'vendor':
      return ofOrders({ ...period, who: group })
    case 'bucket':
      return ofCases({ ...period, bucket: group })
    case 'branch':
      return ofCases({ ...period, branch: group })
    case 'month':
      return ofCases(monthIn(group, period))
  }
}
