import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answered, api, mayBeIn, setCsrf, type Schemas } from './client'
import { Problem } from './problem'

export type Session = Schemas['Session']
export type Vehicle = Schemas['VehicleView']
export type MapCell = Schemas['MapCell']
/** A vehicle on the map: one row of the columns that the server answers. */
export type MapVehicle = {
  vehicle_id: string
  plate: string | null
  precision: Schemas['Precision']
  cell: string
  lat: number
  lon: number
  at: string
  age_s: number
  connected: boolean
  speed_kph: number | null
  course: number | null
  worst_severity: string | null
  open_case: boolean
}
export type Alert = Schemas['Alert']
export type Case = Schemas['CaseView']
export type CaseDetail = Schemas['CaseDetail']

/** The largest page the server gives. */
export const PAGE = 500
/** The client holds no more features than this. */
export const MOST = 5000

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  retry: false,
  queryFn: async (): Promise<Session | null> => {
    if (!mayBeIn()) return null
    try {
      const session = await answered(api.GET('/api/v1/session'))
      setCsrf(session.csrf_token)
      return session
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        setCsrf(null)
        return null
      }
      throw error
    }
  },
})

export const systemQuery = queryOptions({ queryKey: ['system'], staleTime: 30_000, queryFn: () => answered(api.GET('/api/v1/system')) })

export const lendersQuery = queryOptions({
  queryKey: ['lenders'],
  staleTime: 300_000,
  queryFn: () => answered(api.GET('/api/v1/lenders', { params: { query: { limit: PAGE } } })),
})

/** All pages of a list up to [`MOST`] rows; `more` says that there would be others. */
export async function all<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; next_cursor?: string | null }>,
  most = MOST,
): Promise<{ items: T[]; more: boolean }> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const got = await page(cursor)
    items.push(...got.items)
    cursor = got.next_cursor ?? undefined
  } while (cursor && items.length < most)
  return { items: items.slice(0, most), more: cursor !== undefined || items.length > most }
}

export const rows = (points: Schemas['MapPoints']): MapVehicle[] =>
  points.vehicle_id.map((vehicle_id, n) => ({
    vehicle_id,
    plate: points.plate[n] ?? null,
    precision: points.precision[n] ?? 'coarse',
    cell: points.cell[n] ?? '',
    lat: points.lat[n] ?? 0,
    lon: points.lng[n] ?? 0,
    at: points.at[n] ?? '',
    age_s: points.fix_age_s[n] ?? 0,
    connected: points.connection[n] === 'online',
    speed_kph: points.speed_kph[n] ?? null,
    course: points.heading[n] ?? null,
    worst_severity: points.severity[n] ?? null,
    open_case: points.open_case[n] ?? false,
  }))

/** What map and list choose by, as the server takes it. */
export type Choice = { q?: string; severity?: string; bucket?: string; connection?: 'online' | 'offline'; no_fix_h?: number; has_open_case?: boolean; group?: string }

/** Vehicles one by one, or, where they are too many for that, counted in cells. */
export const mapQuery = (bbox: string | undefined, zoom?: number, choice: Choice = {}) =>
  queryOptions({
    queryKey: ['map', bbox ?? '', zoom ?? '', choice],
    staleTime: 5_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const map = await answered(api.GET('/api/v1/map/vehicles', { params: { query: { ...choice, bbox, zoom } }, signal }))
      return { items: rows(map.points), cells: map.cells, total: map.total, inView: map.in_view }
    },
  })

export type VehicleFilter = Choice & { has_open_alert?: boolean; sort?: 'risk' | 'severity' | 'dpd' | 'last_fix' }

export const vehiclesQuery = (filter: VehicleFilter) =>
  infiniteQueryOptions({
    queryKey: ['vehicles', filter],
    initialPageParam: undefined as string | undefined,
    staleTime: 15_000,
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET('/api/v1/vehicles', { params: { query: { ...filter, limit: PAGE, cursor: pageParam } }, signal })),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })

export const vehicleQuery = (id: string) =>
  queryOptions({ queryKey: ['vehicle', id], queryFn: () => answered(api.GET('/api/v1/vehicles/{id}', { params: { path: { id } } })) })

export const riskQuery = (id: string) =>
  queryOptions({ queryKey: ['risk', id], staleTime: 15_000, queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/risk', { params: { path: { id } } })) })

/** Days are those of the lender's zone, `YYYY-MM-DD`. */
export const riskDaysQuery = (id: string, from: string, to: string) =>
  queryOptions({ queryKey: ['risk', id, from, to], staleTime: 300_000, queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/risk/days', { params: { path: { id }, query: { from, to } } })) })

export const riskParametersQuery = queryOptions({ queryKey: ['risk-parameters'], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/risk/parameters')) })

export const positionQuery = (id: string, reason?: string) =>
  queryOptions({
    queryKey: ['position', id, reason ?? ''],
    staleTime: 10_000,
    queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/position', { params: { path: { id }, query: { reason } } })),
  })

export const placesQuery = (id: string, reason?: string) =>
  queryOptions({
    queryKey: ['places', id, reason ?? ''],
    staleTime: 300_000,
    queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/places', { params: { path: { id }, query: { reason } } })),
  })

/** Times are RFC 3339. */
export const trackQuery = (id: string, from: string, to: string, reason?: string) =>
  queryOptions({
    queryKey: ['track', id, from, to, reason ?? ''],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      let precision: Schemas['Precision'] = 'coarse'
      const got = await all(async (cursor) => {
        const page = await answered(
          api.GET('/api/v1/vehicles/{id}/track', { params: { path: { id }, query: { from, to, reason, limit: PAGE, cursor } }, signal }),
        )
        precision = page.precision
        return page
      }, 20_000)
      return { ...got, precision }
    },
  })

export const staysQuery = (id: string, from: string, to: string, reason?: string) =>
  queryOptions({
    queryKey: ['stays', id, from, to, reason ?? ''],
    staleTime: 60_000,
    queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/stays', { params: { path: { id }, query: { from, to, reason, limit: PAGE } } })),
  })

export const visitsQuery = (id: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['visits', id, from, to],
    staleTime: 60_000,
    queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/visits', { params: { path: { id }, query: { from, to, limit: PAGE } } })),
  })

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline', id],
    staleTime: 10_000,
    queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/timeline', { params: { path: { id }, query: { limit: 200 } } })),
  })

export type AlertFilter = { vehicle_id?: string; site_id?: string; group?: string; type?: string; state?: string; severity?: string; desk_state?: string; raised_from?: string; raised_to?: string }

export const alertsQuery = (filter: AlertFilter) =>
  queryOptions({
    queryKey: ['alerts', filter],
    staleTime: 15_000,
    queryFn: ({ signal }) =>
      all((cursor) =>
        answered(api.GET('/api/v1/alerts', { params: { query: { ...filter, order: 'desc', limit: PAGE, cursor } }, signal })), 2000),
  })

/** Urgent alerts that nobody has looked at: as many as a badge counts. */
export const URGENT_MOST = 100
export const urgentQuery = queryOptions({
  queryKey: ['alerts', 'urgent'],
  staleTime: 15_000,
  queryFn: ({ signal }) =>
    answered(api.GET('/api/v1/alerts', { params: { query: { desk_state: 'new', severity: 'high,critical', state: 'open,closed', order: 'desc', limit: URGENT_MOST } }, signal })),
})

export const alertQuery = (id: string) =>
  queryOptions({ queryKey: ['alert', id], queryFn: () => answered(api.GET('/api/v1/alerts/{id}', { params: { path: { id } } })) })

export const siteQuery = (id: string) =>
  queryOptions({ queryKey: ['site', id], staleTime: 600_000, queryFn: () => answered(api.GET('/api/v1/sites/{id}', { params: { path: { id } } })) })

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  staleTime: 300_000,
  queryFn: () => all((cursor) => answered(api.GET('/api/v1/sites', { params: { query: { limit: PAGE, cursor } } }))),
})

/** All fences, or those that watch a vehicle. */
export const fencesQuery = (vehicle_id?: string) =>
  queryOptions({
    queryKey: ['fences', vehicle_id ?? ''],
    staleTime: 60_000,
    queryFn: () => all((cursor) => answered(api.GET('/api/v1/fences', { params: { query: { vehicle_id, limit: PAGE, cursor } } }))),
  })

export const fenceQuery = (id: string) => queryOptions({ queryKey: ['fence', id], queryFn: () => answered(api.GET('/api/v1/fences/{id}', { params: { path: { id } } })) })

export const regionsQuery = queryOptions({ queryKey: ['regions'], staleTime: 60_000, queryFn: () => all((cursor) => answered(api.GET('/api/v1/regions', { params: { query: { limit: PAGE, cursor } } }))) })

export const casesQuery = (filter: { open?: boolean; state?: string; vehicle_id?: string; opened_from?: string; opened_to?: string; flagged_bucket?: string; branch?: string }) =>
  queryOptions({
    queryKey: ['cases', filter],
    staleTime: 15_000,
    queryFn: ({ signal }) =>
      all((cursor) => answered(api.GET('/api/v1/cases', { params: { query: { ...filter, limit: PAGE, cursor } }, signal })), 2000),
  })

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], staleTime: 5_000, queryFn: () => answered(api.GET('/api/v1/cases/{id}', { params: { path: { id } } })) })

/** Notes of a case, the newest first: the first page of them, and as many more as are asked for. */
export const notesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['case', id, 'notes'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answered(api.GET('/api/v1/cases/{id}/notes', { params: { path: { id }, query: { limit: 20, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const colleaguesQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'colleagues'],
    staleTime: 300_000,
    queryFn: () => all((cursor) => answered(api.GET('/api/v1/cases/{id}/colleagues', { params: { path: { id }, query: { limit: PAGE, cursor } } })), 2000),
  })

export const mentionsQuery = queryOptions({
  queryKey: ['mentions'],
  staleTime: 15_000,
  refetchInterval: 60_000,
  queryFn: () => answered(api.GET('/api/v1/mentions', { params: { query: { unread: true, limit: 20 } } })),
})

export const custodyQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'custody'], queryFn: () => answered(api.GET('/api/v1/cases/{id}/custody', { params: { path: { id } } })) })

export const ledgerQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'ledger'], queryFn: () => answered(api.GET('/api/v1/cases/{id}/ledger', { params: { path: { id } } })) })

export const recordsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'records'],
    queryFn: () => answered(api.GET('/api/v1/cases/{id}/records', { params: { path: { id }, query: { limit: PAGE } } })),
  })

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'evidence'],
    queryFn: () => answered(api.GET('/api/v1/cases/{id}/evidence', { params: { path: { id }, query: { limit: PAGE } } })),
  })

export const ordersQuery = (filter: { case_id?: string; state?: string; since?: string }) =>
  queryOptions({
    queryKey: ['orders', filter],
    staleTime: 15_000,
    queryFn: () => all((cursor) => answered(api.GET('/api/v1/orders', { params: { query: { ...filter, limit: PAGE, cursor } } })), 2000),
  })

export const orderQuery = (id: string) =>
  queryOptions({ queryKey: ['order', id], queryFn: () => answered(api.GET('/api/v1/orders/{id}', { params: { path: { id } } })) })

export const matchesQuery = (id: string) =>
  queryOptions({ queryKey: ['order', id, 'matches'], queryFn: () => answered(api.GET('/api/v1/orders/{id}/matches', { params: { path: { id } } })) })

export const roundQuery = (id: string) =>
  queryOptions({ queryKey: ['order', id, 'round'], retry: false, queryFn: () => answered(api.GET('/api/v1/orders/{id}/offers', { params: { path: { id } } })) })

export const vendorsQuery = queryOptions({
  queryKey: ['vendors'],
  staleTime: 30_000,
  queryFn: () => all((cursor) => answered(api.GET('/api/v1/vendors', { params: { query: { limit: PAGE, cursor } } })), 2000),
})

export const yardsQuery = queryOptions({
  queryKey: ['yards'],
  staleTime: 30_000,
  queryFn: () => all((cursor) => answered(api.GET('/api/v1/yards', { params: { query: { limit: PAGE, cursor } } })), 2000),
})

export const lotsQuery = queryOptions({
  queryKey: ['lots'],
  staleTime: 15_000,
  queryFn: () => all((cursor) => answered(api.GET('/api/v1/lots', { params: { query: { limit: PAGE, cursor } } })), 2000),
})

export const usersQuery = queryOptions({
  queryKey: ['users'],
  staleTime: 60_000,
  queryFn: () => all((cursor) => answered(api.GET('/api/v1/users', { params: { query: { limit: PAGE, cursor } } })), 2000),
})

export const loanQuery = (id: string) =>
  queryOptions({ queryKey: ['loan', id], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/loans/{id}', { params: { path: { id } } })) })

export const loansOfQuery = (vehicle_id: string) =>
  queryOptions({ queryKey: ['loans', vehicle_id], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/loans', { params: { query: { vehicle_id } } })) })

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: () => answered(api.GET('/api/v1/imports', { params: { query: { limit: 50 } } })),
})
