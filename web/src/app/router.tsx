import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries'
import { allows } from '../api/rights'
import { PAGES } from '../frame/Rail'
import { Shell } from '../frame/Shell'
import { queries } from './client'
import { Missing, PageFailed } from './missing'

type Raw = Record<string, unknown>
const text = (raw: Raw, key: string): string | undefined => (typeof raw[key] === 'string' && raw[key] !== '' ? raw[key] : typeof raw[key] === 'number' ? String(raw[key]) : undefined)
const one = <T extends string>(raw: Raw, key: string, of: readonly T[]): T | undefined => of.find((value) => value === raw[key])
const flag = (raw: Raw, key: string): true | undefined => (raw[key] === true || raw[key] === 'true' || raw[key] === 1 ? true : undefined)
/** From (inclusive) and until (exclusive), as the figure that led to a list. */
const period = (raw: Raw) => ({ from: text(raw, 'from'), to: text(raw, 'to') })
/** Keys without a value are left out of the address. */
const clean = <T extends object>(search: T) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Optional<T>
type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> }

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing, errorComponent: PageFailed })

export const loginRoute = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (raw: Raw) => clean({ to: text(raw, 'to'), ended: flag(raw, 'ended') }),
  component: lazyRouteComponent(() => import('../pages/login/LoginPage')),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/login', search: location.href === '/' ? {} : { to: location.href } })
  },
  component: Shell,
  errorComponent: PageFailed,
})

export const liveRoute = createRoute({
  getParentRoute: () => inside,
  path: '/',
  validateSearch: (raw: Raw) =>
    clean({
      tab: one(raw, 'tab', ['sites']),
      q: text(raw, 'q'),
      sev: text(raw, 'sev'),
      bucket: text(raw, 'bucket'),
      on: one(raw, 'on', ['connected']),
      // `on=silent` is how older links said so.
      nofix: text(raw, 'nofix') ?? (raw.on === 'silent' ? '24' : undefined),
      layers: text(raw, 'layers'),
      case: flag(raw, 'case'),
      group: text(raw, 'group'),
      sort: one(raw, 'sort', ['risk', 'dpd', 'age']),
      v: text(raw, 'v'),
      follow: flag(raw, 'follow'),
      at: text(raw, 'at'),
    }),
  // Who sees no places begins where they may.
  beforeLoad: async () => {
    const session = await queries.ensureQueryData(sessionQuery)
    if (session?.role === 'contractor') {
      // Their people have an app of their own; nothing here is waited for any more.
      window.location.replace('/m')
      await new Promise(() => {})
    }
    const first = PAGES.find((page) => allows(session, page.right))
    if (first && first.to !== '/') throw redirect({ to: first.to })
  },
  component: lazyRouteComponent(() => import('../pages/live/LivePage')),
})

export const alertsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/alerts',
  validateSearch: (raw: Raw) => clean({ queue: one(raw, 'queue', ['critical', 'mine', 'unassigned', 'snoozed', 'closed', 'all']), v: text(raw, 'v'), a: text(raw, 'a'), type: text(raw, 'type'), group: text(raw, 'group'), site: text(raw, 'site'), storm: text(raw, 'storm'), unfold: text(raw, 'unfold'), ...period(raw) }),
  component: lazyRouteComponent(() => import('../pages/alerts/AlertsPage')),
})

export const casesRoute = createRoute({
  getParentRoute: () => inside,
  path: '/cases',
  validateSearch: (raw: Raw) => clean({ view: one(raw, 'view', ['table', 'map']), q: text(raw, 'q'), closed: flag(raw, 'closed'), state: text(raw, 'state'), sort: text(raw, 'sort'), sel: text(raw, 'sel'), bucket: text(raw, 'bucket'), branch: text(raw, 'branch'), ...period(raw) }),
  component: lazyRouteComponent(() => import('../pages/cases/CasesPage')),
})

export const caseRoute = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$id',
  validateSearch: (raw: Raw) => clean({ do: text(raw, 'do') }),
  component: lazyRouteComponent(() => import('../pages/case/CasePage')),
})

export const vehicleRoute = createRoute({
  getParentRoute: () => inside,
  path: '/vehicles/$id',
  validateSearch: (raw: Raw) =>
    clean({ tab: one(raw, 'tab', ['tracks', 'places', 'timeline', 'loan', 'documents']), day: text(raw, 'day'), t: text(raw, 't'), audit: flag(raw, 'audit'), kind: one(raw, 'kind', ['alert', 'case', 'loan', 'device']), dev: text(raw, 'dev'), place: text(raw, 'place'), both: one(raw, 'both', ['no']) }),
  component: lazyRouteComponent(() => import('../pages/vehicle/VehiclePage')),
})

export const dispatchRoute = createRoute({
  getParentRoute: () => inside,
  path: '/dispatch',
  validateSearch: (raw: Raw) => clean({ job: text(raw, 'job'), who: text(raw, 'who'), view: one(raw, 'view', ['list']), state: text(raw, 'state'), ...period(raw) }),
  component: lazyRouteComponent(() => import('../pages/dispatch/DispatchPage')),
})

export const yardRoute = createRoute({
  getParentRoute: () => inside,
  path: '/yard',
  validateSearch: (raw: Raw) => clean({ tab: one(raw, 'tab', ['in', 'out', 'yards']), yard: text(raw, 'yard'), q: text(raw, 'q'), sort: text(raw, 'sort'), view: one(raw, 'view', ['bays']), over: flag(raw, 'over'), check: one(raw, 'check', ['in', 'out']), case: text(raw, 'case') }),
  component: lazyRouteComponent(() => import('../pages/yard/YardPage')),
})

export const disposalRoute = createRoute({
  getParentRoute: () => inside,
  path: '/disposal',
  validateSearch: (raw: Raw) => clean({ tab: one(raw, 'tab', ['buyers', 'invoices', 'tasks', 'promises']), sel: text(raw, 'sel'), state: text(raw, 'state'), q: text(raw, 'q'), ...period(raw) }),
  component: lazyRouteComponent(() => import('../pages/disposal/DisposalPage')),
})

export const complaintsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/complaints',
  validateSearch: (raw: Raw) => clean({ queue: one(raw, 'queue', ['late', 'decided', 'all']), sel: text(raw, 'sel'), ...period(raw) }),
  component: lazyRouteComponent(() => import('../pages/complaints/ComplaintsPage')),
})

export const reportsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  validateSearch: (raw: Raw) => clean({ span: one(raw, 'span', ['30', '365']), by: one(raw, 'by', ['vendor', 'bucket', 'branch', 'month']) }),
  component: lazyRouteComponent(() => import('../pages/reports/ReportsPage')),
})

const SECTIONS = ['lenders', 'rates', 'rules', 'risk', 'devices', 'quarantine', 'sites', 'fences', 'regions', 'contractors', 'imports', 'audit', 'system', 'keys', 'integrations', 'notifications', 'map'] as const
export const adminRoute = createRoute({
  getParentRoute: () => inside,
  path: '/admin',
  validateSearch: (raw: Raw) => clean({ tab: one(raw, 'tab', SECTIONS), q: text(raw, 'q'), sel: text(raw, 'sel'), conn: text(raw, 'conn'), stock: text(raw, 'stock'), state: text(raw, 'state'), who: text(raw, 'who'), kind: text(raw, 'kind'), action: text(raw, 'action'), since: text(raw, 'since'), until: text(raw, 'until') }),
  component: lazyRouteComponent(() => import('../pages/admin/AdminPage')),
})

const tree = root.addChildren([
  loginRoute,
  inside.addChildren([liveRoute, alertsRoute, casesRoute, caseRoute, vehicleRoute, dispatchRoute, yardRoute, disposalRoute, complaintsRoute, reportsRoute, adminRoute]),
])

export const router = createRouter({ routeTree: tree, defaultPreload: 'intent', defaultErrorComponent: PageFailed, defaultNotFoundComponent: Missing, scrollRestoration: false })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
