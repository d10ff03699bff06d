/**
 * What the frame and the pages ask of a role. The server decides; this table only keeps from offering what it would
 * refuse, and says whom to ask. It follows the grants of the server's table of roles, which no route tells yet.
 */
export const ROLES = ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'auditor', 'contractor'] as const
export type Role = (typeof ROLES)[number]

const desk = ['admin', 'supervisor', 'risk_officer', 'legal'] as const satisfies Role[]

const RIGHTS = {
  locations: desk,
  vehicles: ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'auditor'],
  alerts: [...desk, 'auditor'],
  alerts_write: ['admin', 'supervisor', 'risk_officer'],
  cases: ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'auditor'],
  cases_write: ['admin', 'supervisor', 'risk_officer', 'legal'],
  orders: ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'auditor'],
  orders_write: ['admin', 'supervisor', 'risk_officer'],
  vendors: ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'auditor'],
  yards: ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'auditor'],
  yards_write: ['admin', 'supervisor'],
  disposal: ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'auditor'],
  disposal_write: ['admin', 'supervisor', 'finance'],
  disposal_approve: ['admin', 'supervisor', 'legal'],
  ledger_write: ['admin', 'supervisor', 'finance'],
  compliance: ['admin', 'supervisor', 'legal', 'risk_officer', 'finance', 'auditor'],
  reports: ['admin', 'supervisor', 'risk_officer', 'legal', 'finance', 'auditor'],
  sites_write: ['admin', 'supervisor', 'risk_officer'],
  custody_write: ['admin', 'supervisor', 'risk_officer', 'yard_clerk'],
  loans_write: ['admin', 'supervisor', 'risk_officer', 'finance'],
  ledger: ['admin', 'supervisor', 'legal', 'finance', 'auditor'],
  events: [...desk, 'auditor'],
  users: ['admin', 'supervisor', 'auditor'],
  users_write: ['admin'],
  trackers: ['admin', 'supervisor', 'risk_officer', 'yard_clerk', 'auditor'],
  sites: [...desk, 'auditor'],
  imports: ['admin', 'supervisor', 'risk_officer', 'finance', 'auditor'],
  imports_write: ['admin', 'supervisor', 'risk_officer', 'finance'],
  notifications: ['admin', 'supervisor', 'auditor'],
  loans: [...desk, 'finance', 'auditor'],
  api_keys: ['admin', 'auditor'],
  platform: ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Right = keyof typeof RIGHTS

export const may = (role: string | undefined, right: Right): boolean =>
  (RIGHTS[right] as readonly string[]).includes(role ?? '')

/** Whom to ask: the first role that may. */
export const whoMay = (right: Right): Role => RIGHTS[right][0]
