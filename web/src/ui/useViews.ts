import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { asProblem } from '../api/problem'
import { changeSettings, type Settings, settingsQuery } from './settings'
import { keepLocal, localViews, moved, type View } from './views'

const viewsIn = (settings: Settings | undefined): View[] => (settings?.views ?? []).map(({ name, page, search }) => ({ name, page, search: search ?? '' }))

/** What a browser kept goes to the server once, whatever page looks first. */
const moving = new WeakMap<QueryClient, Promise<unknown>>()

/**
 * The views of whoever is logged in. Changes are made to what the server holds at that moment: another browser may have
 * changed it. What else is set there is not touched. `problem` tells what failed, `unsent` what only this browser has.
 */
export function useViews() {
  const client = useQueryClient()
  const query = useQuery(settingsQuery)
  const [unsent, setUnsent] = useState(() => localViews())
  const change = useMutation({
    mutationFn: (next: (views: View[]) => View[]) => changeSettings(client, (held) => ({ ...held, views: next(viewsIn(held)) })),
  })
  const move = useMutation({
    mutationFn: async () => {
      let left: View[] = []
      await change.mutateAsync((held) => {
        const after = moved(held, localViews())
        left = after.left
        return after.views
      })
      keepLocal(left)
      setUnsent(left)
    },
    // Told by `problem`.
    onError: () => {},
  })
  useEffect(() => {
    if (!query.data || unsent.length === 0) return
    // Once: what is left over is left over, and what failed is tried again by hand.
    const going = moving.get(client) ?? move.mutateAsync().catch(() => {})
    moving.set(client, going)
    void going.then(() => setUnsent(localViews()))
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query.data])
  const failed = query.error ?? change.error ?? move.error
  return {
    views: viewsIn(query.data),
    unsent,
    problem: failed ? asProblem(failed) : null,
    busy: change.isPending,
    waiting: query.isPending,
    change: (next: (views: View[]) => View[]) => change.mutateAsync(next),
    retry: () => {
      change.reset()
      if (query.isError) void query.refetch()
      if (unsent.length > 0) move.mutate()
    },
  }
}
