import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import type { AlertFilter } from './queries'

export type AlertGroup = Schemas['AlertGroup']
export type Storm = Schemas['StormView']
export type SilentAlert = Schemas['SilentAlert']
export type AlertPower = Schemas['AlertPower']

/** A part of what is still to be decided. */
export type Cut = { queue: string; type?: string; group?: string; site_id?: string }

/** Vehicles in a page. */
const PAGE = 50

/** Vehicles with something to decide, the worst first: pages of them, as many as are asked for. Storms are left out. */
export const waitingQuery = (cut: Cut) =>
  infiniteQueryOptions({
    queryKey: ['inbox', 'groups', cut],
    staleTime: 15_000,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => answered(api.GET('/api/v1/alerts/groups', { params: { query: { ...cut, fold_storms: true, limit: PAGE, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** Any alerts, the newest change first. */
export const alertPagesQuery = (filter: AlertFilter) =>
  infiniteQueryOptions({
    queryKey: ['inbox', 'alerts', filter],
    staleTime: 15_000,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => answered(api.GET('/api/v1/alerts', { params: { query: { ...filter, order: 'desc', limit: 4 * PAGE, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** How many vehicles wait in each queue, and with which alerts. */
export const summaryQuery = (cut: Cut) =>
  queryOptions({ queryKey: ['inbox', 'summary', cut], staleTime: 15_000, queryFn: ({ signal }) => answered(api.GET('/api/v1/alerts/summary', { params: { query: cut }, signal })) })

export const stormsQuery = (cut: Cut) =>
  queryOptions({ queryKey: ['inbox', 'storms', cut], staleTime: 15_000, queryFn: ({ signal }) => answered(api.GET('/api/v1/alerts/storms', { params: { query: cut }, signal })) })

/** A storm with its alerts, at most 5000. */
export const stormQuery = (id: string, cut: Cut) =>
  queryOptions({ queryKey: ['inbox', 'storm', id, cut], staleTime: 15_000, queryFn: ({ signal }) => answered(api.GET('/api/v1/alerts/storms/{id}', { params: { path: { id }, query: cut }, signal })) })

/** The alert that changed last: when the inbox is empty. */
export const lastAlertQuery = queryOptions({ queryKey: ['inbox', 'last'], staleTime: 15_000, queryFn: ({ signal }) => answered(api.GET('/api/v1/alerts', { params: { query: { order: 'desc', limit: 1 } }, signal })) })

export const powerQuery = (id: string, span: { from: string; to: string }) =>
  queryOptions({ queryKey: ['alert-power', id, span], staleTime: 60_000, queryFn: ({ signal }) => answered(api.GET('/api/v1/alerts/{id}/power', { params: { path: { id }, query: span }, signal })) })
