import type { Crew, Order, Refusal } from './wire'

const ACTIVE = ['accepted', 'en_route', 'on_site', 'on_hook', 'on_hold']
export const active = (order: Order) => ACTIVE.includes(order.state)
/** Where the car is may be looked at: work goes on, and no hold stops it. */
export const mayLook = (order: Order) => active(order) && order.state !== 'on_hold'

export type Do = 'depart' | 'check_in' | 'found' | 'hook' | 'complete' | 'fail' | 'confirm_hold' | 'handover'
export type Offered = { do: Do; refusal: Refusal | null }

const of = (order: Order, action: string): Refusal | null | undefined => order.actions.find((one) => one.action === action)?.refusal
/** A step that another state knows is not shown; one that something else keeps from is shown, with what does. */
const shown = (refusal: Refusal | null | undefined): refusal is Refusal | null => refusal !== undefined && !['wrong_state', 'step_of_kind', 'own_orders'].includes(refusal?.rule ?? '')

/** What the foot of the job's page offers, the next step first. */
export function offered(order: Order, crew: Crew | null, stopped = false): Offered[] {
  if (order.state === 'on_hold') {
    const refusal = of(order, 'confirm_hold')
    return refusal === null && !stopped ? [{ do: 'confirm_hold', refusal }] : []
  }
  const found: Offered[] = []
  const add = (name: Do, action: string) => {
    const refusal = of(order, action)
    if (shown(refusal)) found.push({ do: name, refusal })
  }
  add('depart', 'depart')
  if (order.state !== 'on_site') add('check_in', 'check_in')
  if (order.state === 'on_site' && of(order, 'hook') !== undefined && takes(order)) found.push({ do: 'found', refusal: null })
  add('hook', 'hook')
  add('complete', 'complete')
  if (hasCar(order, crew)) found.push({ do: 'handover', refusal: null })
  // Nobody looks for a car that is on the hook.
  if (order.state !== 'on_hook') add('fail', 'fail')
  return found
}

const takes = (order: Order) => ['repossess', 'voluntary_surrender', 'impound_involuntary', 'impound_voluntary'].includes(order.kind)

/** The own company has the car. */
export function hasCar(order: Order, crew: Crew | null): boolean {
  const holder = order.custodian
  return crew !== null && holder !== undefined && 'vendor' in holder && holder.vendor === crew.vendor_id
}

/** Named agents whose last check-in is not older than a working shift. */
export function checkedIn(order: Order, now = Date.now()): Set<string> {
  const fresh = order.check_ins.filter((one) => now - Date.parse(one.at) < 12 * 3_600_000)
  return new Set(fresh.map((one) => one.agent).filter((agent) => order.agents.includes(agent)))
}

/** People who may be sent, the caller first; too few, and nobody is chosen beforehand. */
export function usualCrew(crew: Crew): string[] {
  const ready = crew.agents.filter((one) => one.gaps.length === 0).map((one) => one.id)
  const first = ready.filter((id) => id === crew.agent_id)
  const others = ready.filter((id) => id !== crew.agent_id)
  const all = [...first, ...others]
  return all.length < crew.min_agents ? [] : all.slice(0, crew.min_agents)
}

/** The id of a yard that takes cars in what a code says: the id itself, or a link that carries it. */
export function yardIn(code: string, yards: readonly { id: string }[]): string | null {
  const found: readonly string[] = code.toLowerCase().match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
  return yards.find((yard) => found.includes(yard.id.toLowerCase()))?.id ?? null
}

/** One line of the condition report, as the lender reads it. */
export const damageLine = (mark: { panel: string; type: string; severity: string }) => `${mark.panel}: ${mark.type} (${mark.severity})`
