import type { Schemas } from '../api/client'

/** Who acts, and what stands in the way: the document leaves these open. */
export type Refusal = { rule: string; message: string; remedy: string; code?: string | undefined; params?: Readonly<Record<string, unknown>> | undefined }
export type Step = { action: string; refusal: Refusal | null }
export type Custodian =
  | { custodian: 'borrower' }
  | { custodian: 'agent'; vendor: string; agent: string }
  | { custodian: 'tow_truck' | 'carrier' | 'auction'; vendor: string }
  | { custodian: 'yard'; yard: string }
  | { custodian: 'buyer'; buyer: string }
export type CheckIn = { agent: string; at: string; place: { lat_e7: number; lon_e7: number } }

export type Order = Omit<Schemas['WorkOrder'], 'actions' | 'check_ins' | 'custodian'> & { actions: Step[]; check_ins: CheckIn[]; custodian?: Custodian }
export type Offer = Omit<Schemas['OfferView'], 'offer'> & {
  offer: { order: string; offer: string; sealed: boolean; until: string; status: string; quote: { price: { minor: number; currency: string }; arrives_in_min: number | null } | null }
}
export type Member = { id: string; name?: string | null; gaps: Refusal[] }
export type Yard = { id: string; name: string; address: string; lat: number; lon: number; opening_hours: string }
export type Crew = { vendor_id: string; vendor: string; agent_id?: string | null; agents: Member[]; min_agents: number; min_photos: number; yards: Yard[]; time_zone: string }
export type Session = Schemas['Session']
export type Position = Schemas['WorkPosition']
export type Spot = { lat: number; lon: number; accuracy_m: number; at: string }
