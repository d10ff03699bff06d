import type { Schemas } from '../../api/client'

export type Endpoint = Schemas['EndpointView']
/** A rule as the API describes it: a plain object, of which this page changes a part. */
export type Rule = { events: string[]; min_severity?: string | null; first: Step; escalate?: unknown[] | null }
type Step = { to: { kind: string; role?: string }; via: { channel: string; endpoint?: string } }
export const ruleOf = (view: Schemas['RuleView']) => view.rule as unknown as Rule

/** In place of an endpoint or a role: whom the rule tells now, where this form cannot say it. */
export const KEPT = 'kept'

/** Whom a rule tells, as the form has it: an endpoint's id, a role by mail, or what is kept as it is. */
export function targetOf({ first: { to, via } }: Rule): string {
  if (to.kind === 'endpoint' && via.endpoint) return via.endpoint
  return to.kind === 'role' && to.role && via.channel === 'email' ? to.role : KEPT
}

export type Entered = { events: string; least: string | null; to: string }

/** The rule with what was entered; quiet hours, escalations and texts stay as they were. */
export function entered(before: Rule | undefined, { events, least, to }: Entered, endpoints: readonly Endpoint[]): Rule {
  const endpoint = endpoints.find((one) => one.id === to)
  const first: Step = before && to === targetOf(before) ? before.first : endpoint ? { to: { kind: 'endpoint' }, via: { channel: endpoint.kind, endpoint: endpoint.id } } : { to: { kind: 'role', role: to }, via: { channel: 'email' } }
  const { min_severity: _, ...rest } = before ?? ({} as Partial<Rule>)
  return { ...rest, events: events.split(/[\s,]+/).filter(Boolean), ...(least && { min_severity: least }), first }
}
