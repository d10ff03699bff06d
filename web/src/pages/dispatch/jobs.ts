import type { Case } from '../../api/queries'
import type { Schemas } from '../../api/client'

type Order = Schemas['OrderView']

/** Nobody who was asked took it. */
export const UNTAKEN: readonly string[] = ['declined', 'expired']
/** Orders that nobody took so long ago are history: their cases get a new one. */
export const UNTAKEN_DAYS = 60
/** May be offered. */
export const TO_OFFER: readonly string[] = ['draft', ...UNTAKEN]
/** Somebody was asked or works on it, or waits for the lender to agree. */
export const LIVE: readonly string[] = ['offered', 'accepted', 'en_route', 'on_site', 'on_hook', 'on_hold', 'completed']
/** States of a case in which somebody may be sent for its car. */
export const FIELD: readonly string[] = ['authorised', 'in_recovery']

/**
 * What is to be dispatched and what is under way. An order that nobody took is to be offered again as long as its case
 * waits and has no newer order; an older one of them is history.
 */
export function jobs(orders: readonly Order[], cases: readonly Case[]) {
  const listed = [...new Map(orders.map((one) => [one.id, one])).values()]
  const live = listed.filter((one) => LIVE.includes(one.state))
  const waits = new Set(cases.map((kase) => kase.id))
  const busy = new Set(live.map((one) => one.case_id))
  const drafts: Order[] = []
  const again = new Map<string, Order>()
  for (const one of listed) {
    if (one.state === 'draft') drafts.push(one)
    else if (TO_OFFER.includes(one.state) && waits.has(one.case_id) && !busy.has(one.case_id)) {
      const other = again.get(one.case_id)
      if (!other || other.updated_at < one.updated_at) again.set(one.case_id, one)
    }
  }
  const written = new Set(drafts.map((one) => one.case_id))
  const retried = [...again.values()].filter((one) => !written.has(one.case_id))
  const taken = new Set([...busy, ...written, ...again.keys()])
  return { listed, live, drafts: [...drafts, ...retried], waiting: cases.filter((kase) => !taken.has(kase.id)) }
}

/** By the id of the case. */
export const platesOf = (orders: readonly Order[], cases: readonly Case[]): ReadonlyMap<string, string> =>
  new Map([...orders.flatMap((one) => (one.plate ? [[one.case_id, one.plate] as const] : [])), ...cases.map((kase) => [kase.id, kase.plate ?? kase.contract_number] as const)])
