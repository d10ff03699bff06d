import type { Schemas } from '../../api/client'

/** Documents that the API describes as plain objects, as far as these pages read them. */
export type Point = { lat_e7: number; lon_e7: number }
export const degrees = (point: Point) => ({ lat: point.lat_e7 / 1e7, lon: point.lon_e7 / 1e7 })

/** Where an order stands: `work` or its fields from acceptance on, `from` what a hold stands on. */
export type Stage = { state: string; from?: Stage; at?: string; acknowledged?: { at: string }; work?: Work | null; vendor?: string; accepted_at?: string; check_ins?: readonly { at: string }[]; hooked?: { at: string } | null }
export type Work = { vendor: string; accepted_at: string; check_ins?: readonly { at: string }[]; hooked?: { at: string } | null }
export type Order = { target: Point | null; instructions: string | null; created_at: string; term: { ends_on: string }; stage: Stage }
export const orderOf = (view: Schemas['OrderView']) => view.order as unknown as Order

type Vendor = { profile: { name: string; kinds: string[]; capacity: number; bases: Point[] } }
export const vendorOf = (view: Schemas['VendorView']) => (view.vendor as unknown as Vendor).profile

export type Refusal = { rule: string; message: string; remedy: string }
export type Ranking = { ranked: { vendor: string; sticky: boolean; score_bp: number; terms: { term: string; value: string; adds_bp: number }[] }[]; passed: { vendor: string; refusals: Refusal[] }[] }
type Amount = { minor: number; currency: string }
export type Round = { number: number; mode: string; state: string; offers: { offer: string; vendor: string; at: string; until: string; status: string; reason: string | null; quote: { amount?: Amount } | null }[] }

type Yard = { name: string; address: string; bays: number; opening_hours: string; approved_by: string | null; closed: boolean; place: Point }
export const yardOf = (view: Schemas['YardView']) => view.yard as unknown as Yard
