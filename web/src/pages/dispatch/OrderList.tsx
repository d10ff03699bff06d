import { Button } from '@mantine/core'
import { IconArrowLeft, IconFileOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { answered, api, type Schemas } from '../../api/client'
import { vendorsQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { day, moment } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { useKeys } from '../../ui/keys'
import { PeriodChip } from '../../ui/PeriodChip'
import { SavedViews } from '../../ui/SavedViews'
import { Empty, Shown } from '../../ui/states'
import { LongTable } from '../../ui/Table'
import { PAGE, usePages } from '../../ui/pages'
import { orderOf, vendorOf } from './wire'
import '../disposal/disposal.css'

type Order = Schemas['OrderView']
const route = getRouteApi('/inside/dispatch')
/** What an order comes to, each as several states. */
const ENDS = { open: 'draft,offered,accepted,en_route,on_site,on_hook,on_hold', done: 'completed,acknowledged,invoiced,paid', none: 'declined,expired,withdrawn,failed,reversed' } as const
const COLOR: Readonly<Record<string, string>> = { failed: 'var(--sev-high)', reversed: 'var(--sev-high)', on_hold: 'var(--sev-warn)', paid: 'var(--sev-ok)', acknowledged: 'var(--sev-ok)', completed: 'var(--sev-ok)' }

/** Every order that was ever written, cut by what the address says. */
export default function OrderList() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('orders.title')}</h1>, t('orders.title'))
  const { state, who, from, to } = search
  const filter = { state, vendor_id: who, written_from: from, written_to: to }
  const { query, rows, longTable } = usePages<Order>(['orders', 'list', filter], (cursor, signal) => answered(api.GET('/api/v1/orders', { params: { query: { ...filter, order: 'desc', limit: PAGE, cursor } }, signal })))
  const vendors = useQuery({ ...vendorsQuery, enabled: may('vendors:read') }).data?.items ?? []
  const names = new Map(vendors.map((one) => [one.id, vendorOf(one).name]))
  const at = rows.findIndex((one) => one.id === search.job)
  const pick = (job: string | undefined) => void navigate({ search: { ...search, job }, replace: true })
  const open = (one: Order | undefined) => one && void navigate({ to: '/cases/$id', params: { id: one.case_id } })
  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => pick(rows[Math.min(rows.length - 1, at + 1)]?.id) },
    { keys: 'k, [', what: t('common.previous'), do: () => pick(rows[Math.max(0, at - 1)]?.id) },
    { keys: 'o, Enter', what: t('common.open'), do: () => open(rows[at]) },
    { keys: 'Escape', what: t('help.esc'), do: () => pick(undefined) },
  ])
  return (
    <div className="moneylist">
      <div className="pagehead">
        <h1>{t('orders.title')}</h1>
        <div className="chips" role="group" aria-label={t('admin.state')}>
          {([undefined, ...Object.values(ENDS)] as const).map((value) => (
            <button key={value ?? ''} type="button" className="chip" aria-pressed={state === value} onClick={() => void navigate({ search: { ...search, state: value, job: undefined }, replace: true })}>
              {value === undefined ? t('common.all') : value === ENDS.open ? t('orders.open') : value === ENDS.done ? t('orders.done') : t('orders.none')}
            </button>
          ))}
        </div>
        {who && (
          <button type="button" className="chip" aria-pressed title={t('common.clear')} onClick={() => void navigate({ search: { ...search, who: undefined }, replace: true })}>
            {names.get(who) ?? who.slice(0, 8)} ×
          </button>
        )}
        <PeriodChip from={from} to={to} began="written" onClear={() => void navigate({ search: { ...search, from: undefined, to: undefined }, replace: true })} />
        <span className="spring" />
        <SavedViews path="/dispatch" />
        <ExportMenu path="orders" query={filter} total={query.data && !longTable.more ? rows.length : undefined} />
        <Button size="xs" variant="default" leftSection={<IconArrowLeft size={14} aria-hidden />} renderRoot={(props) => <Link {...props} to="/dispatch" />}>
          {t('orders.board')}
        </Button>
      </div>
      <Shown query={query} waiting={<Rows n={8} />} right="orders:read">
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconFileOff size={28} stroke={1.4} />} title={t('orders.empty')} action={<Button variant="default" renderRoot={(props) => <Link {...props} to="/dispatch" search={{ view: 'list' }} />}>{t('common.clear')}</Button>}>
              {t('orders.empty_text')}
            </Empty>
          ) : (
            <LongTable
              rows={rows}
              id={(one) => one.id}
              label={t('orders.title')}
              {...longTable}
              picked={search.job}
              onPick={(one) => pick(one.id)}
              columns={[
                { head: t('cases.plate'), cell: (one) => <Link to="/cases/$id" params={{ id: one.case_id }}>{one.plate ?? one.case_id.slice(0, 8)}</Link> },
                { head: t('admin.kind'), cell: (one) => word('order_kind', one.kind) },
                { head: t('admin.state'), cell: (one) => <Pill color={COLOR[one.state]} plain={COLOR[one.state] === undefined}>{word('order_state', one.state)}</Pill> },
                { head: word('kpi_by', 'vendor'), cell: (one) => (one.vendor_id ? (names.get(one.vendor_id) ?? one.vendor_id.slice(0, 8)) : '—') },
                { head: t('orders.written'), cell: (one) => moment(orderOf(one).created_at) },
                { head: t('orders.until'), cell: (one) => day(`${orderOf(one).term.ends_on}T12:00:00Z`) },
                { head: t('cases.changed'), cell: (one) => moment(one.updated_at) },
              ]}
            />
          )
        }
      </Shown>
    </div>
  )
}
