import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Right } from '../../api/rights'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords } from '../../i18n'
import { Rows } from '../../ui/bits'
import { inView } from '../../ui/inView'
import './admin.css'
import { Audit } from './Audit'
import { Contractors } from './Contractors'
import { Devices } from './Devices'
import { Fences } from './Fences'
import { Imports } from './Imports'
import { Integrations } from './Integrations'
import { Keys } from './Keys'
import { MapSettingsPage } from './MapSource'
import { Notifications } from './Notifications'
import { Quarantine } from './Quarantine'
import { Rates } from './Rates'
import { Regions } from './Regions'
import { RiskRules } from './RiskRules'
import { RulePacks } from './RulePacks'
import { Sites } from './Sites'
import { System } from './System'
import { Users } from './Users'

/** With every word of the settings. */
const Lenders = lazy(() => import('./lenders/Lenders'))
const route = getRouteApi('/inside/admin')
type Section = 'users' | 'lenders' | 'devices' | 'quarantine' | 'sites' | 'fences' | 'regions' | 'contractors' | 'rates' | 'rules' | 'risk' | 'imports' | 'notifications' | 'integrations' | 'keys' | 'map' | 'audit' | 'system'
const SECTIONS: readonly { name: Section; right: Right | null }[] = [
  { name: 'users', right: 'users:read' },
  { name: 'lenders', right: 'lenders:read' },
  { name: 'devices', right: 'trackers:read' },
  { name: 'quarantine', right: 'platform:read' },
  { name: 'sites', right: 'sites:read' },
  { name: 'fences', right: 'areas:read' },
  { name: 'regions', right: 'areas:read' },
  { name: 'contractors', right: 'vendors:read' },
  { name: 'rates', right: 'ledger:read' },
  { name: 'rules', right: 'compliance:read' },
  { name: 'risk', right: 'risk:read' },
  { name: 'imports', right: 'imports:read' },
  { name: 'notifications', right: 'notifications:read' },
  { name: 'integrations', right: 'notifications:read' },
  { name: 'keys', right: 'api_keys:read' },
  { name: 'map', right: null },
  { name: 'audit', right: 'events:read' },
  { name: 'system', right: null },
]

export default function AdminPage() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const open = SECTIONS.filter((section) => section.right === null || may(section.right))
  const asked = search.tab ?? 'users'
  const section = open.find((one) => one.name === asked)?.name ?? open[0]?.name ?? 'system'
  useCrumb(
    <>
      {t('nav.admin')} / <h1>{t(`admin.${section}`)}</h1>
    </>,
    t(`admin.${section}`),
  )
  return (
    <div className="admin">
      <nav className="queues" aria-label={t('nav.admin')}>
        {open.map(({ name }) => (
          <button key={name} ref={inView(name === section)} type="button" className={name === section ? 'on' : ''} aria-current={name === section ? 'page' : undefined} onClick={() => void navigate({ search: name === 'users' ? {} : { tab: name } })}>
            {t(`admin.${name}`)}
          </button>
        ))}
      </nav>
      <div className="admin-body">
        {section === 'users' && <Users />}
        {section === 'lenders' && (
          <Suspense fallback={<Rows n={8} />}>
            <Lenders />
          </Suspense>
        )}
        {section === 'devices' && <Devices />}
        {section === 'quarantine' && <Quarantine />}
        {section === 'sites' && <Sites />}
        {section === 'fences' && <Fences />}
        {section === 'regions' && <Regions />}
        {section === 'contractors' && <Contractors />}
        {section === 'rates' && <Rates />}
        {section === 'rules' && <RulePacks />}
        {section === 'risk' && <RiskRules />}
        {section === 'imports' && <Imports />}
        {section === 'notifications' && <Notifications />}
        {section === 'integrations' && <Integrations />}
        {section === 'keys' && <Keys />}
        {section === 'map' && <MapSettingsPage />}
        {section === 'audit' && <Audit />}
        {section === 'system' && <System />}
      </div>
    </div>
  )
}
