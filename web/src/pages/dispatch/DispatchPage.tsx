import { Loader } from '@mantine/core'
import { IconTruckOff } from '@tabler/icons-react'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type DragEvent, type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { type Case, caseQuery, casesQuery, matchesQuery, orderQuery, ordersQuery, vendorsQuery, yardsQuery } from '../../api/queries'
import type { Schemas } from '../../api/client'
import { useCan, useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { ago, count, dateOf, startOfDay } from '../../i18n/format'
import type { Spot } from '../../map/JobMap'
import { Pill, Rows } from '../../ui/bits'
import { useKeys } from '../../ui/keys'
import { complain } from '../../ui/notify'
import { Empty, Shown } from '../../ui/states'
import { useAct } from '../case/ActDialog'
import './dispatch.css'
import { CaseJob, OldJob, OrderJob } from './Job'
import { Crew } from './Crew'
import { coverageQuery, MOST } from './crewFigures'
import { Lanes } from './Lanes'
import { Left } from './Left'
import { OfferDialog } from './OfferDialog'
import { FIELD, jobs, LIVE, platesOf, TO_OFFER, UNTAKEN, UNTAKEN_DAYS } from './jobs'
import { degrees, orderOf, type Ranking, vendorOf, yardOf } from './wire'

const OrderList = lazy(() => import('./OrderList'))
const JobMap = lazy(() => import('../../map/JobMap'))
const route = getRouteApi('/inside/dispatch')

const daysBefore = (day: string, days: number) => new Date(Date.parse(day) - days * 86_400_000).toISOString()

/** When the day of the lender began; another one after midnight. */
function useToday(): string {
  const now = () => new Date(startOfDay(dateOf(Date.now()))).toISOString()
  const [day, setDay] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setDay(now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return day
}

/** The board of today, or every order that was ever written. */
export default function DispatchPage() {
  const { view } = route.useSearch()
  return view === 'list' ? (
    <Suspense fallback={<Rows n={8} />}>
      <OrderList />
    </Suspense>
  ) : (
    <Board />
  )
}

function Board() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('dispatch.title')}</h1>, t('dispatch.title'))
  const today = useToday()
  const orders = useQuery(ordersQuery({ state: ['draft', ...LIVE].join(',') }))
  const untaken = useQuery(ordersQuery({ state: UNTAKEN.join(','), since: daysBefore(today, UNTAKEN_DAYS) })).data?.items
  const changed = useQuery(ordersQuery({ since: today })).data?.items
  const cases = useQuery(casesQuery({ state: FIELD.join(',') }))
  const vendors = useQuery({ ...vendorsQuery, enabled: may('vendors:read') })
  const yards = useQuery({ ...yardsQuery, enabled: may('yards:read') })

  const { drafts, live, waiting, listed } = useMemo(() => jobs([...(orders.data?.items ?? []), ...(untaken ?? []), ...(changed ?? [])], cases.data?.items ?? []), [orders.data, untaken, changed, cases.data])
  const plates = useMemo(() => platesOf(listed, cases.data?.items ?? []), [listed, cases.data])
  const spots = useMemo<Spot[]>(
    () => [
      ...[...drafts, ...live].flatMap((order) => {
        const { target } = orderOf(order)
        return target ? [{ id: order.id, ...degrees(target), kind: 'job' as const, label: `${plates.get(order.case_id) ?? ''} · ${word('order_kind', order.kind)}` }] : []
      }),
      ...(vendors.data?.items ?? []).flatMap((vendor) => (vendorOf(vendor).bases ?? []).map((base, i) => ({ id: `${vendor.id}${i}`, ...degrees(base), kind: 'base' as const, label: vendorOf(vendor).name }))),
      ...(yards.data?.items ?? []).map((yard) => ({ id: yard.id, ...degrees(yardOf(yard).place), kind: 'yard' as const, label: yardOf(yard).name })),
    ],
    [drafts, live, vendors.data, yards.data, plates],
  )
  // A case in the address means the order of that case, where it has one.
  const order = [...drafts, ...live].find((one) => one.id === search.job) ?? [...drafts, ...live].find((one) => one.case_id === search.job) ?? listed.find((one) => one.id === search.job)
  const kase = order ? undefined : cases.data?.items.find((one) => one.id === search.job)
  const ids = [...drafts.map((one) => one.id), ...waiting.map((one) => one.id), ...live.map((one) => one.id)]
  const at = ids.indexOf(order?.id ?? kase?.id ?? '')
  const pick = (job: string | undefined) => void navigate({ search: (before) => ({ ...before, job }), replace: true })
  const pickVendor = (who: string | undefined) => void navigate({ search: (before) => ({ ...before, who }), replace: true })
  // Where contractors work: of the one that is chosen, else of all.
  const drawsAreas = useCan('GET /vendors/{id}/coverage')
  const shownVendors = useMemo(() => (vendors.data?.items ?? []).filter((one) => one.state === 'active' && (search.who === undefined || one.id === search.who)).slice(0, MOST), [vendors.data, search.who])
  const areas = useQueries({
    queries: drawsAreas ? shownVendors.map((one) => coverageQuery(one.id)) : [],
    combine: (all) => all.flatMap(({ data }) => (data && data.cells.length > 0 ? [data.cells] : [])),
  })
  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => pick(ids[Math.min(ids.length - 1, at + 1)]) },
    { keys: 'k, [', what: t('common.previous'), do: () => pick(ids[Math.max(0, at - 1)]) },
    { keys: 'd', what: t('dispatch.offer'), do: () => document.getElementById('do-dispatch')?.click() },
    { keys: 't', what: t('lanes.key'), do: () => (document.querySelector<HTMLElement>('.lane[data-legal="true"] .lane-give') ?? document.querySelector<HTMLElement>('.lane-give'))?.focus() },
    { keys: 'Escape', what: t('help.esc'), do: () => pick(undefined) },
  ])
  // What is dragged, else what is chosen, may be given to a contractor: an order that may be offered, or a case without one.
  const [dragged, setDragged] = useState<string | null>(null)
  const given = dragged ?? order?.id ?? kase?.id
  const givenOrder = [...drafts, ...live].find((one) => one.id === given)
  const givenCase = waiting.find((one) => one.id === given)
  const writes = may('orders:write')
  const detail = useQuery({ ...orderQuery(given ?? ''), enabled: writes && givenOrder !== undefined })
  const offerable = givenOrder !== undefined && detail.data?.id === given && (detail.data?.actions ?? []).some((one) => one.action === 'offer' && one.refusal == null)
  const matches = useQuery({ ...matchesQuery(given ?? ''), enabled: offerable })
  const ranking = matches.data ? (matches.data.ranking as unknown as Ranking) : null
  const giving = !writes ? null : givenCase ? { target: null, ranking: null } : offerable && givenOrder && ranking ? { target: orderOf(givenOrder).target, ranking } : null
  const [offering, setOffering] = useState<{ order: string; plate: string | undefined; vendor: Schemas['VendorView'] } | null>(null)
  // A case gets its order first; what is asked then is what the server asks.
  const [after, setAfter] = useState<Schemas['VendorView'] | null>(null)
  const client = useQueryClient()
  const act = useAct((_, done) => {
    void client.fetchQuery({ ...ordersQuery({ case_id: done.id }), staleTime: 0 }).then(({ items }) => {
      const written = items.find((one) => TO_OFFER.includes(one.state))
      if (!written) return
      pick(written.id)
      if (after) setOffering({ order: written.id, plate: plates.get(done.id), vendor: after })
    }, complain)
  })
  const give = (vendor: Schemas['VendorView']) => {
    setDragged(null)
    if (givenOrder) setOffering({ order: givenOrder.id, plate: plates.get(givenOrder.case_id), vendor })
    else if (givenCase) {
      setAfter(vendor)
      void client.fetchQuery(caseQuery(givenCase.id)).then((found) => act.ask('dispatch', found), complain)
    }
  }
  const drag = (id: string) =>
    writes && {
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', id)
        setDragged(id)
      },
      onDragEnd: () => setDragged(null),
    }
  // Not buttons: some browsers let none of those be dragged.
  const row = (id: string, on: boolean) => ({
    role: 'button',
    tabIndex: 0,
    'aria-current': on ? ('true' as const) : undefined,
    onClick: () => pick(id),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      pick(id)
    },
  })
  const orderRow = (one: Schemas['OrderView']) => (
    <div key={one.id} className="job" {...row(one.id, one.id === order?.id)} {...(TO_OFFER.includes(one.state) && drag(one.id))}>
      <b>{plates.get(one.case_id) ?? one.case_id.slice(0, 8)}</b>
      <Pill plain>{word('order_state', one.state)}</Pill>
      <span className="sub">{word('order_kind', one.kind)}</span>
      {one.state === 'offered' ? <Left order={one.id} /> : <span className="meta">{ago(one.updated_at)}</span>}
    </div>
  )
  const caseRow = (one: Case) => (
    <div key={one.id} className="job" {...row(one.id, one.id === kase?.id)} {...drag(one.id)}>
      <b>{one.plate ?? one.contract_number}</b>
      {one.open_holds > 0 ? <Pill color="var(--sev-warn)">{t('cases.on_hold')}</Pill> : <span />}
      <span className="sub">{word('case_state', one.state)}</span>
      <span className="meta live-dpd">{t('live.dpd_n', { n: one.dpd })}</span>
    </div>
  )
  return (
    <div className="dispatch" data-open={search.job !== undefined}>
      <aside className="jobs" aria-label={t('dispatch.to_dispatch')}>
        <Shown query={orders} waiting={<Rows n={6} />} right="orders:read">
          {() =>
            drafts.length + waiting.length + live.length === 0 ? (
              <Empty icon={<IconTruckOff size={28} stroke={1.4} />} title={t('dispatch.none')}>
                {t('dispatch.none_text')}
              </Empty>
            ) : (
              <>
                {(
                  [
                    [t('dispatch.drafts'), drafts.map(orderRow)],
                    [t('dispatch.cases'), waiting.map(caseRow)],
                    [t('dispatch.underway'), live.map(orderRow)],
                  ] as const
                )
                  .filter(([, rows]) => rows.length > 0)
                  .map(([title, rows]) => (
                    <section key={title}>
                      <h2 className="section">
                        <span>{title}</span>
                        <b>{rows.length}</b>
                      </h2>
                      {rows}
                    </section>
                  ))}
                {(orders.data?.more || cases.data?.more) && <p className="meta job-hint">{t('common.first_n', { n: count(listed.length + waiting.length) })}</p>}
              </>
            )
          }
        </Shown>
        <p className="meta job-hint">
          <Link to="/dispatch" search={{ view: 'list' }}>{t('orders.title')}</Link>
        </p>
      </aside>
      <div className="mid">
      <div className="mapw">
        {orders.isPending ? (
          <div className="wait">
            <Loader size="sm" />
          </div>
        ) : (
          <Suspense fallback={<div className="wait"><Loader size="sm" /></div>}>
            <JobMap label={t('dispatch.title')} spots={spots} areas={areas} lit={search.who !== undefined} selected={order?.id} onPick={pick} />
          </Suspense>
        )}
        <div className="ov bl map-key">
          {(['job', 'base', 'yard'] as const).map((kind) => (
            <span key={kind} className="leg">
              <i className={`mk-${kind}`} />
              {t(`crew.legend_${kind}`)}
            </span>
          ))}
          {areas.length > 0 && (
            <span className="leg">
              <i className="mk-area" />
              {t('crew.legend_area')}
            </span>
          )}
        </div>
      </div>
      {may('vendors:read') && <Lanes vendors={vendors.data?.items ?? []} orders={listed} plates={plates} giving={giving} dragging={dragged !== null} selected={order?.id} onGive={give} onPick={pick} />}
      </div>
      <aside className="job-detail" aria-label={t('common.details')}>
        {order ? <OrderJob key={order.id} id={order.id} plate={plates.get(order.case_id)} vendors={vendors.data?.items ?? []} /> : kase ? <CaseJob key={kase.id} kase={kase} /> : search.job && orders.isSuccess && cases.isSuccess ? <OldJob key={search.job} id={search.job} vendors={vendors.data?.items ?? []} /> : (
          <p className="meta job-hint">
            {t('dispatch.select')} <kbd>J</kbd> <kbd>K</kbd>
          </p>
        )}
        {may('vendors:read') && <Crew vendors={vendors.data?.items ?? []} orders={listed} kind={order?.kind ?? 'repossess'} target={order ? orderOf(order).target : null} selected={search.who} onPick={pickVendor} />}
      </aside>
      {act.dialog}
      {offering && <OfferDialog key={offering.order + offering.vendor.id} id={offering.order} plate={offering.plate} vendor={offering.vendor} onClose={() => setOffering(null)} />}
    </div>
  )
}
