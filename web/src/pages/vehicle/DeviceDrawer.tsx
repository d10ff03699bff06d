import { Button, Drawer, NumberInput, Select, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api, type Schemas, seen } from '../../api/client'
import { asProblem } from '../../api/problem'
import type { Alert } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { decimal, duration, moment } from '../../i18n/format'
import { Because } from '../../ui/Because'
import { Ago, Pill, Rows, Stat } from '../../ui/bits'
import { told } from '../../ui/notify'
import { SeverityIcon } from '../../ui/severity'
import { ProblemNote, Shown } from '../../ui/states'
import { useNames } from '../../ui/useNames'
import { Reception } from './reception/Reception'

const commandsQuery = (id: string) => queryOptions({ queryKey: ['commands', id], staleTime: 5_000, refetchInterval: 15_000, queryFn: () => answered(api.GET('/api/v1/trackers/{id}/commands', { params: { path: { id }, query: { limit: 30 } } })) })
/** What tells of hands on a tracker, its power or its reception. */
export const TAMPER: readonly string[] = ['removal', 'separation', 'device_moved', 'tamper', 'power_cut', 'battery_low', 'gsm_jamming', 'gps_jamming', 'removal_risk', 'clock_error', 'offline']
/** What is asked from here; an engine is cut in its own way. */
const KINDS = ['locate', 'report_every', 'take_photo', 'reboot'] as const
type Kind = (typeof KINDS)[number]
const TONES: Record<string, string> = { acknowledged: 'var(--sev-ok)', failed: 'var(--sev-critical)', expired: 'var(--sev-offline)', cancelled: 'var(--sev-offline)', sent: 'var(--sev-info)', queued: 'var(--sev-warn)', awaiting_approval: 'var(--sev-warn)' }

type Props = { tracker: Schemas['TrackerView']; at: Schemas['Positions']['items'][number] | undefined; alerts: readonly Alert[]; vehicle: string; reason: string | undefined; onClose: () => void }

/** All there is of one tracker: how it stands, what was done to it, what was asked of it. */
export default function DeviceDrawer({ tracker, at, alerts, vehicle, reason, onClose }: Props) {
  const { t } = useWords()
  const may = useMay()
  const touched = alerts.filter((alert) => TAMPER.includes(alert.type)).sort((a, b) => b.event_at.localeCompare(a.event_at))
  const late = at?.at && at.received_at ? (Date.parse(at.received_at) - Date.parse(at.at)) / 1000 : 0
  return (
    <Drawer opened onClose={onClose} position="right" size={420} title={<b>{word('tracker_role', tracker.role)} · {tracker.device_id}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className="v-gear">
        <div className="kv">
          <Stat label={t('gear.protocol')}>{tracker.protocol.toUpperCase()}</Stat>
          <Stat label={t('gear.model')}>{tracker.model ?? '—'}</Stat>
          <Stat label={t('gear.heard')}>{tracker.last_seen_at ? <Ago at={tracker.last_seen_at} /> : '—'}</Stat>
          <Stat label={t('gear.position')}>{at?.at ? <Ago at={at.at} /> : '—'}</Stat>
          <Stat label={t('admin.battery')}>{tracker.battery_pct != null ? `${tracker.battery_pct} %` : '—'}</Stat>
          <Stat label={t('gear.voltage')}>{at?.power_mv != null ? `${decimal(at.power_mv / 1000)} ${t('unit.v')}` : '—'}</Stat>
          <Stat label={t('gear.card')}>{tracker.iccid ?? '—'}</Stat>
          {tracker.report_interval_s != null && <Stat label={t('gear.interval')}>{duration(tracker.report_interval_s)}</Stat>}
          {tracker.wake_interval_s != null && <Stat label={t('gear.wakes')}>{duration(tracker.wake_interval_s)}</Stat>}
        </div>
        {late > 60 && <p className="meta">{t('gear.position')} {t('gear.delay', { time: duration(late) })}</p>}
        {may('locations:read') && <Reception vehicle={vehicle} tracker={tracker} reason={reason} />}
        {may('alerts:read') && (
          <section>
            <h2 className="section">
              <span>{t('gear.tamper')}</span>
              {touched.length > 0 && <b>{touched.length}</b>}
            </h2>
            {touched.length === 0 && <span className="meta">{t('gear.no_tamper')}</span>}
            {touched.slice(0, 20).map((alert) => (
              <Link key={alert.id} to="/alerts" search={{ queue: 'all', v: vehicle, a: alert.id }} className="v-touch">
                <SeverityIcon severity={alert.severity} size={15} />
                <b className="ellipsis">{word('alert_type', alert.type)}</b>
                <span className="meta">{moment(alert.event_at)}</span>
                <span className="meta">{word('alert_state', alert.state)}</span>
              </Link>
            ))}
          </section>
        )}
        {may('commands:read') && <Commands tracker={tracker} />}
      </div>
    </Drawer>
  )
}

function Commands({ tracker }: { tracker: Schemas['TrackerView'] }) {
  const { t } = useWords()
  const may = useMay()
  const nameOf = useNames()
  const client = useQueryClient()
  const query = useQuery(commandsQuery(tracker.id))
  const again = () => client.invalidateQueries({ queryKey: commandsQuery(tracker.id).queryKey })
  const cancel = useMutation({
    mutationFn: ({ one, reason }: { one: Schemas['CommandView']; reason: string }) => answered(api.POST('/api/v1/commands/{id}/cancel', { params: { path: { id: one.id } }, headers: seen(one.version), body: { reason } })),
    onSettled: again,
  })
  const [taking, setTaking] = useState<Schemas['CommandView'] | null>(null)
  return (
    <section>
      <h2 className="section">{t('gear.commands')}</h2>
      {may('commands:write') && <Ask tracker={tracker.id} onDone={again} />}
      <Shown query={query} waiting={<Rows n={2} />} right="commands:read">
        {({ items }) =>
          items.length === 0 ? (
            <span className="meta">{t('gear.no_commands')}</span>
          ) : (
            <ul className="v-commands">
              {items.map((one) => (
                <li key={one.id}>
                  <b>{word('command_kind', one.kind)}</b>
                  <Pill color={TONES[one.state]}>{word('command_state', one.state)}</Pill>
                  <span className="meta">
                    {moment(one.created_at)} · {nameOf(one.requested_by)}
                    {one.reason && ` · ${one.reason}`}
                  </span>
                  {(one.answer ?? one.failure_detail ?? one.failure) && <span className="sub">{one.answer ?? one.failure_detail ?? one.failure}</span>}
                  {one.state === 'queued' && <span className="meta">{t('gear.wait')}</span>}
                  {(one.state === 'queued' || one.state === 'awaiting_approval') && may('commands:write') && (
                    <Button size="compact-xs" variant="default" onClick={() => setTaking(one)}>
                      {t('gear.cancel')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {taking && <Because title={t('gear.cancel')} onClose={() => setTaking(null)} onDo={(reason) => cancel.mutateAsync({ one: taking, reason })} />}
    </section>
  )
}

function Ask({ tracker, onDone }: { tracker: string; onDone: () => void }) {
  const { t } = useWords()
  const [kind, setKind] = useState<Kind>('locate')
  const [seconds, setSeconds] = useState(60)
  const [reason, setReason] = useState('')
  const ask = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/trackers/{id}/commands', { params: { path: { id: tracker } }, body: { kind, reason: reason.trim() || null, ...(kind === 'report_every' ? { seconds } : {}) } })),
    onSuccess: () => {
      void told(t('gear.sent', { what: word('command_kind', kind) }))
      setReason('')
    },
    onSettled: onDone,
  })
  return (
    <form
      className="v-ask"
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate()
      }}
    >
      <Select size="xs" label={t('gear.what')} data={KINDS.map((value) => ({ value, label: word('command_kind', value) }))} value={kind} onChange={(value) => setKind((value ?? 'locate') as Kind)} allowDeselect={false} />
      {kind === 'report_every' && <NumberInput size="xs" label={t('gear.seconds')} value={seconds} onChange={(value) => setSeconds(Number(value) || 60)} min={1} max={86_400} />}
      <TextInput size="xs" label={t('gear.why')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required={kind === 'take_photo'} maxLength={500} />
      <Button size="xs" type="submit" loading={ask.isPending}>
        {t('gear.ask')}
      </Button>
      {ask.isError && <ProblemNote problem={asProblem(ask.error)} right="commands:write" />}
    </form>
  )
}
