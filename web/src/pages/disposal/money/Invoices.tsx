import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { answered, api, type Schemas } from '../../../api/client'
import { vendorsQuery } from '../../../api/queries'
import { useWords, word } from '../../../i18n'
import { money, moment } from '../../../i18n/format'
import { Pill, Rows } from '../../../ui/bits'
import { ExportMenu } from '../../../ui/ExportMenu'
import { useKeys } from '../../../ui/keys'
import { Empty, Shown } from '../../../ui/states'
import { LongTable } from '../../../ui/Table'
import { vendorOf } from '../../dispatch/wire'
import { colorOf, Invoice } from './Invoice'
import { PAGE, usePages } from '../../../ui/pages'
import { States } from './States'

const route = getRouteApi('/inside/disposal')

/** What contractors bill, and beside it the invoice that is looked at. */
export function Invoices() {
  const { t } = useWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { state, sel } = search
  const { query, rows, longTable } = usePages<Schemas['InvoiceView']>(['invoices', state ?? ''], (cursor, signal) => answered(api.GET('/api/v1/invoices', { params: { query: { state, limit: PAGE, cursor } }, signal })))
  const vendors = useQuery(vendorsQuery).data?.items ?? []
  const name = (id: string) => { const found = vendors.find((one) => one.id === id); return found ? vendorOf(found).name : id.slice(0, 8) }
  const pick = (id: string) => void navigate({ search: { ...search, sel: id } })
  const step = (by: 1 | -1) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, rows.findIndex((one) => one.id === sel) + by))]
    if (next) void navigate({ search: { ...search, sel: next.id }, replace: true })
  }
  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => step(1) },
    { keys: 'k, [', what: t('common.previous'), do: () => step(-1) },
  ])
  return (
    <div className="moneydesk" data-open={sel !== undefined}>
      <div className="moneylist">
        <div className="moneyhead">
          <States of={['submitted', 'matched', 'disputed', 'approved', 'rejected', 'paid', 'charged_back']} group="invoice_state" />
          <span className="spring" />
          <ExportMenu path="invoices" query={{ state }} />
        </div>
        <Shown query={query} waiting={<Rows n={6} />} right="ledger:read">
          {() =>
            rows.length === 0 ? (
              <Empty title={t('moneydesk.no_invoices')}>{t('moneydesk.no_invoices_text')}</Empty>
            ) : (
              <LongTable
                rows={rows}
                id={(one) => one.id}
                label={t('moneydesk.tab_invoices')}
                picked={sel}
                onPick={(one) => pick(one.id)}
                {...longTable}
                columns={[
                  {
                    head: t('moneydesk.number'),
                    cell: (one) => (
                      <button type="button" className="linkish" aria-current={one.id === sel ? 'true' : undefined} onClick={() => pick(one.id)}>
                        {one.number}
                      </button>
                    ),
                  },
                  { head: t('dispatch.contractors'), cell: (one) => name(one.vendor_id) },
                  { head: t('admin.state'), cell: (one) => <Pill color={colorOf(one.state)} plain={colorOf(one.state) === undefined}>{word('invoice_state', one.state)}</Pill> },
                  { head: t('moneydesk.total'), num: true, cell: (one) => money(one.total_minor, one.currency) },
                  { head: t('moneydesk.payable'), num: true, cell: (one) => (one.payable_minor != null ? money(one.payable_minor, one.currency) : '—') },
                  { head: t('cases.changed'), cell: (one) => <span className="meta">{moment(one.updated_at)}</span> },
                ]}
              />
            )
          }
        </Shown>
      </div>
      {sel && (
        <aside className="job-detail">
          <Invoice key={sel} id={sel} vendor={name} />
        </aside>
      )}
    </div>
  )
}
