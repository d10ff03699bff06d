import { asProblem, Problem } from '../api/problem'
import { type CallItem, type FileItem, type Item, refusedBy, resolved } from './items'

/** Where items are kept: they survive a reload. */
export interface Shelf {
  all(user: string): Promise<Item[]>
  put(item: Item): Promise<void>
  remove(id: string): Promise<void>
}

/** What the server says of a file that it has. */
export type Stored = { id: string; sha256: string }

/** Brings the bytes of a file to the server, in one piece or in many; what was begun before is taken up. */
export interface Uploader {
  send(item: FileItem & { blob: Blob }): Promise<Stored>
}

export type Caller = (item: CallItem, body: unknown) => Promise<void>

/** Items of one person on one phone at most: photos of some twenty cars. */
export const MOST = 240

export class QueueFull extends Error {}

/** How far it came: all is sent or refused; the rest must wait for a network, for a log-in, or for a fresh write token. */
export type Drained = 'empty' | 'later' | 'login' | 'token'

type Told = { sent: (item: Item) => void; gone: (order: string) => void; changed: (items: Item[]) => void }

/**
 * What was made on the phone and has to reach the server, in the order it was made. A file leaves the phone only once
 * the server has named the same SHA-256; what it refuses stays, with its reason, until a person decides.
 */
export class Queue {
  private items: Item[] = []
  private busy: Promise<Drained> | null = null
  private seq = 0
  private user = ''

  constructor(
    private readonly shelf: Shelf,
    private readonly uploader: Uploader,
    private readonly call: Caller,
    private readonly told: Told,
  ) {}

  async open(user: string) {
    this.user = user
    this.items = (await this.shelf.all(user)).sort((a, b) => a.seq - b.seq)
    this.seq = Math.max(0, ...this.items.map((item) => item.seq))
    this.told.changed(this.list())
  }

  /** Of nobody: what is kept stays on the shelf. */
  close() {
    this.user = ''
    this.items = []
    this.told.changed([])
  }

  list(): Item[] {
    return [...this.items]
  }

  async add(made: Omit<FileItem, 'user' | 'seq' | 'state' | 'server_id'> | Omit<CallItem, 'user' | 'seq' | 'state'>): Promise<void> {
    if (this.items.filter((item) => item.state !== 'sent').length >= MOST) throw new QueueFull()
    const base = { user: this.user, seq: (this.seq += 1), state: 'waiting' as const }
    const item: Item = made.what === 'file' ? { ...made, ...base, server_id: null } : { ...made, ...base }
    await this.shelf.put(item)
    this.items.push(item)
    this.told.changed(this.list())
  }

  /** A person decides: an item that was refused, or that nobody wants any more. */
  async discard(id: string): Promise<void> {
    await this.shelf.remove(id)
    this.items = this.items.filter((item) => item.id !== id)
    this.told.changed(this.list())
  }

  async retry(id: string): Promise<void> {
    const item = this.items.find((one) => one.id === id)
    if (item?.state === 'refused') await this.keep({ ...item, state: 'waiting', refused: undefined })
  }

  /** What is with the server already, of a job that is over: nothing of it is wanted here. */
  async forget(order: string): Promise<void> {
    for (const item of this.items.filter((one) => one.order === order && one.state === 'sent')) await this.discard(item.id)
  }

  private async keep(item: Item) {
    await this.shelf.put(item)
    this.items = this.items.map((one) => (one.id === item.id ? item : one))
    this.told.changed(this.list())
  }

  /** Sends what waits, and what is added meanwhile. Asked while it sends, it sends once. */
  drain(): Promise<Drained> {
    return (this.busy ??= this.send().finally(() => {
      this.busy = null
    }))
  }

  private async send(): Promise<Drained> {
    const user = this.user
    const tried = new Set<string>()
    for (;;) {
      const item = this.items.find((one) => one.state === 'waiting' && !tried.has(one.id))
      if (!item || this.user !== user) break
      tried.add(item.id)
      try {
        if (item.what === 'file') await this.file(item)
        else await this.one(item)
      } catch (error) {
        const problem = asProblem(error)
        if (problem.status === 401) return 'login'
        if (problem.status === 403 && /csrf/i.test(problem.detail)) return 'token'
        if (problem.transient) return 'later'
        // It may have been discarded while it was on its way.
        const now = this.items.find((one) => one.id === item.id)
        if (now) await this.keep({ ...now, state: 'refused', refused: refusedBy(problem) })
        if (problem.status === 404) this.told.gone(item.order)
      }
    }
    return this.items.some((item) => item.state === 'waiting' && !this.stuck(item)) ? 'later' : 'empty'
  }

  private async file(item: FileItem) {
    if (!item.blob) return
    const stored = await this.uploader.send({ ...item, blob: item.blob })
    if (stored.sha256 !== item.sha256) throw new Problem({ status: 422, code: 'hash_differs', detail: `sent ${item.sha256.slice(0, 12)}…, stored ${stored.sha256.slice(0, 12)}…` })
    const sent: FileItem = { ...item, state: 'sent', server_id: stored.id, blob: null }
    await this.keep(sent)
    this.told.sent(sent)
  }

  private async one(item: CallItem) {
    const ids = new Map(this.items.flatMap((one) => (one.what === 'file' && one.server_id ? [[one.id, one.server_id] as const] : [])))
    const body = resolved(item.body, ids)
    // A photo that it names is not there yet: it comes before it in the list, so it failed.
    if (body === null) return
    await this.call(item, body)
    await this.discard(item.id)
    this.told.sent(item)
  }

  /** It names a file that was refused or thrown away: only a person can go on. */
  stuck(item: Item): boolean {
    return item.what === 'call' && item.needs.some((need) => !this.items.some((one) => one.id === need && one.state !== 'refused'))
  }
}
