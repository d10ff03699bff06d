import { Button, Group, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { vendorsQuery } from '../../api/queries'
import { useMay, useSession } from '../../app/session'
import { useWords, word } from '../../i18n'
import { minor } from '../../i18n/currency'
import { decimal, money } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { told } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { vendorOf } from '../dispatch/wire'

const route = getRouteApi('/inside/admin')
type Amount = { minor: number; currency: string }
type Rate = { type: 'flat'; amount: Amount } | { type: 'contingent'; found: Amount; else?: Amount; not_found?: Amount } | { type: 'percent_tiered'; tiers: { upto?: Amount | null; share_bp?: number; bp?: number }[] } | { type: 'per_km_min'; per_km: Amount; min: Amount } | { type: 'per_day'; per_day: Amount; free_days?: number }
type Card = { id: string; currency: string; valid_from: string; valid_to: string | null; rows: { order: string; rate: Rate; on_borrower: boolean }[]; penalties: { late_per_day: number; late_max: number; per_complaint: Amount } }

const cardsQuery = (id: string) => queryOptions({ queryKey: ['rate-cards', id], queryFn: () => answered(api.GET('/api/v1/vendors/{id}/rate-cards', { params: { path: { id } } })) })

/** A rate as a line: its amounts in the order they are written, its numbers beside their names. */
function priced(rate: Rate): string {
  const said = (value: unknown): string => {
    if (typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value) return money((value as Amount).minor, (value as Amount).currency)
    if (Array.isArray(value)) return value.map(said).join('; ')
    if (typeof value === 'object' && value !== null) return named(Object.entries(value))
    return String(value)
  }
  // Shares are basis points; what is not set is not said.
  const named = (parts: readonly [string, unknown][]): string => parts.filter(([, value]) => value !== null).map(([name, value]) => `${word('rate_part', name)} ${name === 'share' && typeof value === 'number' ? `${value / 100} %` : said(value)}`).join(', ')
  const parts = Object.entries(rate).filter(([name]) => name !== 'type')
  return parts.length === 1 && parts[0] ? said(parts[0][1]) : named(parts)
}

export function Rates() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const vendors = useQuery(vendorsQuery)
  const chosen = search.sel ?? vendors.data?.items[0]?.id
  const [adding, setAdding] = useState(false)
  const cards = useQuery({ ...cardsQuery(chosen ?? ''), enabled: chosen !== undefined })
  return (
    <>
      <div className="pagehead">
        <h1>{t('admin.rates')}</h1>
        <Select size="xs" w={240} aria-label={t('dispatch.contractors')} value={chosen ?? null} onChange={(value) => void navigate({ search: { tab: 'rates', sel: value ?? undefined } })} data={(vendors.data?.items ?? []).map((one) => ({ value: one.id, label: vendorOf(one).name }))} allowDeselect={false} />
        <span className="spring" />
        {may('ledger:write') && chosen && <Button onClick={() => setAdding(true)}>{t('rates.publish')}</Button>}
      </div>
      {vendors.data?.items.length === 0 && <Empty title={t('dispatch.no_contractors')}>{t('dispatch.no_contractors_text')}</Empty>}
      {chosen && (
        <Shown query={cards} waiting={<Rows n={4} />} right="ledger:read">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('rates.none')}>{t('rates.none_text')}</Empty>
            ) : (
              <div className="page" style={{ display: 'grid', gap: 16, overflow: 'visible' }}>
                {(items as unknown as Card[])
                  .toSorted((a, b) => b.valid_from.localeCompare(a.valid_from))
                  .map((card) => (
                    <article key={card.id} className="panel tablebox">
                      <header className="ratehead">
                        <b>
                          {card.valid_from} – {card.valid_to ?? t('rates.until_replaced')}
                        </b>
                        <Pill plain>{card.currency}</Pill>
                        <span className="meta">
                          {t('rates.late', { share: decimal(card.penalties.late_per_day / 100), most: decimal(card.penalties.late_max / 100) })} · {t('rates.complaint', { amount: money(card.penalties.per_complaint.minor, card.penalties.per_complaint.currency) })}
                        </span>
                      </header>
                      <table className="list">
                        <thead>
                          <tr>
                            <th>{t('case.order_kind')}</th>
                            <th>{t('rates.type')}</th>
                            <th className="num">{t('rates.price')}</th>
                            <th>{t('rates.borne')}</th>
                          </tr>
                        </thead>
                        <tbody>
                          {card.rows.map((row) => (
                            <tr key={`${row.order}${row.rate.type}`}>
                              <td>
                                <b>{word('order_kind', row.order)}</b>
                              </td>
                              <td>{word('rate_type', row.rate.type)}</td>
                              <td className="num">{priced(row.rate)}</td>
                              <td className="sub">{row.on_borrower ? t('rates.by_borrower') : t('rates.by_lender')}</td>
                            </tr>
                          ))}
                        </tbody>
                      </table>
                    </article>
                  ))}
              </div>
            )
          }
        </Shown>
      )}
      {adding && chosen && <Publish vendor={chosen} onClose={() => setAdding(false)} />}
    </>
  )
}

const ORDERS = ['repossess', 'voluntary_surrender', 'investigate', 'field_visit', 'condition_report', 'tow', 'transport', 'store'] as const
type Line = { order: string; amount: number | string }

/** A card of flat prices; other kinds of rates come by the API. */
function Publish({ vendor, onClose }: { vendor: string; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const own = useSession()?.lender?.currency ?? 'CNY'
  const [lines, setLines] = useState<Line[]>([{ order: 'repossess', amount: '' }])
  const put = (i: number, change: Partial<Line>) => setLines(lines.map((line, j) => (j === i ? { ...line, ...change } : line)))
  const publish = useMutation({
    mutationFn: (form: FormData) => {
      const currency = String(form.get('currency'))
      const amount = (value: unknown) => ({ minor: minor(Number(value), currency), currency })
      const rows = lines.map((line) => ({ order: line.order, rate: { type: 'flat', amount: amount(line.amount) }, on_borrower: true }))
      return answered(api.POST('/api/v1/vendors/{id}/rate-cards', { params: { path: { id: vendor } }, body: { id: crypto.randomUUID(), vendor, currency, valid_from: String(form.get('from')), valid_to: String(form.get('to')) || null, rows, penalties: { late_per_day: 0, late_max: 0, per_complaint: amount(0) } } as never }))
    },
    onSuccess: () => {
      void told(t('rates.published'))
      void client.invalidateQueries({ queryKey: ['rate-cards'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<b>{t('rates.publish')}</b>} size={520} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          publish.mutate(new FormData(event.currentTarget))
        }}
      >
        <Group grow>
          <Select name="currency" label={t('rates.currency')} data={[...new Set([own, 'CNY', 'USD', 'GBP', 'TWD'])]} defaultValue={own} allowDeselect={false} />
          <TextInput name="from" type="date" label={t('rates.from')} required />
          <TextInput name="to" type="date" label={t('rates.to')} />
        </Group>
        {lines.map((line, i) => (
          <Group key={i} gap={8} align="end" wrap="nowrap">
            <Select style={{ flex: 1 }} label={i === 0 ? t('case.order_kind') : undefined} aria-label={t('case.order_kind')} value={line.order} onChange={(value) => put(i, { order: value ?? 'repossess' })} data={ORDERS.map((value) => ({ value, label: word('order_kind', value) }))} allowDeselect={false} />
            <NumberInput w={140} label={i === 0 ? t('rates.price') : undefined} aria-label={t('rates.price')} value={line.amount} onChange={(amount) => put(i, { amount })} min={0} decimalScale={2} hideControls required />
            <Button variant="subtle" color="gray" px={8} aria-label={t('sites_edit.remove')} disabled={lines.length === 1} onClick={() => setLines(lines.filter((_, j) => j !== i))}>
              <IconTrash size={16} />
            </Button>
          </Group>
        ))}
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={lines.length >= ORDERS.length} onClick={() => setLines([...lines, { order: ORDERS.find((order) => !lines.some((line) => line.order === order)) ?? 'tow', amount: '' }])} style={{ justifySelf: 'start' }}>
          {t('rates.add_row')}
        </Button>
        {publish.isError && <ProblemNote problem={asProblem(publish.error)} />}
        <Button type="submit" loading={publish.isPending}>
          {t('rates.publish')}
        </Button>
      </form>
    </Modal>
  )
}
