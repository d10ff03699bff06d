import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../api/client'

export type Settings = Schemas['OwnSettings']

/** What whoever is logged in has set: look, keys, views. */
export const settingsQuery = queryOptions({ queryKey: ['settings'], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/session/settings')) })

/** The change that runs, of each client: the next one waits for it, so that neither writes over the other. */
const running = new WeakMap<QueryClient, Promise<unknown>>()

/** Changes what the server holds at that moment, which another browser may have changed. What `next` leaves alone stays. */
export function changeSettings(client: QueryClient, next: (held: Settings) => Settings): Promise<Settings> {
  const change = async () => {
    const settings = await answered(api.PUT('/api/v1/session/settings', { body: next(await answered(api.GET('/api/v1/session/settings'))) }))
    client.setQueryData(settingsQuery.queryKey, settings)
    return settings
  }
  const before = running.get(client) ?? Promise.resolve()
  const mine = before.then(change, change)
  running.set(client, mine.catch(() => {}))
  return mine
}
