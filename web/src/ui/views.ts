import type { Schemas } from '../api/client'

/** A page as somebody wants to find it again: its path, and its query under a name. The server keeps them with the person. */
export type View = Required<Schemas['SavedView']>

/** What the server takes: views of one person, characters of a name and of a query. */
export const MOST = 50
export const LONGEST_NAME = 80
const LONGEST_SEARCH = 2000

const same = (a: View, b: View) => a.page === b.page && a.name === b.name

/** The views after one more; of the same name on a page the newer stays. */
export const withView = (views: readonly View[], view: View): View[] => [...views.filter((one) => !same(one, view)), view]
export const withoutView = (views: readonly View[], view: View): View[] => views.filter((one) => !same(one, view))

/** Under which browsers kept views before the server did, and the paths of their pages there. */
const KEY = 'lw.views'
const PATHS: Record<string, string> = { live: '/', alerts: '/alerts', cases: '/cases' }
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Views that only this browser has. */
export function localViews(store: Store = localStorage): View[] {
  try {
    const all = JSON.parse(store.getItem(KEY) ?? '{}') as Record<string, { name?: unknown; search?: unknown }[]>
    return Object.entries(PATHS).flatMap(([key, page]) =>
      (Array.isArray(all[key]) ? all[key] : []).flatMap(({ name, search }) => (typeof name === 'string' && typeof search === 'string' ? [{ name, page, search }] : [])),
    )
  } catch {
    // Another version wrote it, or somebody by hand.
    return []
  }
}

/** Leaves in the browser what did not go to the server. */
export function keepLocal(views: readonly View[], store: Store = localStorage) {
  if (views.length === 0) return store.removeItem(KEY)
  const by = Object.entries(PATHS).map(([key, page]) => [key, views.filter((one) => one.page === page).map(({ name, search }) => ({ name, search }))])
  store.setItem(KEY, JSON.stringify(Object.fromEntries(by)))
}

/** A name that no other view of the page has. */
function free(name: string, page: string, taken: readonly View[]): string {
  const short = name.slice(0, LONGEST_NAME)
  if (!taken.some((one) => one.page === page && one.name === short)) return short
  for (let n = 2; ; n += 1) {
    const next = `${name.slice(0, LONGEST_NAME - 5)} (${n})`
    if (!taken.some((one) => one.page === page && one.name === next)) return next
  }
}

/**
 * What the server is to hold once the browser's views have moved there, and what stays behind because the server takes
 * no more. Nothing of the server's is replaced: a view of the same name and another query comes beside it.
 */
export function moved(held: readonly View[], local: readonly View[]): { views: View[]; left: View[] } {
  const views = [...held]
  const left: View[] = []
  for (const one of local) {
    if (views.some((other) => same(other, one) && other.search === one.search)) continue
    if (views.length >= MOST || one.search.length > LONGEST_SEARCH || one.name.trim() === '') left.push(one)
    else views.push({ ...one, name: free(one.name, one.page, views) })
  }
  return { views, left }
}
