/** Views of a page that somebody has named: the page's address, kept in this browser. */
export type View = { name: string; search: string }

const KEY = 'lw.views'
const MOST = 30

type Store = Pick<Storage, 'getItem' | 'setItem'>

export function viewsOf(page: string, store: Store = localStorage): View[] {
  try {
    const all = JSON.parse(store.getItem(KEY) ?? '{}') as Record<string, View[]>
    return (all[page] ?? []).filter((one) => typeof one.name === 'string' && typeof one.search === 'string')
  } catch {
    // Another version wrote it, or somebody by hand.
    return []
  }
}

/** The views after one more; of the same name the newer stays, and of too many the oldest goes. */
export function withView(views: readonly View[], view: View): View[] {
  return [...views.filter((one) => one.name !== view.name), view].slice(-MOST)
}

export function keepViews(page: string, views: readonly View[], store: Store = localStorage) {
  let all: Record<string, unknown> = {}
  try {
    all = JSON.parse(store.getItem(KEY) ?? '{}') as Record<string, unknown>
  } catch {
    // Begun anew.
  }
  store.setItem(KEY, JSON.stringify({ ...all, [page]: views }))
}
