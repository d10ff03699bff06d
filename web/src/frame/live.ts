import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { live, type LiveEvent, type LiveState } from '../api/live'

export const useLiveState = (): LiveState => useSyncExternalStore(live.watch, live.current)

/** What the server lets those call to whom it tells events. */
export const STREAM = 'GET /events/stream'

/** Which lists a kind of thing stands in. Alerts are left out: the inbox holds its rows still and offers what is new. */
const TOUCHED: Record<string, string[][]> = {
  alert: [['vehicle'], ['alert'], ['risk']],
  case: [['cases'], ['case'], ['inventory'], ['disposal']],
  vehicle: [['timeline'], ['risk']],
  loan: [['loans'], ['loan'], ['vehicle'], ['risk']],
  order: [['orders'], ['order'], ['case']],
  vendor: [['vendors']],
  yard: [['yards'], ['inventory']],
  lot: [['lots'], ['disposal']],
  hand_over: [['case'], ['yards'], ['inventory']],
  user: [['users']],
  site: [['sites']],
  fence: [['fences'], ['fence']],
  region: [['regions']],
  lender: [['regions']],
  import: [['imports'], ['vehicles'], ['regions']],
  job: [['jobs']],
  complaint: [['complaints'], ['complaint']],
}

/** Looks at places are logged too: they change nothing that a page shows, and must not make it look again. */
const LOOKS = new Set(['location_disclosed', 'personal_disclosed', 'logged_in'])

/**
 * Follows the stream for as long as somebody is logged in, and refreshes what it touches, at most once a second. Whom the
 * server tells no events has no stream: everything is asked again every thirty seconds, as without a connection.
 */
export function useLive(told: boolean) {
  const client = useQueryClient()
  useEffect(() => {
    if (!told) return
    const touched = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const keys = [...touched]
      touched.clear()
      for (const key of keys) void client.invalidateQueries({ queryKey: JSON.parse(key) as string[] })
    }
    const hear = (event: LiveEvent) => {
      if (LOOKS.has(event.action)) return
      for (const key of TOUCHED[event.entity_kind] ?? []) touched.add(JSON.stringify(key))
      if (touched.size > 0) timer ??= setTimeout(flush, 1000)
    }
    const unhear = live.hear(hear)
    let first = true
    const ungap = live.onGap(() => {
      // The first connection misses nothing: the pages have just been loaded.
      if (!first) void client.invalidateQueries()
      first = false
    })
    live.start()
    return () => {
      unhear()
      ungap()
      clearTimeout(timer)
      live.stop()
    }
  }, [client, told])
  const state = useLiveState()
  useEffect(() => {
    if (told && state !== 'off') return
    const timer = setInterval(() => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }), 30_000)
    return () => clearInterval(timer)
  }, [client, state, told])
}
