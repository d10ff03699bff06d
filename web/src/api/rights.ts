/**
 * The names of what somebody may do, as the session tells them: `<resource>:<action>`. Who may what stands in the
 * server's own table alone; these are only names, so that a page cannot ask for a right that there is not.
 */
export type Resource =
  | 'session' | 'platform' | 'system' | 'lenders' | 'users' | 'api_keys' | 'borrowers' | 'vehicles' | 'locations' | 'trackers' | 'captures' | 'files' | 'clocks' | 'commands' | 'sites' | 'areas'
  | 'loans' | 'payments' | 'promises' | 'complaints' | 'alerts' | 'risk' | 'cases' | 'orders' | 'evidence' | 'custody' | 'yards' | 'disposal' | 'ledger' | 'vendors' | 'compliance' | 'work' | 'imports' | 'jobs' | 'events' | 'notifications' | 'reports' | 'exports'
export type Action = 'read' | 'write' | 'approve' | 'unmask'
export type Right = `${Resource}:${Action}`

/** What the session says; nobody may anything before it has said so. */
export const allows = (session: { rights?: readonly string[] } | null | undefined, right: Right): boolean => session?.rights?.includes(right) === true

export const parts = (right: Right): [Resource, Action] => right.split(':') as [Resource, Action]
