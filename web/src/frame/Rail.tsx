import { IconBellRinging, IconBriefcase, IconBuildingWarehouse, IconChartBar, IconGavel, IconMapPin, IconMessageExclamation, IconRadar2, IconSettings, IconTruck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alertsQuery, ordersQuery } from '../api/queries'
import { may, type Right } from '../api/rights'
import { useOperations } from '../app/session'
import { useWords } from '../i18n'
import { OPEN_DESK } from '../pages/alerts/queues'

type Page = { name: 'live' | 'alerts' | 'cases' | 'dispatch' | 'yard' | 'disposal' | 'complaints' | 'reports' | 'admin'; to: '/' | '/alerts' | '/cases' | '/dispatch' | '/yard' | '/disposal' | '/complaints' | '/reports' | '/admin'; key: string; right: Right; operation?: string; icon: typeof IconMapPin }

export const PAGES: readonly Page[] = [
  { name: 'live', to: '/', key: 'l', right: 'locations', icon: IconMapPin },
  { name: 'alerts', to: '/alerts', key: 'a', right: 'alerts', icon: IconBellRinging },
  { name: 'cases', to: '/cases', key: 'c', right: 'cases', icon: IconBriefcase },
  { name: 'dispatch', to: '/dispatch', key: 'd', right: 'orders', icon: IconTruck },
  { name: 'yard', to: '/yard', key: 'y', right: 'yards', icon: IconBuildingWarehouse },
  { name: 'disposal', to: '/disposal', key: 's', right: 'disposal', icon: IconGavel },
  { name: 'complaints', to: '/complaints', key: 'o', right: 'cases', operation: 'GET /complaints', icon: IconMessageExclamation },
  { name: 'reports', to: '/reports', key: 'r', right: 'alerts', icon: IconChartBar },
  { name: 'admin', to: '/admin', key: 'm', right: 'trackers', icon: IconSettings },
]

const shown = (n: number) => (n > 99 ? '99+' : n)

export function Rail({ path, role }: { path: string; role: string | undefined }) {
  const { t } = useWords()
  const fresh = useQuery({ ...alertsQuery(OPEN_DESK), enabled: may(role, 'alerts') })
  const drafts = useQuery({ ...ordersQuery({ state: 'draft' }), enabled: may(role, 'orders') })
  const counts: Partial<Record<Page['name'], number>> = {
    alerts: fresh.data?.items.filter((alert) => alert.desk_state === 'new' && (alert.severity === 'critical' || alert.severity === 'high')).length ?? 0,
    dispatch: drafts.data?.items.length ?? 0,
  }
  const here = (to: string) => (to === '/' ? path === '/' || path.startsWith('/vehicles') : path.startsWith(to))
  const operations = useOperations()
  const pages = PAGES.filter((page) => may(role, page.right) && (!page.operation || operations.includes(page.operation)))
  const entry = (page: Page) => (
    <Link key={page.name} to={page.to} className={here(page.to) ? 'on' : ''} aria-current={here(page.to) ? 'page' : undefined} title={`g ${page.key}`}>
      <page.icon size={19} aria-hidden />
      {t(`nav.${page.name}`)}
      {counts[page.name] ? <b>{shown(counts[page.name] ?? 0)}</b> : null}
    </Link>
  )
  return (
    <nav className="rail" aria-label={t('nav.main')}>
      <div className="logo" aria-hidden>
        <IconRadar2 size={18} />
      </div>
      {pages.filter((page) => page.name !== 'admin').map(entry)}
      <div className="spring" />
      {pages.filter((page) => page.name === 'admin').map(entry)}
    </nav>
  )
}
