import { Button } from '@mantine/core'
import { IconBriefcase, IconMapOff, IconTruck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { Schemas } from '../../api/client'
import { alertsQuery, loansOfQuery, positionQuery, vehicleQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords } from '../../i18n'
import { money } from '../../i18n/format'
import { Pill, Plate, Rows } from '../../ui/bits'
import { useFlag } from '../../ui/FlagCase'
import { useKeys } from '../../ui/keys'
import { SeverityPill } from '../../ui/severity'
import { Tabs } from '../../ui/Tabs'
import { Shown } from '../../ui/states'
import { Day } from './Day'
import { Forecast } from './Forecast'
import { Groups } from './Groups'
import { LoanTab } from './loan/LoanTab'
import { Bounds } from './Bounds'
import { MoreMenu } from './MoreMenu'
import { Places } from './Places'
import { Activity, Fences } from './side'
import { Summary } from './Summary'
import { TimelineTab } from './TimelineTab'
import './vehicle.css'

const route = getRouteApi('/inside/vehicles/$id')
const Papers = lazy(() => import('./Papers'))
const TABS = ['overview', 'tracks', 'places', 'timeline', 'loan', 'documents'] as const

export default function VehiclePage() {
  const { id } = route.useParams()
  const query = useQuery(vehicleQuery(id))
  return (
    <Shown query={query} waiting={<Rows n={9} height={64} />} right="vehicles:read">
      {(vehicle) => <Vehicle key={vehicle.id} vehicle={vehicle} />}
    </Shown>
  )
}

function Vehicle({ vehicle }: { vehicle: Schemas['VehicleDetail'] }) {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const tab = search.tab ?? 'overview'
  const flag = useFlag()
  const [reason, setReason] = useState<string>()
  const alerts = useQuery({ ...alertsQuery({ vehicle_id: vehicle.id }), enabled: may('alerts:read') })
  const position = useQuery({ ...positionQuery(vehicle.id, reason), enabled: may('locations:read'), refetchInterval: 15_000 })
  const loan = useQuery({ ...loansOfQuery(vehicle.id), enabled: may('loans:read') }).data?.items[0]
  useCrumb(
    <>
      <Link to="/">{t('nav.vehicles')}</Link> / <h1>{vehicle.plate ?? vehicle.vin}</h1>
    </>,
    vehicle.plate ?? vehicle.vin,
  )
  const to = (next: (typeof TABS)[number]) => void navigate({ search: (before) => ({ ...before, tab: next === 'overview' ? undefined : next }), replace: true })
  const toCase = vehicle.open_case_id
  useKeys([
    { keys: 'c', what: toCase ? t('vehicle.to_case') : t('vehicle.open_case'), do: () => (toCase ? void navigate({ to: '/cases/$id', params: { id: toCase } }) : may('cases:write') && flag.ask({ vehicle_id: vehicle.id, plate: vehicle.plate })) },
    { keys: 'd', what: t('vehicle.dispatch'), do: () => toCase && void navigate({ to: '/dispatch', search: { job: toCase } }) },
  ])
  const model = [vehicle.model_year, vehicle.make, vehicle.model].filter(Boolean).join(' ')
  return (
    <div className="v360">
      <header className="v-head">
        <div className="v-title">
          <Plate text={vehicle.plate} />
          <div className="v-name">
            <b>{[model || `VIN ${vehicle.vin}`, vehicle.colour].filter(Boolean).join(' · ')}</b>
            <div className="sub">
              {model && (
                <>
                  VIN {vehicle.vin}
                  <i>·</i>
                </>
              )}
              {vehicle.contract_number}
              {loan && (
                <>
                  <i>·</i>
                  {t('vehicle.exposure')} {money(loan.outstanding_minor, loan.currency, true)}
                </>
              )}
            </div>
          </div>
          <SeverityPill severity={vehicle.worst_severity} />
          {vehicle.dpd ? <Pill color={vehicle.dpd >= 60 ? 'var(--sev-high)' : 'var(--sev-warn)'}>{t('live.dpd_n', { n: vehicle.dpd })}</Pill> : null}
          <span className="spring" />
          {toCase ? (
            <>
              {may('orders:read') && (
                <Button variant="default" leftSection={<IconTruck size={15} />} rightSection={<kbd>D</kbd>} renderRoot={(props) => <Link {...props} to="/dispatch" search={{ job: toCase }} />}>
                  {t('vehicle.dispatch')}
                </Button>
              )}
              <Button leftSection={<IconBriefcase size={15} />} rightSection={<kbd>C</kbd>} renderRoot={(props) => <Link {...props} to="/cases/$id" params={{ id: toCase }} />}>
                {t('vehicle.to_case')}
              </Button>
            </>
          ) : (
            may('cases:write') && (
              <Button leftSection={<IconBriefcase size={15} />} rightSection={<kbd>C</kbd>} onClick={() => flag.ask({ vehicle_id: vehicle.id, plate: vehicle.plate })}>
                {t('vehicle.open_case')}
              </Button>
            )
          )}
          <MoreMenu vehicle={vehicle} position={position.data} />
        </div>
      </header>
      <Tabs
        label={t('common.details')}
        value={tab}
        onChange={to}
        tabs={TABS.filter((name) => (name === 'loan' ? may('loans:read') : name === 'timeline' ? may('events:read') : name === 'documents' ? may('evidence:read') || may('files:read') : name === 'overview' || may('locations:read'))).map((name) => ({ value: name, label: t(`vehicle.${name}`) }))}
      />
      {tab === 'timeline' ? (
        <TimelineTab id={vehicle.id} audit={search.audit === true} onAudit={(audit) => void navigate({ search: (before) => ({ ...before, audit: audit || undefined }), replace: true })} kind={search.kind} onKind={(kind) => void navigate({ search: (before) => ({ ...before, kind }), replace: true })} />
      ) : tab === 'documents' ? (
        <Suspense fallback={<Rows n={6} />}>
          <Papers id={vehicle.id} kase={toCase} reason={reason} />
        </Suspense>
      ) : tab === 'loan' ? (
        <LoanTab loan={loan} />
      ) : (
        <div className="v-body" data-tab={tab}>
          {tab !== 'tracks' && <Summary vehicle={vehicle} alerts={alerts.data?.items ?? []} position={position.data} reason={reason} device={search.dev} onDevice={(dev) => void navigate({ search: (before) => ({ ...before, dev }), replace: true })} />}
          {may('locations:read') ? (
            <Day vehicle={vehicle} position={position.data} alerts={alerts.data?.items ?? []} reason={reason} onReason={setReason} day={search.day} moment={search.t} list={tab === 'tracks'} both={search.both !== 'no'} place={tab === 'tracks' ? undefined : search.place} onMove={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })} />
          ) : (
            <div className="mapw none v-nomap">
              <IconMapOff size={28} stroke={1.4} aria-hidden />
              {t('vehicle.no_map')}
            </div>
          )}
          {tab !== 'tracks' && (
            <aside className="v-col right">
              {tab === 'overview' && may('locations:read') && <Forecast id={vehicle.id} reason={reason} />}
              {may('locations:read') && <Places id={vehicle.id} reason={reason} full={tab === 'places'} onShow={(place) => void navigate({ search: (before) => ({ ...before, place: String(place.rank) }), replace: true })} />}
              <Groups id={vehicle.id} />
              {may('areas:read') && <Bounds id={vehicle.id} />}
              {may('areas:read') && <Fences id={vehicle.id} />}
              {tab === 'overview' && (may('events:read') || may('alerts:read')) && <Activity id={vehicle.id} alerts={alerts.data?.items ?? []} />}
            </aside>
          )}
        </div>
      )}
      {flag.dialog}
    </div>
  )
}
