import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client'
import { type Alert, riskQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { compass } from '../../i18n/format'
import { Ago, Logged, Stat } from '../../ui/bits'
import { Evidence } from '../../ui/Evidence'
import { rank } from '../../ui/severity'
import { Devices } from './Devices'
import { RiskLine, RiskReasons, RiskScore } from './Risk'

/** The open alert that says most about the car. */
export const leading = (alerts: readonly Alert[]): Alert | undefined =>
  alerts.filter((alert) => alert.state === 'open' && alert.desk_state !== 'resolved').sort((a, b) => rank(b.severity) - rank(a.severity) || b.score - a.score)[0]

type Props = { vehicle: Schemas['VehicleDetail']; alerts: readonly Alert[]; position: Schemas['Positions'] | undefined; reason: string | undefined; device: string | undefined; onDevice: (tracker: string | undefined) => void }

export function Summary({ vehicle, alerts, position, reason, device, onDevice }: Props) {
  const { t } = useWords()
  const may = useMay()
  const scored = may('risk:read')
  const risk = useQuery({ ...riskQuery(vehicle.id), enabled: scored })
  const lead = leading(alerts)
  const latest = [...(position?.items ?? [])].filter((one) => one.at).sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0]
  return (
    <aside className="v-col left">
      {scored && <RiskScore query={risk} />}
      {may('locations:read') && (
        <section>
          <div className="kv">
            <Stat label={t('vehicle.last_fix')}>{latest?.at ? <Ago at={latest.at} /> : '—'}</Stat>
            <Stat label={t('vehicle.speed')}>{latest?.speed_kph != null ? `${Math.round(latest.speed_kph)} ${t('unit.kmh')}${latest.course != null && latest.speed_kph >= 5 ? ` · ${compass(latest.course)}` : ''}` : '—'}</Stat>
          </div>
        </section>
      )}
      {scored && <RiskReasons id={vehicle.id} query={risk} />}
      {scored && risk.data && <RiskLine id={vehicle.id} score={risk.data} />}
      <Devices vehicle={vehicle} alerts={alerts} position={position} reason={reason} open={device} onOpen={onDevice} />
      {may('alerts:read') && (
        <section>
          <h2 className="section">
            <span>{t('vehicle.why')}</span>
          </h2>
          {lead ? (
            <>
              <Link to="/alerts" search={{ v: vehicle.id, a: lead.id }} className="v-lead">
                {word('alert_type', lead.type)}
              </Link>
              <Evidence facts={lead.evidence as unknown as { feature: string; value: unknown; weight: number }[]} severity={lead.severity} />
            </>
          ) : (
            <span className="meta">{t('vehicle.no_alert')}</span>
          )}
        </section>
      )}
      <div className="v-foot">
        <Logged />
      </div>
    </aside>
  )
}
