import { IconBattery3, IconPlugConnected, IconPlugConnectedX, IconRadar2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client'
import { type Alert, riskQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { compass, decimal } from '../../i18n/format'
import { Ago, Logged, Pill, Stat } from '../../ui/bits'
import { Evidence } from '../../ui/Evidence'
import { rank } from '../../ui/severity'
import { RiskLine, RiskReasons, RiskScore } from './Risk'

/** The open alert that says most about the car. */
export const leading = (alerts: readonly Alert[]): Alert | undefined =>
  alerts.filter((alert) => alert.state === 'open' && alert.desk_state !== 'resolved').sort((a, b) => rank(b.severity) - rank(a.severity) || b.score - a.score)[0]

type Props = { vehicle: Schemas['VehicleDetail']; alerts: readonly Alert[]; position: Schemas['Positions'] | undefined }

export function Summary({ vehicle, alerts, position }: Props) {
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
      <section className="v-devices">
        <h2 className="section">{t('vehicle.devices')}</h2>
        {vehicle.trackers.length === 0 && <span className="meta">{t('vehicle.no_devices')}</span>}
        {vehicle.trackers.map((tracker) => {
          const at = position?.items.find((one) => one.tracker_id === tracker.id)
          const cut = at?.power_mv === 0
          const Icon = tracker.role === 'wired' ? (cut ? IconPlugConnectedX : IconPlugConnected) : IconRadar2
          const tone = cut ? 'var(--sev-critical)' : tracker.connected ? 'var(--sev-ok)' : 'var(--sev-offline)'
          return (
            <div key={tracker.id} className="v-device">
              <Icon size={20} color={tone} aria-hidden />
              <b>{word('tracker_role', tracker.role)}</b>
              <Pill color={tone}>{cut ? t('vehicle.no_power') : tracker.connected ? t('vehicle.online') : t('vehicle.offline')}</Pill>
              <small>
                {tracker.protocol.toUpperCase()} · {tracker.device_id}
                <br />
                {tracker.last_seen_at ? <Ago at={tracker.last_seen_at} /> : '—'}
                {tracker.battery_pct != null && (
                  <>
                    {' · '}
                    <IconBattery3 size={13} style={{ verticalAlign: -2 }} aria-label={t('vehicle.battery')} /> {tracker.battery_pct} %
                  </>
                )}
                {at?.power_mv != null && at.power_mv > 0 && ` · ${decimal(at.power_mv / 1000)} ${t('unit.v')}`}
              </small>
            </div>
          )
        })}
      </section>
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
