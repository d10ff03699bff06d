import { queryOptions, useQuery } from '@tanstack/react-query'
import { answered, api } from '../../api/client'
import { all, PAGE } from '../../api/queries'
import { yardOf } from '../dispatch/wire'
import type { Standing, YardView } from './cars'

/** Cars of one yard that the page holds, at most. */
export const MOST = 2000

const standingQuery = (yards: readonly YardView[]) =>
  queryOptions({
    queryKey: ['inventory', yards.map((yard) => yard.id).join()],
    staleTime: 15_000,
    queryFn: async ({ signal }): Promise<{ cars: Standing[]; more: boolean }> => {
      const lists = await Promise.all(yards.map((yard) => all((cursor) => answered(api.GET('/api/v1/yards/{id}/inventory', { params: { path: { id: yard.id }, query: { limit: PAGE, cursor } }, signal })), MOST)))
      const cars = lists.flatMap(({ items }, i) => {
        const yard = yards[i]
        return yard ? items.map((car) => ({ car, yard, name: yardOf(yard).name })) : []
      })
      return { cars, more: lists.some((list) => list.more) }
    },
  })

/** The cars that stand in these yards. */
export const useStanding = (yards: readonly YardView[]) => useQuery({ ...standingQuery(yards), enabled: yards.length > 0, placeholderData: (before) => before })
