import { ActionIcon, Button } from '@mantine/core'
import { IconBriefcase, IconExternalLink, IconFocus2, IconRoute, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type MapVehicle, alertsQuery, vehicleQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { compass } from '../../i18n/format'
import { useFlag } from '../../ui/FlagCase'
import { Ago, Plate, Rows, Stat } from '../../ui/bits'
import { RiskMark } from '../../ui/RiskMark'
import { rank, SeverityIcon, SeverityPill } from '../../ui/severity'
import { Shown } from '../../ui/states'
import { useKeys } from '../../ui/keys'

type Props = { id: string; at: MapVehicle | undefined; follow: boolean; patch: (change: { v?: string; follow?: true }) => void }

/** What the map knows of the chosen car, and what to do with it. */
export function VehicleCard({ id, at, follow, patch }: Props) {
  const { t } = useWords()
  const may = useMay()
  const query = useQuery(vehicleQuery(id))
  const alerts = useQuery({ ...alertsQuery({ vehicle_id: id, state: 'open', desk_state: 'new,acknowledged,snoozed' }), enabled: may('alerts:read') })
  const flag = useFlag()
  const vehicle = query.data
  useKeys(vehicle && !vehicle.open_case_id && may('cases:write') ? [{ keys: 'c', what: t('live.create_case'), do: () => flag.ask({ vehicle_id: id, plate: vehicle.plate }) }] : [])
  return (
    <section className="ov live-card" aria-label={vehicle?.plate ?? t('live.vehicles')}>
      <ActionIcon className="x" variant="subtle" color="gray" size={24} aria-label={t('common.close')} onClick={() => patch({ v: undefined, follow: undefined })}>
        <IconX size={15} />
      </ActionIcon>
      <Shown query={query} waiting={<Rows n={4} height={34} />} right="vehicles:read">
        {(vehicle) => (
          <>
            <div className="live-card-head">
              <Plate text={vehicle.plate} />
              <SeverityPill severity={vehicle.worst_severity} />
              {vehicle.risk != null && <RiskMark points={vehicle.risk} band={vehicle.risk_band} full />}
            </div>
            <div className="sub ellipsis">
              {[vehicle.model_year, vehicle.make, vehicle.model].filter(Boolean).join(' ') || vehicle.vin}
              {vehicle.contract_number && <> · {vehicle.contract_number}</>}
            </div>
            <div className="kv">
              <Stat label={t('live.last_fix')}>{at ? <Ago at={at.at} /> : t('live.no_position')}</Stat>
              <Stat label={t('live.speed')}>{at?.speed_kph != null ? `${Math.round(at.speed_kph)} ${t('unit.kmh')}${at.course != null && at.speed_kph >= 5 ? ` · ${compass(at.course)}` : ''}` : '—'}</Stat>
              <Stat label={t('live.dpd')}>{vehicle.dpd ?? '—'}</Stat>
              <Stat label={t('live.online')}>{at?.connected ? t('live.connected') : vehicle.last_seen_at ? <Ago at={vehicle.last_seen_at} /> : '—'}</Stat>
            </div>
            {at?.precision === 'precise' && (
              <a className="live-app meta" href={`geo:${at.lat},${at.lon}?q=${at.lat},${at.lon}`}>
                {at.lat.toFixed(5)}, {at.lon.toFixed(5)} <IconExternalLink size={12} aria-hidden /> {t('fleet.roads')}
              </a>
            )}
            {at?.precision === 'coarse' && <p className="meta live-coarse">{t('live.coarse')}</p>}
            <div className="live-reasons">
              <h2 className="section">
                <span>{t('live.why')}</span>
                {(alerts.data?.items.length ?? 0) > 3 && <b>{alerts.data?.items.length}</b>}
              </h2>
              {alerts.data?.items.length === 0 && <span className="meta">{t('live.no_alerts')}</span>}
              {[...(alerts.data?.items ?? [])].sort((a, b) => rank(b.severity) - rank(a.severity)).slice(0, 3).map((alert) => (
                <Link key={alert.id} to="/alerts" search={{ v: id, a: alert.id }} className="live-reason">
                  <SeverityIcon severity={alert.severity} />
                  <span className="ellipsis">{word('alert_type', alert.type)}</span>
                  <span className="meta">
                    <Ago at={alert.event_at} />
                  </span>
                </Link>
              ))}
            </div>
            <div className="live-card-actions">
              <Button renderRoot={(props) => <Link {...props} to="/vehicles/$id" params={{ id }} />} leftSection={<IconExternalLink size={15} />}>
                {t('live.open')}
              </Button>
              <Button variant="default" renderRoot={(props) => <Link {...props} to="/vehicles/$id" params={{ id }} search={{ tab: 'tracks' }} />} leftSection={<IconRoute size={15} />}>
                {t('live.track_today')}
              </Button>
              <Button variant={follow ? 'light' : 'default'} aria-pressed={follow} onClick={() => patch({ follow: follow ? undefined : true })} leftSection={<IconFocus2 size={15} />} rightSection={<kbd>F</kbd>}>
                {follow ? t('live.unfollow') : t('live.follow')}
              </Button>
              {vehicle.open_case_id ? (
                <Button variant="default" renderRoot={(props) => <Link {...props} to="/cases/$id" params={{ id: vehicle.open_case_id ?? '' }} />} leftSection={<IconBriefcase size={15} />}>
                  {t('live.open_case')}
                </Button>
              ) : (
                may('cases:write') && (
                  <Button variant="default" onClick={() => flag.ask({ vehicle_id: id, plate: vehicle.plate })} leftSection={<IconBriefcase size={15} />} rightSection={<kbd>C</kbd>}>
                    {t('live.create_case')}
                  </Button>
                )
              )}
            </div>
          </>
        )}
      </Shown>
      {flag.dialog}
    </section>
  )
}
