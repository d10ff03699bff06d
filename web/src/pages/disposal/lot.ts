import { queryOptions } from '@tanstack/react-query'
import { all } from '../../api/queries'
import { answered, api, type Schemas } from '../../api/client'

export type Amount = { minor: number; currency: string }
export type Bid = { bid: string | null; buyer: string | null; bidder: number; amount: Amount | null; at: string }
export type Late = { window_s: number; extend_s: number; most: number }
export type Award = { bid: string; buyer: string; price: Amount; pay_by: string; payments: { id: string; amount: Amount; at: string }[] }
/** How it is sold, as the lot tells it and as its form gives it. */
export type Selling = { channel: string; start?: Amount; minimum?: Amount; price?: Amount; increment?: Amount; reserve?: Amount | null; late?: Late; court?: string; buyer?: string; consignee?: string }
export type Terms = Selling & { deposit: Amount | null; opens_at: string; closes_at: string; pay_hours: number }
export type Lot = {
  channel: string
  round: number
  least: Amount
  next_bid: Amount | null
  deposit: Amount | null
  has_reserve: boolean
  opens_at: string
  closes_at: string
  pay_hours: number
  selling: Selling
  stage: { state: string; extensions?: number; award?: Award; best?: string; buyer?: string; second?: boolean; reserve_met?: boolean; price?: Amount; until?: string; why?: string; reason?: string }
  all_bids: Bid[]
  deposits: [string, Amount, string][]
}
export const lotOf = (view: Schemas['LotView']) => view.lot as unknown as Lot
export const lotQuery = (id: string) => queryOptions({ queryKey: ['lots', 'one', id], queryFn: ({ signal }) => answered(api.GET('/api/v1/lots/{id}', { params: { path: { id } }, signal })) })

/** What is asked for at least: what a consignee must bring is between the two, and the lot tells others nothing of it. */
export const leastOf = (lot: Lot): Amount => lot.selling.minimum ?? lot.least

/** The terms of the round that is, as a form for the next one begins. */
export const termsOf = (lot: Lot): Terms => ({ ...lot.selling, deposit: lot.deposit, opens_at: lot.opens_at, closes_at: lot.closes_at, pay_hours: lot.pay_hours })

/** The highest bid that can be seen; the earlier one of two that are the same. */
export const bestOf = (bids: readonly Bid[]): Bid | null => bids.reduce<Bid | null>((top, bid) => (bid.amount && (!top?.amount || bid.amount.minor > top.amount.minor) ? bid : top), null)

/** How many items of the checklist are required and not there. */
export const missing = (items: readonly Pick<Schemas['CheckItem'], 'satisfied'>[]) => items.filter((one) => !one.satisfied).length

/** What is left to pay. */
export const restOf = (award: Award): Amount => ({ minor: award.price.minor - award.payments.reduce((sum, one) => sum + one.amount.minor, 0), currency: award.price.currency })

export const CHECKS = ['identity', 'address', 'dealer_licence', 'sanctions', 'bank_account'] as const
export type Check = { kind: (typeof CHECKS)[number]; passed: boolean; on: string; last_day: string | null }
export type Buyer = { id: string; name: string | null; kind: string; state: string; cause: string | null; reason: string | null; connected: string | null; checks: Partial<Record<Check['kind'], Check>>; defaults: number; gaps: { rule: string; message: string; remedy: string; code?: string }[] }

export function buyerOf(view: Schemas['BuyerView']): Buyer {
  const { kind, connected, checks, defaults, stage } = view.buyer as unknown as { kind: string; connected: string | null; checks: Buyer['checks']; defaults: string[]; stage: { state: string; cause?: string; reason?: string } }
  return { id: view.id, name: view.name ?? null, kind, connected, checks, defaults: defaults.length, state: stage.state, cause: stage.cause ?? null, reason: stage.reason ?? null, gaps: view.gaps as unknown as Buyer['gaps'] }
}

/** Every buyer of the lender, up to the most that a page draws. */
export const buyersQuery = queryOptions({
  queryKey: ['buyers'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    const { items, more } = await all((cursor) => answered(api.GET('/api/v1/buyers', { params: { query: { limit: 200, cursor } }, signal })))
    return { items: items.map(buyerOf), more }
  },
})

/** How a buyer is called: by its name, or by the end of its number where it has none. */
export const called = (buyer: Pick<Buyer, 'id' | 'name'> | undefined, id: string | null) => buyer?.name ?? (id ? `#${id.slice(-6)}` : '—')
