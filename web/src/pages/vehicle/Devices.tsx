import { IconBattery3, IconChevronRight, IconCircleCheck, IconCircleDashed, IconAlertTriangle, IconPlugConnected, IconPlugConnectedX, IconRadar2 } from '@tabler/icons-react'
import { lazy, Suspense, useMemo } from 'react'
import type { Schemas } from '../../api/client'
import type { Alert } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { decimal, duration, metres } from '../../i18n/format'
import { Ago, Pill } from '../../ui/bits'
import { agreement } from './agreement'

const DeviceDrawer = lazy(() => import('./DeviceDrawer'))

type Props = { vehicle: Schemas['VehicleDetail']; alerts: readonly Alert[]; position: Schemas['Positions'] | undefined; reason: string | undefined; open: string | undefined; onOpen: (tracker: string | undefined) => void }

/** The trackers of a car, whether they say the same of it, and more of each behind it. */
export function Devices({ vehicle, alerts, position, reason, open, onOpen }: Props) {
  const { t } = useWords()
  const ids = useMemo(() => vehicle.trackers.map((one) => one.id), [vehicle.trackers])
  // Of cells nothing can be told that is nearer than they are wide.
  const said = position?.precision === 'precise' ? agreement(ids, position.items) : null
  const chosen = vehicle.trackers.find((one) => one.id === open)
  return (
    <section className="v-devices">
      <h2 className="section">{t('vehicle.devices')}</h2>
      {vehicle.trackers.length === 0 && <span className="meta">{t('vehicle.no_devices')}</span>}
      {vehicle.trackers.map((tracker) => {
        const at = position?.items.find((one) => one.tracker_id === tracker.id)
        const cut = at?.power_mv === 0
        const Icon = tracker.role === 'wired' ? (cut ? IconPlugConnectedX : IconPlugConnected) : IconRadar2
        const tone = cut ? 'var(--sev-critical)' : tracker.connected ? 'var(--sev-ok)' : 'var(--sev-offline)'
        return (
          <button key={tracker.id} type="button" className="v-device" aria-haspopup="dialog" title={t('gear.details')} onClick={() => onOpen(tracker.id)}>
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
              <IconChevronRight size={14} className="v-device-more" aria-hidden />
            </small>
          </button>
        )
      })}
      {said && (
        <p className="v-agree" data-kind={said.kind}>
          {said.kind === 'agree' ? <IconCircleCheck size={15} aria-hidden /> : said.kind === 'apart' ? <IconAlertTriangle size={15} aria-hidden /> : <IconCircleDashed size={15} aria-hidden />}
          <span>
            {said.kind === 'unknown' ? t('gear.unknown') : said.kind === 'too_old' ? t('gear.too_old', { time: duration(said.between_s) }) : t(`gear.${said.kind}`, { m: metres(said.metres) })}
            {(said.kind === 'agree' || said.kind === 'apart') && <small className="meta"> · {t('gear.asof', { time: duration(said.between_s) })}</small>}
          </span>
        </p>
      )}
      {chosen && (
        <Suspense>
          <DeviceDrawer tracker={chosen} at={position?.items.find((one) => one.tracker_id === chosen.id)} alerts={alerts} vehicle={vehicle.id} reason={reason} onClose={() => onOpen(undefined)} />
        </Suspense>
      )}
    </section>
  )
}
