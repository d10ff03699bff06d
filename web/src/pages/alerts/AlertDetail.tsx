import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconBriefcase, IconCheck, IconChecks, IconClock, IconExternalLink, IconRotate2, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { type Alert, siteQuery, vehicleQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, fullMoment, moment } from '../../i18n/format'
import { Ago, Logged, Pill, Plate, Stat } from '../../ui/bits'
import { Evidence } from '../../ui/Evidence'
import { AssignMenu, useNames } from '../../ui/AssignMenu'
import { Place } from '../../ui/Place'
import { SeverityIcon, SeverityPill } from '../../ui/severity'
import { type Opened, SnoozeMenu } from './BulkBar'
import { type Decidable, type Decision, snoozeUntil } from './desk'
import type { Group } from './queues'
import { say } from './say'
import { Similar } from './Similar'

/** With its words in a file of its own: only who opens an alert loads them. */
const Rule = lazy(() => import('./Rule'))
/** With the library that draws it. */
const Voltage = lazy(() => import('./Voltage'))

const route = getRouteApi('/inside/alerts')
export const DESK = ['admin', 'supervisor', 'risk_officer'] as const
type Props = { group: Group; alert: Alert; plate: string | undefined; me: string; decide: (decision: Decision, of: Decidable[]) => void; onResolve: (of: Decidable[]) => void; onCase: () => void; opened: Opened; onOpened: (menu: Opened) => void }

export function AlertDetail({ group, alert, plate, me, decide, onResolve, onCase, opened, onOpened }: Props) {
  const { t, language } = useWords()
  const may = useMay()
  const navigate = route.useNavigate()
  const nameOf = useNames()
  const vehicle = useQuery(vehicleQuery(group.vehicle)).data
  const site = useQuery({ ...siteQuery(alert.site_id ?? ''), enabled: alert.site_id != null && may('sites:read') }).data
  const open = group.alerts.filter((one) => one.desk_state !== 'resolved')
  const who = alert.desk_by === `user:${me}` ? t('alerts.me') : alert.desk_by_name ?? (alert.desk_by ?? '').replace(/^(user|key):/, '').slice(0, 8)
  const until = alert.snoozed_until_fix ? (alert.snoozed_until ? say(language)('until_fix', { time: moment(alert.snoozed_until) }) : say(language)('next_fix')) : alert.snoozed_until ? t('alerts.until', { time: moment(alert.snoozed_until) }) : ''
  return (
    <>
      <header className="detail-head">
        <div className="detail-title">
          <ActionIcon className="back" variant="subtle" color="gray" aria-label={t('common.back')} onClick={() => void navigate({ search: (before) => ({ ...before, v: undefined, a: undefined }) })}>
            <IconArrowLeft size={18} />
          </ActionIcon>
          <Plate text={plate} />
          <SeverityPill severity={group.severity} />
          {vehicle?.dpd ? <Pill color={vehicle.dpd >= 60 ? 'var(--sev-high)' : 'var(--sev-warn)'}>{t('live.dpd_n', { n: vehicle.dpd })}</Pill> : null}
          <span className="sub ellipsis">{[vehicle?.make, vehicle?.model].filter(Boolean).join(' ') || vehicle?.contract_number}</span>
          <span className="spring" />
          <Tooltip label={<>{t('alerts.view_vehicle')} · O</>}>
            <Button variant="default" renderRoot={(props) => <Link {...props} to="/vehicles/$id" params={{ id: group.vehicle }} />} leftSection={<IconExternalLink size={15} />}>
              {t('alerts.view_vehicle')}
            </Button>
          </Tooltip>
        </div>
        {may('alerts:write') && (
          <div className="detail-actions">
            {open.length > 0 && (
              <>
                <Button onClick={() => decide({ do: 'acknowledge' }, open)} disabled={open.every((one) => one.desk_state === 'acknowledged')} leftSection={<IconCheck size={15} />} rightSection={<kbd>E</kbd>}>
                  {t('alerts.ack')}
                </Button>
                <SnoozeMenu onSnooze={(choice) => decide({ do: 'snooze', until: snoozeUntil(choice) }, open)} opened={opened === 'snooze'} onChange={(on) => onOpened(on ? 'snooze' : null)}>
                  <Button variant="default" leftSection={<IconClock size={15} />} rightSection={<kbd>S</kbd>}>
                    {t('alerts.snooze')}
                  </Button>
                </SnoozeMenu>
                <AssignMenu roles={DESK} opened={opened === 'assign'} onChange={(on) => onOpened(on ? 'assign' : null)} onAssign={(user) => decide({ do: 'assign', user }, open)}>
                  <Button variant="default" leftSection={<IconUserPlus size={15} />} rightSection={<kbd>A</kbd>}>
                    {alert.assigned_to ? nameOf(alert.assigned_to) : t('assign.title')}
                  </Button>
                </AssignMenu>
                <Button variant="default" onClick={() => onResolve(open)} leftSection={<IconChecks size={15} />} rightSection={<kbd>R</kbd>}>
                  {t('alerts.resolve')}
                </Button>
              </>
            )}
            {vehicle?.open_case_id ? (
              <Button variant="default" renderRoot={(props) => <Link {...props} to="/cases/$id" params={{ id: vehicle.open_case_id ?? '' }} />} leftSection={<IconBriefcase size={15} />}>
                {t('live.open_case')}
              </Button>
            ) : (
              may('cases:write') && (
                <Button variant="default" onClick={onCase} leftSection={<IconBriefcase size={15} />} rightSection={<kbd>C</kbd>}>
                  {t('alerts.make_case')}
                </Button>
              )
            )}
          </div>
        )}
      </header>
      <div className="detail-body">
        <div className="detail-main">
          <section>
            <h2 className="detail-what">
              <SeverityIcon severity={alert.severity} size={20} />
              {word('alert_type', alert.type)}
              <Pill color={alert.state === 'open' ? 'var(--sev-high)' : undefined} plain={alert.state !== 'open'}>
                {word('alert_state', alert.state)}
              </Pill>
              {alert.late && <Pill plain>{t('alerts.late')}</Pill>}
            </h2>
            <div className="kv three">
              <Stat label={t('alerts.happened')}>
                <span title={fullMoment(alert.event_at)}>{moment(alert.event_at)}</span>
              </Stat>
              <Stat label={t('alerts.raised')}>
                <Ago at={alert.raised_at} />
              </Stat>
              <Stat label={t('alerts.score')}>{Math.round(alert.score * 100)} %</Stat>
              {alert.tracker_imei && <Stat label={t('alerts.tracker')}>{alert.tracker_imei}</Stat>}
              {site && <Stat label={t('alerts.site')}><Link to="/alerts" search={{ queue: 'all', site: site.id }} title={say(language)('all_at')}>{site.name}</Link>{site.retired_at && <Pill plain>{t('alerts.site_gone')}</Pill>}</Stat>}
              {alert.desk_state !== 'new' && (
                <Stat label={t('alerts.handled')}>
                  {word('desk_state', alert.desk_state)}
                  {alert.verdict && `: ${word('verdict', alert.verdict)}`} <span className="meta">{t('alerts.by', { who })}{alert.desk_state === 'snoozed' && ` · ${until}`}</span>
                </Stat>
              )}
            </div>
            {alert.desk_reason && <blockquote className="said">{alert.desk_reason}</blockquote>}
            {alert.desk_state === 'resolved' && may('alerts:write') && (
              <Button variant="default" mt={8} leftSection={<IconRotate2 size={15} />} onClick={() => decide({ do: 'reopen', reason: t('alerts.reopen') }, [alert])}>
                {t('alerts.reopen')}
              </Button>
            )}
          </section>
          <section>
            <h2 className="section" title={t('alerts.evidence_hint')}>
              {t('alerts.evidence')}
            </h2>
            <Evidence facts={alert.evidence as unknown as { feature: string; value: unknown; weight: number }[]} severity={alert.severity} />
          </section>
          <Suspense fallback={<div style={{ minHeight: 200 }} />}>
            <Voltage key={alert.id} alert={alert} />
          </Suspense>
          <Suspense fallback={null}>
            <Rule id={alert.id} type={alert.type} />
          </Suspense>
          <Similar alert={alert} />
          <section>
            <h2 className="section">{t('alerts.position')}</h2>
            {alert.lat != null && alert.lon != null ? (
              <Place lat={alert.lat} lon={alert.lon} tone={`var(--sev-${alert.severity})`} site={site?.geometry as unknown as GeoJSON.Geometry | undefined} zoom={site ? 15 : 8.6} />
            ) : (
              <span className="meta">{t('alerts.no_position')}</span>
            )}
            <div style={{ marginTop: 10 }}>
              <Logged />
            </div>
          </section>
        </div>
        <aside className="detail-side">
          <h2 className="section">
            <span>{t('alerts.in_group')}</span>
            <b>{count(group.n)}</b>
          </h2>
          {group.alerts.map((one) => (
            <button key={one.id} type="button" className="oneof" aria-current={one.id === alert.id ? 'true' : undefined} onClick={() => void navigate({ search: (before) => ({ ...before, a: one.id }), replace: true })}>
              <SeverityIcon severity={one.severity} />
              <b className="ellipsis">{word('alert_type', one.type)}</b>
              <span className="meta">{moment(one.event_at)}</span>
              <span className="meta second">
                {word('desk_state', one.desk_state)}
                {one.verdict && ` · ${word('verdict', one.verdict)}`} · {word('alert_state', one.state)}
              </span>
            </button>
          ))}
        </aside>
      </div>
    </>
  )
}
