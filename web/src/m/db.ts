import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Item } from './items'
import type { Shelf } from './queue'
import type { Crew, Order, Position, Session } from './wire'

/** A job as it was last seen, and where its car was if somebody looked. */
export type Job = {
  id: string
  user: string
  order: Order
  seen_at: string
  /** The version of the order at which this phone confirmed that it stopped: the server does not tell. */
  stopped?: number
  position?: Position & { looked_at: string }
}

interface Kept extends DBSchema {
  queue: { key: string; value: Item; indexes: { user: string } }
  jobs: { key: string; value: Job }
  kept: { key: string; value: unknown }
}

let opened: Promise<IDBPDatabase<Kept>> | null = null
const db = () =>
  (opened ??= openDB<Kept>('lw-m', 1, {
    upgrade(made) {
      made.createObjectStore('queue', { keyPath: 'id' }).createIndex('user', 'user')
      made.createObjectStore('jobs', { keyPath: 'id' })
      made.createObjectStore('kept')
    },
    terminated() {
      opened = null
    },
  }))

export const shelf: Shelf = {
  all: async (user) => (await db()).getAllFromIndex('queue', 'user', user),
  put: async (item) => {
    await (await db()).put('queue', item)
  },
  remove: async (id) => (await db()).delete('queue', id),
}

/** Of everybody on this phone: what the log-in page says is waiting. */
export const waitingOfAnybody = async () => (await (await db()).getAll('queue')).filter((item) => item.state !== 'sent').length

export const jobs = {
  all: async (user: string) => (await (await db()).getAll('jobs')).filter((job) => job.user === user),
  /** Exactly these: what is not among them is removed in the same transaction. */
  replace: async (all: Job[]) => {
    const tx = (await db()).transaction('jobs', 'readwrite')
    await tx.store.clear()
    await Promise.all(all.map((job) => tx.store.put(job)))
    await tx.done
  },
}

type Small = { session: Session; crew: Crew; seen_at: string }
export const kept = {
  get: async <K extends keyof Small>(name: K) => (await (await db()).get('kept', name)) as Small[K] | undefined,
  put: async <K extends keyof Small>(name: K, value: Small[K]) => {
    await (await db()).put('kept', value, name)
  },
  clear: async () => (await db()).clear('kept'),
}

/** Answers that the service worker keeps for a job. */
const CACHE = 'lw-m-jobs'
export async function dropAnswers(order: string | null) {
  if (!('caches' in globalThis)) return
  if (order === null) {
    await caches.delete(CACHE)
    return
  }
  const cache = await caches.open(CACHE)
  for (const request of await cache.keys()) if (request.url.includes(order)) await cache.delete(request)
}
