import { Loader } from '@mantine/core'
import { IconTruckOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { type Case, casesQuery, ordersQuery, vendorsQuery, yardsQuery } from '../../api/queries'
import type { Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { ago } from '../../i18n/format'
import type { Spot } from '../../map/JobMap'
import { Pill, Rows } from '../../ui/bits'
import { useKeys } from '../../ui/keys'
import { Empty, Shown } from '../../ui/states'
import './dispatch.css'
import { CaseJob, OrderJob } from './Job'
import { degrees, orderOf, vendorOf, yardOf } from './wire'

const JobMap = lazy(() => import('../../map/JobMap'))
const route = getRouteApi('/inside/dispatch')
const LIVE = ['offered', 'accepted', 'en_route', 'on_site', 'on_hook', 'on_hold', 'completed']

export default function DispatchPage() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('dispatch.title')}</h1>, t('dispatch.title'))
  const orders = useQuery(ordersQuery({}))
  const cases = useQuery(casesQuery({ open: true }))
  const vendors = useQuery({ ...vendorsQuery, enabled: may('vendors:read') })
  const yards = useQuery({ ...yardsQuery, enabled: may('yards:read') })

  const { drafts, live, waiting, plates } = useMemo(() => {
    const all = orders.data?.items ?? []
    const open = cases.data?.items ?? []
    const busy = new Set(all.filter((order) => order.state === 'draft' || LIVE.includes(order.state)).map((order) => order.case_id))
    return {
      drafts: all.filter((order) => order.state === 'draft'),
      live: all.filter((order) => LIVE.includes(order.state)),
      waiting: open.filter((kase) => ['authorised', 'in_recovery'].includes(kase.state) && !busy.has(kase.id)),
      plates: new Map(open.map((kase) => [kase.id, kase.plate ?? kase.contract_number])),
    }
  }, [orders.data, cases.data])
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
  const order = [...drafts, ...live].find((one) => one.id === search.job) ?? [...drafts, ...live].find((one) => one.case_id === search.job) ?? orders.data?.items.find((one) => one.id === search.job)
  const kase = order ? undefined : cases.data?.items.find((one) => one.id === search.job)
  const ids = [...drafts.map((one) => one.id), ...waiting.map((one) => one.id), ...live.map((one) => one.id)]
  const at = ids.indexOf(order?.id ?? kase?.id ?? '')
  const pick = (job: string | undefined) => void navigate({ search: { job }, replace: true })
  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => pick(ids[Math.min(ids.length - 1, at + 1)]) },
    { keys: 'k, [', what: t('common.previous'), do: () => pick(ids[Math.max(0, at - 1)]) },
    { keys: 'd', what: t('dispatch.offer'), do: () => document.getElementById('do-dispatch')?.click() },
    { keys: 'Escape', what: t('help.esc'), do: () => pick(undefined) },
  ])
  const orderRow = (one: Schemas['OrderView']) => (
    <button key={one.id} type="button" className="job" aria-current={one.id === order?.id ? 'true' : undefined} onClick={() => pick(one.id)}>
      <b>{plates.get(one.case_id) ?? one.case_id.slice(0, 8)}</b>
      <Pill plain>{word('order_state', one.state)}</Pill>
      <span className="sub">{word('order_kind', one.kind)}</span>
      <span className="meta">{ago(one.updated_at)}</span>
    </button>
  )
  const caseRow = (one: Case) => (
    <button key={one.id} type="button" className="job" aria-current={one.id === kase?.id ? 'true' : undefined} onClick={() => pick(one.id)}>
      <b>{one.plate ?? one.contract_number}</b>
      {one.open_holds > 0 ? <Pill color="var(--sev-warn)">{t('cases.on_hold')}</Pill> : <span />}
      <span className="sub">{word('case_state', one.state)}</span>
      <span className="meta live-dpd">{t('live.dpd_n', { n: one.dpd })}</span>
    </button>
  )
  return (
    <div className="dispatch" data-open={order !== undefined || kase !== undefined}>
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
              </>
            )
          }
        </Shown>
      </aside>
      <div className="mapw">
        {orders.isPending ? (
          <div className="wait">
            <Loader size="sm" />
          </div>
        ) : (
          <Suspense fallback={<div className="wait"><Loader size="sm" /></div>}>
            <JobMap label={t('dispatch.title')} spots={spots} selected={order?.id} onPick={pick} />
          </Suspense>
        )}
      </div>
      <aside className="job-detail" aria-label={t('common.details')}>
        {order ? <OrderJob key={order.id} id={order.id} plate={plates.get(order.case_id)} vendors={vendors.data?.items ?? []} /> : kase ? <CaseJob key={kase.id} kase={kase} /> : <Empty title={t('dispatch.select')}><span><kbd>J</kbd> <kbd>K</kbd></span></Empty>}
      </aside>
    </div>
  )
}
