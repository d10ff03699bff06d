import { Button, NativeSelect } from '@mantine/core'
import { IconBellCheck, IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { groupsQuery } from '../../api/groups'
import { live } from '../../api/live'
import { lastAlertQuery, stormQuery, summaryQuery } from '../../api/inbox'
import { asProblem } from '../../api/problem'
import { alertsQuery } from '../../api/queries'
import { useCan, useSession } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { ago, count } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { useFlag } from '../../ui/FlagCase'
import { groupInk } from '../../ui/GroupChip'
import { ExportMenu } from '../../ui/ExportMenu'
import { PeriodChip } from '../../ui/PeriodChip'
import { SavedViews } from '../../ui/SavedViews'
import { useKeys } from '../../ui/keys'
import { complain } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import './alerts.css'
import { toggled } from '../live/chosen'
import { AlertDetail } from './AlertDetail'
import { BulkBar, type Opened } from './BulkBar'
import { type Decidable, type Decision, snoozeUntil, useDesk } from './desk'
import { InboxList } from './InboxList'
import { SiteChip } from './SiteChip'
import { comesTo, inQueue, isWaiting, type Queue, QUEUES } from './queues'
import { useResolve } from './Resolve'
import { looking, type Row, rowAt, vehiclesIn } from './rows'
import { say } from './say'
import { useGroup, useInbox } from './useInbox'

/** Storms are rare: who has one loads its pane. */
const StormDetail = lazy(() => import('./StormDetail'))

const route = getRouteApi('/inside/alerts')

export default function AlertsPage() {
  const { t, language } = useWords()
  const session = useSession()
  const me = session?.user_id ?? ''
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('alerts.title')}</h1>, t('alerts.title'))
  const queue: Queue = search.queue ?? 'open'
  const { type, site } = search
  const inGroups = search.group?.split(',') ?? []
  const ofGroups = search.group ? { group: search.group } : {}
  const inbox = useInbox({ queue, type, group: search.group, site, me, unfolded: search.unfold, from: search.from, to: search.to })
  const { rows, cut, filter, query } = inbox
  // The queues are counted whichever of them is looked at; of the types those in it.
  const summary = useQuery(summaryQuery(cut))
  const named = useQuery({ ...groupsQuery, enabled: useCan('GET /groups') }).data ?? []
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [news, setNews] = useState<ReadonlySet<string>>(new Set())
  const [working, setWorking] = useState<{ done: number; all: number } | null>(null)
  const desk = useDesk(me, (done, all) => setWorking(done < all ? { done, all } : null))
  const client = useQueryClient()
  const [menu, setMenu] = useState<Opened>(null)
  const flag = useFlag()

  const counts: Partial<Record<Queue, number>> = summary.data?.queues ?? {}
  const at = rowAt(rows, search)
  const row = rows[at]
  const { group, query: own } = useGroup(search.v, row?.kind === 'vehicle' ? row.group : undefined, filter, queue, me)
  const alert = group?.alerts.find((one) => one.id === search.a) ?? group?.alerts[0]
  const storm = search.v ? undefined : search.storm

  // New alerts wait under a pill: rows never jump under the pointer.
  useEffect(
    () =>
      live.hear((event) => {
        if (event.entity_kind === 'alert' && event.action === 'alert.raised' && comesTo(queue, { type, site }, event.data as Record<string, unknown>)) setNews((before) => new Set(before).add(event.entity_id))
      }),
    [queue, type, site],
  )
  // Another queue has other news.
  useEffect(() => setNews(new Set()), [queue, type, site])
  const refresh = () => {
    setNews(new Set())
    void inbox.refresh()
    void summary.refetch()
  }

  // A step beyond the pages that are loaded is made when the next one has come.
  const wanted = useRef<{ row: number; choose: boolean } | null>(null)
  const look = (next: Row, replace = true) => void navigate({ search: (before) => ({ ...before, ...looking(next) }), replace })
  const go = (to: number, choose = false) => {
    if (to >= rows.length && inbox.more) {
      wanted.current = { row: to, choose }
      void inbox.loadMore()
      return undefined
    }
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (next) look(next)
    return next
  }
  useEffect(() => {
    const next = wanted.current ? rows[wanted.current.row] : undefined
    if (!next || !wanted.current) return
    if (wanted.current.choose) setChosen((before) => new Set(before).add(next.key))
    wanted.current = null
    look(next)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows])
  const flip = (key: string) =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(key)) after.add(key)
      return after
    })
  const extend = (by: number) => {
    if (row) setChosen((before) => new Set(before).add(row.key))
    const next = go(at + by, true)
    if (next) setChosen((before) => new Set(before).add(next.key))
  }
  const fold = (id: string) => void navigate({ search: (before) => ({ ...before, unfold: before.unfold === id ? undefined : id }), replace: true })

  /** Of a row, all that can still be decided: a page may hold less of it than the server has. */
  const within = async (of: Row): Promise<Decidable[]> => {
    switch (of.kind) {
      case 'member':
        return [of.alert]
      case 'storm':
        return (await client.fetchQuery(stormQuery(of.storm.id, cut))).alerts
      case 'vehicle': {
        const { group: told } = of
        if (told.n === told.alerts.length) return told.alerts
        const all = await client.fetchQuery(alertsQuery({ ...filter, vehicle_id: told.vehicle }))
        return all.items.filter((one) => inQueue(queue, one, me))
      }
    }
  }
  const picked = rows.filter((one) => chosen.has(one.key))
  /** Of the chosen rows, or of the one that is open: what can still be decided, each once. */
  const targets = async (): Promise<Decidable[]> => {
    const parts = picked.length > 0 ? await Promise.all(picked.map(within)) : row ? [await within(row)] : [group?.alerts ?? []]
    return [...new Map(parts.flat().map((one) => [one.id, one])).values()].filter((one) => one.desk_state !== 'resolved')
  }
  const decide = (decision: Decision, of: Decidable[]) => {
    const open = decision.do === 'acknowledge' ? of.filter((one) => one.desk_state !== 'acknowledged') : of
    if (open.length === 0) return
    desk.mutate({ alerts: open, decision }, { onSettled: () => setWorking(null) })
    setChosen(new Set())
  }
  const decideAll = (decision: Decision) => void targets().then((of) => decide(decision, of), complain)
  const resolve = useResolve((verdict, reason, of) => decide({ do: 'resolve', verdict, reason }, of))
  const resolveAll = () => void targets().then(resolve.ask, complain)
  const vehicle = group ?? (row?.kind === 'member' ? { vehicle: row.alert.vehicle_id, plate: row.alert.plate ?? '' } : undefined)

  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => go(at + 1) },
    { keys: 'k, [', what: t('common.previous'), do: () => go(at < 0 ? 0 : at - 1) },
    { keys: 'shift+j', what: `${t('help.select')} ↓`, do: () => extend(1) },
    { keys: 'shift+k', what: `${t('help.select')} ↑`, do: () => extend(-1) },
    { keys: 'x', what: t('help.select'), do: () => row && flip(row.key) },
    { keys: 'e', what: t('alerts.ack'), do: () => decideAll({ do: 'acknowledge' }) },
    { keys: 's', what: t('alerts.snooze'), do: () => (row || group || chosen.size > 0) && setMenu('snooze') },
    { keys: 'r', what: t('alerts.resolve'), do: () => resolveAll() },
    { keys: 'c', what: t('alerts.make_case'), do: () => vehicle && flag.ask({ vehicle_id: vehicle.vehicle, plate: vehicle.plate }) },
    { keys: 'o, Enter', what: t('alerts.view_vehicle'), do: () => (row?.kind === 'storm' ? fold(row.storm.id) : vehicle && void navigate({ to: '/vehicles/$id', params: { id: vehicle.vehicle } })) },
    { keys: 'a', what: t('assign.title'), do: () => (row || group || chosen.size > 0) && setMenu('assign') },
    { keys: 'Escape', what: t('help.esc'), do: () => (chosen.size > 0 ? setChosen(new Set()) : void navigate({ search: (before) => ({ ...before, storm: undefined, v: undefined, a: undefined }), replace: true })) },
  ])

  const last = useQuery({ ...lastAlertQuery, enabled: query.data !== undefined && rows.length === 0 }).data?.items[0]
  const of = chosen.size > 0 ? 'bulk' : 'detail'
  const opened = (where: 'bulk' | 'detail') => (where === of ? menu : null)
  return (
    <div className="inbox" data-open={group !== undefined || storm !== undefined}>
      <nav className="queues" aria-label={t('alerts.queue')}>
        <h2 className="section">{t('alerts.queue')}</h2>
        {QUEUES.map((name) => (
          <button key={name} type="button" className={name === queue ? 'on' : ''} aria-current={name === queue ? 'true' : undefined} onClick={() => void navigate({ search: { ...(name !== 'open' && { queue: name }), ...(type && { type }), ...ofGroups, ...(site && { site }) } })}>
            <span>{t(`alerts.q_${name}`)}</span>
            {counts[name] != null && <b data-bad={name === 'critical' && (counts[name] ?? 0) > 0}>{count(counts[name])}</b>}
          </button>
        ))}
        <div className="queue-tools">
          {isWaiting(queue) && (summary.data?.types.length ?? 0) > 1 && (
            <NativeSelect size="xs" aria-label={say(language)('of_type')} value={type ?? ''} onChange={(event) => void navigate({ search: (before) => ({ ...before, type: event.target.value || undefined, storm: undefined, v: undefined, a: undefined }), replace: true })}>
              <option value="">{say(language)('types')}</option>
              {summary.data?.types.map((one) => (
                <option key={one.type} value={one.type}>{`${word('alert_type', one.type)} (${count(one.vehicles)})`}</option>
              ))}
            </NativeSelect>
          )}
          <SavedViews path="/alerts" compact />
          <ExportMenu path="alerts" query={filter} total={query.data && !inbox.more && rows.every((one) => one.kind === 'vehicle') ? rows.reduce((n, one) => n + (one.kind === 'vehicle' ? one.group.n : 0), 0) : undefined} />
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
        {site && <SiteChip id={site} onClear={() => void navigate({ search: (before) => ({ ...before, site: undefined, v: undefined, a: undefined }) })} />}
        {!isWaiting(queue) && (search.from ?? search.to) && (
          <div className="only">
            <PeriodChip from={search.from} to={search.to} began="raised" onClear={() => void navigate({ search: (before) => ({ ...before, from: undefined, to: undefined }) })} />
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
        <Shown query={query} waiting={<Rows n={12} height={58} />} right="alerts:read">
          {() =>
            rows.length === 0 ? (
              <Empty icon={<IconBellCheck size={28} stroke={1.4} />} title={t('alerts.empty')} action={queue !== 'all' && <Button variant="default" onClick={() => void navigate({ search: { queue: 'all' } })}>{t('alerts.empty_action')}</Button>}>
                {last && t('alerts.empty_last', { ago: ago(last.event_at) })}
              </Empty>
            ) : (
              <InboxList rows={rows} at={at} chosen={chosen} limit_s={summary.data?.look_within_s} more={inbox.more} onMore={() => void inbox.loadMore()} onFlip={flip} onPick={(one) => look(one, false)} onFold={fold} />
            )
          }
        </Shown>
        {working && <div className="working" role="status">{say(language)('working', { done: count(working.done), all: count(working.all) })}</div>}
        {picked.length > 0 && <BulkBar n={count(vehiclesIn(picked))} opened={opened('bulk')} onOpened={setMenu} onAck={() => decideAll({ do: 'acknowledge' })} onSnooze={(choice) => decideAll({ do: 'snooze', until: snoozeUntil(choice) })} onAssign={(user) => decideAll({ do: 'assign', user })} onResolve={resolveAll} onClear={() => setChosen(new Set())} />}
      </section>
      <section className="detail" aria-label={t('common.details')}>
        {storm ? (
          <Suspense fallback={<Rows n={8} height={58} />}>
            <StormDetail key={storm} id={storm} cut={cut} decide={decide} onResolve={resolve.ask} opened={opened('detail')} onOpened={setMenu} />
          </Suspense>
        ) : group && alert ? (
          <AlertDetail key={group.vehicle} group={group} alert={alert} plate={group.plate} me={me} decide={decide} opened={opened('detail')} onOpened={setMenu} onResolve={resolve.ask} onCase={() => flag.ask({ vehicle_id: group.vehicle, plate: group.plate })} />
        ) : search.v && own.isFetching ? (
          <Rows n={8} height={58} />
        ) : search.v && own.isError ? (
          <div style={{ padding: 12 }}>
            <ProblemNote problem={asProblem(own.error)} retry={() => void own.refetch()} right="alerts:read" />
          </div>
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
