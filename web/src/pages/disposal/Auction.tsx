import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconClock, IconFlag3, IconGavel } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import type { Case } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { clock, duration, money, moment } from '../../i18n/format'
import { Pill, Stat } from '../../ui/bits'
import { Because } from '../../ui/Because'
import { complain, told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'

type Amount = { minor: number; currency: string }
type Bid = { bid: string | null; buyer: string | null; bidder: number; amount: Amount | null; at: string }
type Late = { window_s: number; extend_s: number; most: number }
type Award = { bid: string; buyer: string; price: Amount; pay_by: string; payments: { id: string; amount: Amount; at: string }[] }
type Lot = {
  channel: string
  round: number
  least: Amount
  next_bid: Amount | null
  deposit: Amount | null
  has_reserve: boolean
  opens_at: string
  closes_at: string
  selling: { channel: string; reserve?: Amount | null; late?: Late }
  stage: { state: string; extensions?: number; award?: Award; best?: string; reserve_met?: boolean; price?: Amount; until?: string; why?: unknown }
  all_bids: Bid[]
}
export const lotOf = (view: Schemas['LotView']) => view.lot as unknown as Lot

const buyersQuery = queryOptions({ queryKey: ['buyers'], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/buyers', { params: { query: { limit: 200 } } })) })

/** Seconds until then; counted every second while somebody looks. */
function useLeft(until: string): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (Date.parse(until) - now) / 1000
}

function Countdown({ lot }: { lot: Lot }) {
  const { t } = useWords()
  const open = lot.stage.state === 'open'
  const left = useLeft(open ? lot.closes_at : lot.opens_at)
  const late = lot.selling.late
  const closing = open && late !== undefined && left > 0 && left <= late.window_s
  return (
    <div className="countdown" data-closing={closing} role="timer" aria-label={open ? t('auction.closes') : t('auction.opens')}>
      <IconClock size={16} aria-hidden />
      <b>{left > 0 ? duration(left) : t('auction.over')}</b>
      <span className="meta">
        {open ? t('auction.closes') : t('auction.opens')} {moment(open ? lot.closes_at : lot.opens_at)}
      </span>
      {late && open && (
        <span className="meta">
          {t('auction.late', { window: duration(late.window_s), extend: duration(late.extend_s) })} {t('auction.extended', { n: lot.stage.extensions ?? 0, most: late.most })}
        </span>
      )}
    </div>
  )
}

/** The lot of a case: how it is sold, its bids as they come, and what the seller may do now. */
export function Auction({ view, kase, appraisal }: { view: Schemas['LotView'] | undefined; kase: Case; appraisal: string | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const [asked, ask] = useState<'approve_reserve' | 'withdraw' | 'reject_bids' | 'pass_over' | null>(null)
  const buyers = useQuery({ ...buyersQuery, enabled: view !== undefined })
  const refresh = () => { for (const key of ['lots', 'cases', 'case', 'disposal']) void client.invalidateQueries({ queryKey: [key] }) }
  const act = useMutation({
    mutationFn: (body: Record<string, unknown>) => answered(api.POST('/api/v1/lots/{id}/actions', { params: { path: { id: view?.id ?? '' } }, body: body as never })),
    onSuccess: (_, body) => void told(t('case.done', { action: word('lot_action', String(body.action)) })),
    onError: complain,
    onSettled: refresh,
  })
  if (!view) return may('disposal:write') && kase.state === 'for_disposal' ? <DraftLot kase={kase} onDone={refresh} /> : <span className="meta">{t('disposal.no_lot')}</span>
  const lot = lotOf(view)
  const { stage } = lot
  const best = lot.all_bids.reduce<Bid | null>((top, bid) => (bid.amount && (!top?.amount || bid.amount.minor > top.amount.minor) ? bid : top), null)
  const auction = lot.channel === 'open_auction' || lot.channel === 'sealed_auction'
  const write = may('disposal:write')
  const reasoned = async (action: NonNullable<typeof asked>, reason: string) => {
    if (action === 'approve_reserve') await answered(api.POST('/api/v1/lots/{id}/approve-reserve', { params: { path: { id: view.id } }, body: { reason } }))
    else await answered(api.POST('/api/v1/lots/{id}/actions', { params: { path: { id: view.id } }, body: { action, reason } as never }))
    refresh()
  }
  const late = lot.selling.late
  return (
    <div className="auction">
      <div className="job-title">
        <Pill plain>{word('channel', lot.channel)}</Pill>
        <Pill color={stage.state === 'open' ? 'var(--sev-ok)' : undefined} plain={stage.state !== 'open'}>
          {word('lot_state', stage.state)}
        </Pill>
        {lot.round > 1 && <span className="meta">{t('auction.round', { n: lot.round })}</span>}
      </div>
      {(stage.state === 'listed' || stage.state === 'relisted' || stage.state === 'open') && <Countdown lot={lot} />}
      <div className="kv">
        <Stat label={auction && best ? t('auction.best') : t('auction.start')}>{auction && best?.amount ? money(best.amount.minor, best.amount.currency) : money(lot.least.minor, lot.least.currency)}</Stat>
        <Stat label={t('auction.next')}>{lot.next_bid ? money(lot.next_bid.minor, lot.next_bid.currency) : '—'}</Stat>
        {lot.selling.reserve && (
          <Stat label={t('disposal.reserve')}>
            {money(lot.selling.reserve.minor, lot.selling.reserve.currency)}{' '}
            {best?.amount && <Pill color={best.amount.minor >= lot.selling.reserve.minor ? 'var(--sev-ok)' : 'var(--sev-warn)'}>{best.amount.minor >= lot.selling.reserve.minor ? t('auction.met') : t('auction.not_met')}</Pill>}
          </Stat>
        )}
        {lot.deposit && <Stat label={t('auction.deposit')}>{money(lot.deposit.minor, lot.deposit.currency)}</Stat>}
        {stage.award && (
          <Stat label={t('disposal.sale')}>
            {money(stage.award.price.minor, stage.award.price.currency)} <span className="meta">{t('auction.pay_by', { time: moment(stage.award.pay_by) })}</span>
          </Stat>
        )}
      </div>
      {lot.all_bids.length > 0 && (
        <table className="list bids" aria-label={t('disposal.bids')}>
          <thead>
            <tr>
              <th>{t('auction.bidder')}</th>
              <th className="num">{t('moneydesk.amount')}</th>
              <th className="num">{t('admin.when')}</th>
            </tr>
          </thead>
          <tbody aria-live="polite">
            {[...lot.all_bids].reverse().slice(0, 30).map((bid, i) => (
              <tr key={bid.bid ?? i} data-best={bid === best}>
                <td>
                  {bid === best ? <IconFlag3 size={13} aria-label={t('auction.best')} /> : null} {t('auction.bidder_n', { n: bid.bidder })}
                </td>
                <td className="num">{bid.amount ? money(bid.amount.minor, bid.amount.currency) : t('auction.sealed')}</td>
                <td className="num meta" title={moment(bid.at)}>
                  {late && Date.parse(lot.closes_at) - Date.parse(bid.at) < (late.window_s + late.extend_s) * 1000 && (lot.stage.extensions ?? 0) > 0 ? `⟳ ${clock(bid.at, true)}` : clock(bid.at, true)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {write && (
        <div className="papers">
          {stage.state === 'draft' && (
            <Button size="compact-sm" disabled={!appraisal} title={appraisal ? undefined : t('auction.appraise_first')} onClick={() => act.mutate({ action: 'list', appraisal })} loading={act.isPending}>
              {word('lot_action', 'list')}
            </Button>
          )}
          {(stage.state === 'listed' || stage.state === 'relisted' || stage.state === 'open') && (
            <Button size="compact-sm" variant="default" onClick={() => act.mutate({ action: 'tick' })} loading={act.isPending}>
              {word('lot_action', 'tick')}
            </Button>
          )}
          {stage.state === 'closed' && (
            <>
              <Button size="compact-sm" leftSection={<IconGavel size={14} />} onClick={() => act.mutate({ action: 'award' })} loading={act.isPending}>
                {word('lot_action', 'award')}
              </Button>
              {stage.reserve_met === false && may('disposal:approve') && (
                <Button size="compact-sm" variant="default" onClick={() => ask('approve_reserve')}>
                  {word('lot_action', 'approve_reserve')}
                </Button>
              )}
              <Button size="compact-sm" variant="default" onClick={() => ask('reject_bids')}>
                {word('lot_action', 'reject_bids')}
              </Button>
            </>
          )}
          {stage.state === 'awarded' && stage.award && (
            <Button size="compact-sm" onClick={() => act.mutate({ action: 'record_payment', payment: crypto.randomUUID(), amount: rest(stage.award as Award) })} loading={act.isPending}>
              {word('lot_action', 'record_payment')} {money(rest(stage.award).minor, stage.award.price.currency, true)}
            </Button>
          )}
          {['draft', 'listed', 'relisted', 'open', 'closed'].includes(stage.state) && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => ask('withdraw')}>
              {word('lot_action', 'withdraw')}
            </Button>
          )}
        </div>
      )}
      {write && stage.state === 'open' && <BidForm lot={lot} buyers={buyers.data?.items.map((one) => one.id) ?? []} busy={act.isPending} onBid={(buyer, amount) => act.mutate(lot.channel === 'fixed_price' || lot.channel === 'buy_back' ? { action: 'buy', bid: crypto.randomUUID(), buyer } : { action: 'bid', bid: crypto.randomUUID(), buyer, amount })} onDeposit={(buyer) => lot.deposit && act.mutate({ action: 'lodge_deposit', buyer, amount: lot.deposit })} />}
      {asked && <Because title={word('lot_action', asked)} onClose={() => ask(null)} onDo={(reason) => reasoned(asked, reason)} />}
    </div>
  )
}

const rest = (award: Award): Amount => ({ minor: award.price.minor - award.payments.reduce((sum, one) => sum + one.amount.minor, 0), currency: award.price.currency })

/** A bid that came by telephone or mail is entered for its buyer. */
function BidForm({ lot, buyers, busy, onBid, onDeposit }: { lot: Lot; buyers: string[]; busy: boolean; onBid: (buyer: string, amount: Amount) => void; onDeposit: (buyer: string) => void }) {
  const { t } = useWords()
  const [buyer, setBuyer] = useState<string | null>(null)
  const [amount, setAmount] = useState<number | string>('')
  const least = (lot.next_bid ?? lot.least).minor / 100
  const fixed = lot.channel === 'fixed_price' || lot.channel === 'buy_back'
  return (
    <form
      className="offer"
      onSubmit={(event) => {
        event.preventDefault()
        if (buyer) onBid(buyer, { minor: Math.round(Number(amount || least) * 100), currency: lot.least.currency })
      }}
    >
      <Select size="xs" label={t('auction.buyer')} value={buyer} onChange={setBuyer} data={buyers.map((id, i) => ({ value: id, label: t('auction.buyer_n', { n: i + 1 }) }))} required />
      {!fixed && <NumberInput size="xs" label={t('auction.bid')} value={amount === '' ? least : amount} onChange={setAmount} min={least} decimalScale={2} hideControls />}
      <div className="papers">
        <Button type="submit" size="compact-sm" loading={busy} disabled={!buyer}>
          {word('lot_action', fixed ? 'buy' : 'bid')}
        </Button>
        {lot.deposit && (
          <Button size="compact-sm" variant="default" disabled={!buyer} onClick={() => buyer && onDeposit(buyer)}>
            {word('lot_action', 'lodge_deposit')}
          </Button>
        )}
      </div>
    </form>
  )
}

const CHANNELS = ['open_auction', 'sealed_auction', 'fixed_price'] as const
/** In the browser's own clock, as `datetime-local` wants it. */
const local = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

function DraftLot({ kase, onDone }: { kase: Case; onDone: () => void }) {
  const { t } = useWords()
  const [channel, setChannel] = useState<string>('open_auction')
  const make = useMutation({
    mutationFn: (form: FormData) => {
      const number = (name: string) => Number(String(form.get(name) ?? '').replace(/[^\d.]/g, ''))
      const amount = (name: string): Amount | null => (form.get(name) ? { minor: Math.round(number(name) * 100), currency: kase.currency } : null)
      const time = (name: string) => new Date(String(form.get(name))).toISOString()
      const selling = channel === 'fixed_price' ? { channel, price: amount('start') } : channel === 'sealed_auction' ? { channel, minimum: amount('start'), reserve: amount('reserve') } : { channel, start: amount('start'), increment: amount('increment'), reserve: amount('reserve'), late: { window_s: number('window') * 60, extend_s: number('window') * 60, most: 10 } }
      return answered(api.POST('/api/v1/cases/{id}/lots', { params: { path: { id: kase.id } }, body: { ...selling, deposit: amount('deposit'), opens_at: time('opens'), closes_at: time('closes'), pay_hours: 72 } as never }))
    },
    onSuccess: onDone,
  })
  const sum = (name: string, label: string, required: boolean, value?: number) => <NumberInput size="xs" name={name} label={label} required={required} min={0} decimalScale={2} hideControls defaultValue={value} />
  return (
    <form
      className="offer"
      onSubmit={(event) => {
        event.preventDefault()
        make.mutate(new FormData(event.currentTarget))
      }}
    >
      <Select size="xs" label={t('auction.channel')} value={channel} onChange={(value) => setChannel(value ?? 'open_auction')} data={CHANNELS.map((value) => ({ value, label: word('channel', value) }))} allowDeselect={false} />
      {sum('start', channel === 'fixed_price' ? t('auction.price') : t('auction.start'), true, Math.round(kase.outstanding_minor / 200))}
      {channel === 'open_auction' && sum('increment', t('auction.increment'), true, 500)}
      {channel !== 'fixed_price' && sum('reserve', t('disposal.reserve'), false)}
      {sum('deposit', t('auction.deposit'), false)}
      <TextInput size="xs" type="datetime-local" name="opens" label={t('auction.opens')} required defaultValue={local(Date.now() + 300_000)} />
      <TextInput size="xs" type="datetime-local" name="closes" label={t('auction.closes')} required defaultValue={local(Date.now() + 3 * 86_400_000)} />
      {channel === 'open_auction' && <NumberInput size="xs" name="window" label={t('auction.window')} required min={1} max={120} defaultValue={5} suffix=" min" />}
      {make.isError && <ProblemNote problem={asProblem(make.error)} />}
      <Button type="submit" size="compact-sm" loading={make.isPending}>
        {t('auction.draft')}
      </Button>
    </form>
  )
}
