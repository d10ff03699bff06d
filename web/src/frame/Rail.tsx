import { IconBellRinging, IconBriefcase, IconBuildingWarehouse, IconChartBar, IconGavel, IconMapPin, IconMessageExclamation, IconRadar2, IconSettings, IconTruck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ordersQuery, urgentQuery, URGENT_MOST } from '../api/queries'
import type { Right } from '../api/rights'
import { useMay } from '../app/session'
import { useWords } from '../i18n'
import { inView } from '../ui/inView'

type Page = { name: 'live' | 'alerts' | 'cases' | 'dispatch' | 'yard' | 'disposal' | 'complaints' | 'reports' | 'admin'; to: '/' | '/alerts' | '/cases' | '/dispatch' | '/yard' | '/disposal' | '/complaints' | '/reports' | '/admin'; key: string; right: Right; icon: typeof IconMapPin }

export const PAGES: readonly Page[] = [
  { name: 'live', to: '/', key: 'l', right: 'locations:read', icon: IconMapPin },
  { name: 'alerts', to: '/alerts', key: 'a', right: 'alerts:read', icon: IconBellRinging },
  { name: 'cases', to: '/cases', key: 'c', right: 'cases:read', icon: IconBriefcase },
  { name: 'dispatch', to: '/dispatch', key: 'd', right: 'orders:read', icon: IconTruck },
  { name: 'yard', to: '/yard', key: 'y', right: 'yards:read', icon: IconBuildingWarehouse },
  { name: 'disposal', to: '/disposal', key: 's', right: 'disposal:read', icon: IconGavel },
  { name: 'complaints', to: '/complaints', key: 'o', right: 'complaints:read', icon: IconMessageExclamation },
  { name: 'reports', to: '/reports', key: 'r', right: 'reports:read', icon: IconChartBar },
  { name: 'admin', to: '/admin', key: 'm', right: 'trackers:read', icon: IconSettings },
]

const shown = (n: number) => (n >= URGENT_MOST ? '99+' : n)

export function Rail({ path }: { path: string }) {
  const { t } = useWords()
  const may = useMay()
  const fresh = useQuery({ ...urgentQuery, enabled: may('alerts:read') })
  const drafts = useQuery({ ...ordersQuery({ state: 'draft' }), enabled: may('orders:read') })
  const counts: Partial<Record<Page['name'], number>> = {
    // What was just decided here is in the list until it is asked for again.
    alerts: fresh.data?.items.filter((alert) => alert.desk_state === 'new').length ?? 0,
    dispatch: drafts.data?.items.length ?? 0,
  }
  const here = (to: string) => (to === '/' ? path === '/' || path.startsWith('/vehicles') : path.startsWith(to))
  const pages = PAGES.filter((page) => may(page.right))
  const entry = (page: Page) => (
    <Link key={page.name} ref={inView(here(page.to))} to={page.to} className={here(page.to) ? 'on' : ''} aria-current={here(page.to) ? 'page' : undefined} title={`g ${page.key}`}>
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
