import { useSyncExternalStore } from 'react'

export const SUBS = ['photos', 'found', 'hook', 'complete', 'fail', 'incident', 'property', 'condition', 'handover', 'contact', 'extension', 'map'] as const
export type Sub = (typeof SUBS)[number]
export type Route = { at: 'jobs' } | { at: 'waiting' } | { at: 'me' } | { at: 'offer'; id: string } | { at: 'job'; id: string; sub: Sub | null }

/** What an address names; what it does not know is the list of jobs. */
export function parse(path: string): Route {
  const [, m, first, id, sub] = path.split('/')
  if (m !== 'm' && m !== 'm.html') return { at: 'jobs' }
  if (first === 'waiting' || first === 'me') return { at: first }
  if (first === 'offers' && id) return { at: 'offer', id }
  if (first === 'jobs' && id) return { at: 'job', id, sub: SUBS.find((one) => one === sub) ?? null }
  return { at: 'jobs' }
}

export function pathOf(route: Route): string {
  switch (route.at) {
    case 'jobs':
      return '/m'
    case 'waiting':
    case 'me':
      return `/m/${route.at}`
    case 'offer':
      return `/m/offers/${route.id}`
    case 'job':
      return `/m/jobs/${route.id}${route.sub ? `/${route.sub}` : ''}`
  }
}

const watchers = new Set<() => void>()
const tell = () => {
  for (const watcher of watchers) watcher()
}
if (typeof window !== 'undefined') window.addEventListener('popstate', tell)

export function go(route: Route, replace = false) {
  const path = pathOf(route)
  if (path !== location.pathname) history[replace ? 'replaceState' : 'pushState'](null, '', path)
  tell()
  window.scrollTo(0, 0)
}

/** One level up, whatever the history is: a link may have led here. */
export function up(route: Route): Route {
  return route.at === 'job' && route.sub ? { at: 'job', id: route.id, sub: null } : { at: 'jobs' }
}

export function useRoute(): Route {
  const path = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => location.pathname,
  )
  return parse(path)
}
