import { Button } from '@mantine/core'
import { IconArrowRight, IconBriefcase, IconCash, IconPointFilled } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { type Alert, fencesQuery, timelineQuery } from '../../api/queries'
import { useMay, useSession } from '../../app/session'
import { useWords, word } from '../../i18n'
import { moment } from '../../i18n/format'
import { useBuckets } from '../../ui/bucket'
import { Pill, Rows } from '../../ui/bits'
import { SeverityIcon, tone } from '../../ui/severity'
import { useDesk } from '../alerts/desk'

/** The fences that watch the car; none, and there is nothing to say. */
export function Fences({ id }: { id: string }) {
  const { t } = useWords()
  const may = useMay()
  const items = useQuery(fencesQuery(id)).data?.items ?? []
  if (items.length === 0) return null
  return (
    <section>
      <h2 className="section">{t('fences.of_car')}</h2>
      {items.map((one) => (
        <div key={one.id} className="v-fence">
          {may('areas:write') ? (
            <Link to="/admin" search={{ tab: 'fences', sel: one.id }}>
              {one.name}
            </Link>
          ) : (
            <span>{one.name}</span>
          )}
          <Pill color={one.rule === 'keep_out' ? 'var(--sev-high)' : 'var(--sev-info)'}>{word('fence_rule', one.rule)}</Pill>
        </div>
      ))}
    </section>
  )
}

/** Left to the timeline: looks, and what the books and the law write down beside everything else. */
const NOT_SHOWN = /^alert\.|^location_disclosed$|^personal|^posted$|^balance_confirmed$|^compliance_decided$|^evidence_added$|^record_added$/
type Line = { key: string; at: string; icon: ReactNode; tone: string | null; title: string; text?: ReactNode; alert?: Alert }

/** What happened lately: alerts, which can be acknowledged here, and what else is in the log. */
export function Activity({ id, alerts }: { id: string; alerts: readonly Alert[] }) {
  const { t } = useWords()
  const buckets = useBuckets()
  const may = useMay()
  const me = useSession()?.user_id ?? ''
  const desk = useDesk(me)
  const timeline = useQuery({ ...timelineQuery(id), enabled: may('events:read') })
  const lines = useMemo(() => {
    const of: Line[] = alerts.map((alert) => ({ key: alert.id, at: alert.event_at, icon: <SeverityIcon severity={alert.severity} size={15} />, tone: alert.severity, title: word('alert_type', alert.type), alert, text: `${Math.round(alert.score * 100)} % · ${word('alert_state', alert.state)}${alert.desk_state === 'new' ? '' : ` · ${word('desk_state', alert.desk_state)}`}` }))
    for (const event of timeline.data?.items ?? []) {
      if (NOT_SHOWN.test(event.action)) continue
      const data = event.data as { dpd?: number; from?: string; to?: string } | null
      of.push({
        key: String(event.seq),
        at: event.at,
        icon: event.entity_kind === 'case' ? <IconBriefcase size={15} /> : event.entity_kind === 'loan' ? <IconCash size={15} /> : <IconPointFilled size={15} />,
        tone: event.entity_kind === 'loan' ? 'high' : 'info',
        title: word('event', event.action),
        text: event.action === 'bucket_moved' ? <>{buckets.name(data?.from ?? '')} <IconArrowRight size={12} style={{ verticalAlign: -2 }} /> {buckets.name(data?.to ?? '')}</> : (event.reason ?? undefined),
      })
    }
    return of.sort((a, b) => b.at.localeCompare(a.at)).slice(0, 14)
  }, [alerts, timeline.data])
  return (
    <section>
      <h2 className="section">{t('vehicle.activity')}</h2>
      {may('events:read') && timeline.isPending && alerts.length === 0 && <Rows n={5} height={46} />}
      {lines.map(({ alert, ...line }) => (
        <div key={line.key} className="v-event" style={tone(line.tone)}>
          <span className="icon">{line.icon}</span>
          <div>
            <time dateTime={line.at}>{moment(line.at)}</time>
            {alert ? (
              <Link to="/alerts" search={{ queue: 'all', v: id, a: alert.id }}>
                <b>{line.title}</b>
              </Link>
            ) : (
              <b>{line.title}</b>
            )}
            {line.text && <p>{line.text}</p>}
            {alert && alert.desk_state === 'new' && alert.state === 'open' && may('alerts:write') && (
              <Button size="compact-xs" variant="default" mt={6} loading={desk.isPending && desk.variables.alerts[0]?.id === alert.id} onClick={() => desk.mutate({ alerts: [alert], decision: { do: 'acknowledge' } })}>
                {t('alerts.ack')}
              </Button>
            )}
          </div>
        </div>
      ))}
    </section>
  )
}
