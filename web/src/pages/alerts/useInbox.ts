import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { alertPagesQuery, type Cut, stormQuery, stormsQuery, waitingQuery } from '../../api/inbox'
import { type AlertFilter, alertsQuery } from '../../api/queries'
import { filterOf, type Group, groupOf, groups, inQueue, isWaiting, type Queue, stillWaiting } from './queues'
import { type Row, rowsOf } from './rows'

type Asked = { queue: Queue; type: string | undefined; group: string | undefined; site: string | undefined; me: string; unfolded: string | undefined; /** Of the history only: a queue is what waits now. */ from?: string | undefined; to?: string | undefined }

/** What the list shows of a queue: storms and vehicles of all of it, as many pages as were asked for. */
export function useInbox({ queue, type, group, site, me, unfolded, from, to }: Asked) {
  const waiting = isWaiting(queue)
  const of = { ...(type && { type }), ...(group && { group }), ...(site && { site_id: site }) }
  const cut: Cut = { queue: waiting ? queue : 'open', ...of }
  const filter = { ...filterOf(queue), ...of, ...(!waiting && from && { raised_from: from }), ...(!waiting && to && { raised_to: to }) }
  const told = useInfiniteQuery({ ...waitingQuery(cut), enabled: waiting })
  const history = useInfiniteQuery({ ...alertPagesQuery(filter), enabled: !waiting })
  const storms = useQuery({ ...stormsQuery(cut), enabled: waiting })
  const unfoldedNow = storms.data?.items.find((storm) => storm.id === unfolded)
  const opened = useQuery({ ...stormQuery(unfolded ?? '', cut), enabled: unfoldedNow !== undefined })
  const query = waiting ? told : history
  const all = useMemo<Group[]>(
    () =>
      waiting
        ? (told.data?.pages ?? []).flatMap((page) => page.items).flatMap((one) => stillWaiting(one, queue, me) ?? [])
        : groups((history.data?.pages ?? []).flatMap((page) => page.items).filter((alert) => inQueue(queue, alert, me))),
    [waiting, told.data, history.data, queue, me],
  )
  const rows = useMemo<Row[]>(
    () => rowsOf(waiting ? (storms.data?.items ?? []) : [], unfoldedNow ? { id: unfoldedNow.id, alerts: opened.data?.alerts ?? [] } : null, all),
    [waiting, storms.data, unfoldedNow, opened.data, all],
  )
  const refresh = () => Promise.all([query.refetch(), ...(waiting ? [storms.refetch()] : [])])
  return { rows, cut, filter, query: query as UseQueryResult<unknown>, refresh, more: query.hasNextPage, loadMore: () => (query.isFetchingNextPage ? undefined : query.fetchNextPage()) }
}

/** All that a vehicle has in what the list is cut to: what its row shows, or, where that is not all or there is no such row, what the server has. */
export function useGroup(vehicle: string | undefined, row: Group | undefined, cut: AlertFilter, queue: Queue, me: string): { group: Group | undefined; query: UseQueryResult<unknown> } {
  const whole = row !== undefined && row.n === row.alerts.length
  const query = useQuery({ ...alertsQuery({ ...cut, vehicle_id: vehicle ?? '' }), enabled: vehicle !== undefined && !whole })
  const group = useMemo(() => {
    if (!vehicle || whole) return row
    const of = query.data?.items.filter((alert) => inQueue(queue, alert, me)) ?? []
    return of.length > 0 ? groupOf(vehicle, of) : row
  }, [vehicle, whole, row, query.data, queue, me])
  return { group, query }
}
