import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'

/** What the top bar says about the page; pages set it. */
let shown: ReactNode = null
const listeners = new Set<() => void>()
const set = (node: ReactNode) => {
  shown = node
  listeners.forEach((then) => then())
}
const Crumbs = createContext({ subscribe: (then: () => void) => (listeners.add(then), () => void listeners.delete(then)), get: () => shown })

export function useCrumb(node: ReactNode, title: string) {
  useEffect(() => {
    set(node)
    document.title = `${title} · Lienwatch`
    // The title says what the node says: a node is new with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [title])
}

export function Crumb() {
  const { subscribe, get } = useContext(Crumbs)
  return <div className="crumb">{useSyncExternalStore(subscribe, get)}</div>
}
