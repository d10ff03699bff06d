import { Button } from '@mantine/core'
import { IconBellCheck, IconCloudOff, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { groupsQuery } from '../../api/groups'
import { live } from '../../api/live'
import { type Alert, alertsQuery } from '../../api/queries'
import { useCan, useSession } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { ago } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { useFlag } from '../../ui/FlagCase'
import { groupInk } from '../../ui/GroupChip'
import { ExportMenu } from '../../ui/ExportMenu'
import { SavedViews } from '../../ui/SavedViews'
import { useKeys } from '../../ui/keys'
import { Empty, Shown } from '../../ui/states'
import './alerts.css'
import { toggled } from '../live/filters'
import { AlertDetail } from './AlertDetail'
import { BulkBar } from './BulkBar'
import { type Decision, snoozeUntil, useDesk } from './desk'
import { GroupList } from './GroupList'
import { filterOf, groups, inQueue, type Queue, QUEUES, storm } from './queues'
import { useResolve } from './Resolve'

const route = getRouteApi('/inside/alerts')

export default function AlertsPage() {
  const { t } = useWords()
  const session = useSession()
  const me = session?.user_id ?? ''
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('alerts.title')}</h1>, t('alerts.title'))
  const queue: Queue = search.queue ?? 'open'
  const { type } = search
  const inGroups = search.group?.split(',') ?? []
  const ofGroups = search.group ? { group: search.group } : {}
  const filter = { ...filterOf(queue), ...(type && { type }), ...ofGroups }
  const query = useQuery(alertsQuery(filter))
  const base = useQuery(alertsQuery({ ...filterOf('open'), ...ofGroups }))
  const named = useQuery({ ...groupsQuery, enabled: useCan('GET /groups') }).data ?? []
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [news, setNews] = useState<ReadonlySet<string>>(new Set())
  const desk = useDesk(me)
  const [assigning, setAssigning] = useState(false)
  const flag = useFlag()

  const all = useMemo(() => groups((query.data?.items ?? []).filter((alert) => inQueue(queue, alert, me))), [query.data, queue, me])
  const counts = useMemo(() => Object.fromEntries(QUEUES.map((name) => [name, name === 'all' || name === 'closed' ? null : groups((base.data?.items ?? []).filter((alert) => inQueue(name, alert, me) && (!type || alert.type === type))).length])), [base.data, me, type])
  const silent = useMemo(() => storm(base.data?.items ?? []), [base.data])
  const at = all.findIndex((group) => group.vehicle === search.v)
  const group = all[at]
  const alert = group?.alerts.find((one) => one.id === search.a) ?? group?.alerts[0]

  // New alerts wait under a pill: rows never jump under the pointer.
  useEffect(
    () =>
      live.hear((event) => {
        if (event.entity_kind === 'alert' && event.action === 'alert.raised') setNews((before) => new Set(before).add(event.entity_id))
      }),
    [],
  )
  const refresh = () => {
    setNews(new Set())
    void query.refetch()
    void base.refetch()
  }

  const go = (to: number) => {
    const next = all[Math.max(0, Math.min(all.length - 1, to))]
    if (next) void navigate({ search: (before) => ({ ...before, v: next.vehicle, a: undefined }), replace: true })
    return next
  }
  const flip = (vehicle: string) =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(vehicle)) after.add(vehicle)
      return after
    })
  const extend = (by: number) => {
    if (group) setChosen((before) => new Set(before).add(group.vehicle))
    const next = go(at + by)
    if (next) setChosen((before) => new Set(before).add(next.vehicle))
  }

  /** Of the chosen vehicles, or of the one that is open: what can still be decided. */
  const targets = (): Alert[] => {
    const of = chosen.size > 0 ? all.filter((one) => chosen.has(one.vehicle)).flatMap((one) => one.alerts) : (group?.alerts ?? [])
    return of.filter((one) => one.desk_state !== 'resolved')
  }
  const decide = (decision: Decision, of = targets()) => {
    const open = decision.do === 'acknowledge' ? of.filter((one) => one.desk_state !== 'acknowledged') : of
    if (open.length === 0) return
    desk.mutate({ alerts: open, decision })
    setChosen(new Set())
  }
  const resolve = useResolve((verdict, reason, of) => decide({ do: 'resolve', verdict, reason }, of))

  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => go(at + 1) },
    { keys: 'k, [', what: t('common.previous'), do: () => go(at < 0 ? 0 : at - 1) },
    { keys: 'shift+j', what: `${t('help.select')} ↓`, do: () => extend(1) },
    { keys: 'shift+k', what: `${t('help.select')} ↑`, do: () => extend(-1) },
    { keys: 'x', what: t('help.select'), do: () => group && flip(group.vehicle) },
    { keys: 'e', what: t('alerts.ack'), do: () => decide({ do: 'acknowledge' }) },
    { keys: 's', what: t('alerts.snooze'), do: () => decide({ do: 'snooze', until: snoozeUntil('4h') }) },
    { keys: 'r', what: t('alerts.resolve'), do: () => resolve.ask(targets()) },
    { keys: 'c', what: t('alerts.make_case'), do: () => group && flag.ask({ vehicle_id: group.vehicle, plate: group.plate }) },
    { keys: 'o, Enter', what: t('alerts.view_vehicle'), do: () => group && void navigate({ to: '/vehicles/$id', params: { id: group.vehicle } }) },
    { keys: 'a', what: t('assign.title'), do: () => group && setAssigning(true) },
    { keys: 'Escape', what: t('help.esc'), do: () => (chosen.size > 0 ? setChosen(new Set()) : void navigate({ search: (before) => ({ ...before, v: undefined, a: undefined }), replace: true })) },
  ])

  const last = query.data?.items[0] ?? base.data?.items[0]
  return (
    <div className="inbox" data-open={group !== undefined}>
      <nav className="queues" aria-label={t('alerts.queue')}>
        <h2 className="section">{t('alerts.queue')}</h2>
        {QUEUES.map((name) => (
          <button key={name} type="button" className={name === queue ? 'on' : ''} aria-current={name === queue ? 'true' : undefined} onClick={() => void navigate({ search: { ...(name !== 'open' && { queue: name }), ...(type && { type }), ...ofGroups } })}>
            <span>{t(`alerts.q_${name}`)}</span>
            {counts[name] != null && <b data-bad={name === 'critical' && (counts[name] ?? 0) > 0}>{counts[name]}</b>}
          </button>
        ))}
        <div className="queue-tools">
          <SavedViews path="/alerts" compact />
          <ExportMenu path="alerts" query={filter} total={query.data && !query.data.more ? query.data.items.length : undefined} />
        </div>
      </nav>
      <section className="grouplist" aria-label={t('alerts.groups')}>
        <div aria-live="polite" className="news">
          {news.size > 0 && (
            <button type="button" onClick={refresh}>
              {t('alerts.new_pill', { n: news.size })}
            </button>
          )}
        </div>
        {type && (
          <div className="only">
            <button type="button" className="chip" aria-pressed title={t('common.clear')} onClick={() => void navigate({ search: (before) => ({ ...before, type: undefined }) })}>
              {t('precision.only', { type: word('alert_type', type) })}
              <IconX size={13} aria-hidden />
            </button>
          </div>
        )}
        {(named.length > 0 || inGroups.length > 0) && (
          <div className="only chips" role="group" aria-label={t('groups.title')}>
            {named.map((one) => (
              <button key={one.id} type="button" className="chip" aria-pressed={inGroups.includes(one.id)} style={groupInk(one.colour)} onClick={() => void navigate({ search: (before) => ({ ...before, group: toggled(inGroups, one.id), v: undefined, a: undefined }), replace: true })}>
                <i aria-hidden />
                {one.name}
              </button>
            ))}
            {inGroups.length > 0 && (
              <button type="button" className="chip" onClick={() => void navigate({ search: (before) => ({ ...before, group: undefined }), replace: true })}>
                {t('common.clear')}
                <IconX size={13} aria-hidden />
              </button>
            )}
          </div>
        )}
        {silent > 0 && (
          <div className="storm">
            <IconCloudOff size={16} aria-hidden />
            {t('alerts.storm', { n: silent })}
          </div>
        )}
        <Shown query={query} waiting={<Rows n={12} height={58} />} right="alerts:read">
          {() =>
            all.length === 0 ? (
              <Empty icon={<IconBellCheck size={28} stroke={1.4} />} title={t('alerts.empty')} action={queue !== 'all' && <Button variant="default" onClick={() => void navigate({ search: { queue: 'all' } })}>{t('alerts.empty_action')}</Button>}>
                {last && t('alerts.empty_last', { ago: ago(last.event_at) })}
              </Empty>
            ) : (
              <GroupList all={all} selected={group?.vehicle} chosen={chosen} onFlip={flip} onPick={(vehicle) => void navigate({ search: (before) => ({ ...before, v: vehicle, a: undefined }) })} />
            )
          }
        </Shown>
        {chosen.size > 0 && <BulkBar n={chosen.size} onAck={() => decide({ do: 'acknowledge' })} onSnooze={(choice) => decide({ do: 'snooze', until: snoozeUntil(choice) })} onAssign={(user) => decide({ do: 'assign', user })} onResolve={() => resolve.ask(targets())} onClear={() => setChosen(new Set())} />}
      </section>
      <section className="detail" aria-label={t('common.details')}>
        {group && alert ? (
          <AlertDetail key={group.vehicle} group={group} alert={alert} plate={group.plate} me={me} decide={decide} assigning={assigning} onAssigning={setAssigning} onResolve={(of) => resolve.ask(of)} onCase={() => flag.ask({ vehicle_id: group.vehicle, plate: group.plate })} />
        ) : (
          <Empty title={t('alerts.select_one')}>
            <span>
              <kbd>J</kbd> <kbd>K</kbd>
            </span>
          </Empty>
        )}
      </section>
      {resolve.dialog}
      {flag.dialog}
    </div>
  )
}
