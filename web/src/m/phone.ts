import { useSyncExternalStore } from 'react'
import { answered, api, mayBeIn, onSessionLost, setCsrf } from '../api/client'
import { asProblem, Problem } from '../api/problem'
import { dropAnswers, type Job, jobs as store, kept, shelf, waitingOfAnybody } from './db'
import { dropDrafts } from './drafts'
import type { CallItem, FileItem, FileKind, Item } from './items'
import { shrink } from './picture'
import { hereIfKnown } from './place'
import { forget, settleLook, waits } from './keptLook'
import { Queue } from './queue'
import { mayLook } from './steps'
import { asked } from './uploads'
import { uploader } from './uploader'
import type { Crew, Offer, Order, Position, Session, Spot } from './wire'
import { setZone, t } from './words'

export type State = {
  ready: boolean
  session: Session | null
  /** The session ended while the app was open. */
  ended: boolean
  crew: Crew | null
  jobs: Job[]
  offers: Offer[]
  items: Item[]
  /** Of all log-ins on this phone. */
  waiting: number
  online: boolean
  seen_at: string | null
  problem: Problem | null
  /** A sentence that goes away by itself. */
  said: string | null
}

const POLL_MS = 20_000
const LATER_MS = 15_000

/** Everything the screens show, and everything they do. */
class Phone {
  state: State = { ready: false, session: null, ended: false, crew: null, jobs: [], offers: [], items: [], waiting: 0, online: navigator.onLine, seen_at: null, problem: null, said: null }
  private readonly watchers = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private silence: ReturnType<typeof setTimeout> | undefined
  private readonly over = new Set<string>()
  private looking: Promise<void> | null = null
  /** Without the session's write token nothing can be sent: an app that started without a network has none. */
  private token = false

  readonly queue = new Queue(shelf, uploader, (item, body) => this.deliver(item, body), {
    changed: (items) => this.set({ items }),
    sent: (item) => {
      if (item.what === 'call') void this.reload(item.order)
    },
    gone: (order) => void this.forget(order),
  })

  watch = (watcher: () => void) => {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }
  private set(some: Partial<State>) {
    this.state = { ...this.state, ...some }
    for (const watcher of this.watchers) watcher()
  }

  say(said: string) {
    clearTimeout(this.silence)
    this.set({ said })
    this.silence = setTimeout(() => this.set({ said: null }), 5_000)
  }

  async start() {
    onSessionLost(() => void this.lost(true))
    addEventListener('online', () => void this.wake())
    addEventListener('offline', () => this.set({ online: false }))
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void this.wake())
    try {
      if (mayBeIn()) await this.enter(await answered(api.GET('/api/v1/session')))
      else await this.lost(false)
    } catch (error) {
      const problem = asProblem(error)
      if (problem.transient) await this.fromMemory()
      else await this.lost(false)
    }
    this.set({ ready: true })
    this.tick()
  }

  /** Without a server: what was there, as long as the session would last. */
  private async fromMemory() {
    const session = await kept.get('session')
    this.set({ online: false, waiting: await waitingOfAnybody() })
    if (!session || Date.parse(session.expires_at) < Date.now()) {
      await this.lost(false)
      return
    }
    const crew = (await kept.get('crew')) ?? null
    setZone(crew?.time_zone)
    this.set({ session, crew, jobs: await store.all(session.user_id), seen_at: (await kept.get('seen_at')) ?? null })
    await this.queue.open(session.user_id)
  }

  private async enter(session: Session) {
    this.renew(session)
    const before = await kept.get('session')
    // Another person's jobs are nothing for this one.
    if (before && before.user_id !== session.user_id) await this.wipe()
    await kept.put('session', session)
    const crew = (await kept.get('crew')) ?? null
    setZone(crew?.time_zone)
    this.set({ session, ended: false, crew, jobs: await store.all(session.user_id), online: true })
    await this.queue.open(session.user_id)
    if (session.role !== 'contractor') return
    await this.refresh()
    void settleLook()
    void this.drain()
    void navigator.storage?.persist?.().catch(() => false)
  }

  private renew(session: Session) {
    setCsrf(session.csrf_token)
    this.token = true
  }

  async logIn(email: string, password: string) {
    await this.enter(await answered(api.POST('/api/v1/session', { body: { email, password } })))
  }

  async logOut() {
    await answered(api.DELETE('/api/v1/session'))
    await this.lost(false)
  }

  private async wipe() {
    dropDrafts(null)
    await Promise.all([store.replace([]), kept.clear(), dropAnswers(null)])
  }

  /** Nobody is logged in: jobs leave the phone, what waits stays. */
  private async lost(ended: boolean) {
    setCsrf(null)
    this.token = false
    if (this.state.session) forget()
    await this.wipe()
    this.queue.close()
    this.set({ session: null, ended: ended && this.state.session !== null, crew: null, jobs: [], offers: [], seen_at: null, waiting: await waitingOfAnybody() })
  }

  private async wake() {
    this.set({ online: navigator.onLine })
    if (!this.state.session) return
    await this.refresh()
    if (waits() && this.state.online) void settleLook()
    await this.drain()
  }

  private tick() {
    clearTimeout(this.timer)
    this.timer = setTimeout(
      () => {
        const work = this.state.session && document.visibilityState === 'visible' ? this.wake() : Promise.resolve()
        void work.finally(() => this.tick())
      },
      this.state.items.some((item) => item.state === 'waiting') ? LATER_MS : POLL_MS,
    )
  }

  async drain() {
    if (!this.state.session || !this.token) return
    const go = async () => {
      const outcome = await this.queue.drain()
      if (outcome === 'login') await this.lost(true)
      // Another window logged in anew: its token is asked for before the next try.
      if (outcome === 'token') this.token = false
    }
    // Two windows of one phone must not send the same at once.
    if ('locks' in navigator) await navigator.locks.request('lw-m-queue', { ifAvailable: true }, async (lock) => (lock ? go() : undefined))
    else await go()
  }

  /** Asked while it looks, one looks once. */
  refresh(): Promise<void> {
    return (this.looking ??= this.look().finally(() => {
      this.looking = null
    }))
  }

  private async look() {
    const session = this.state.session
    if (session?.role !== 'contractor') return
    try {
      if (!this.token) this.renew(await answered(api.GET('/api/v1/session')))
      const [orders, offers, crew] = await Promise.all([this.orders(), answered(api.GET('/api/v1/work/offers')), this.crew()])
      if (this.state.session?.user_id !== session.user_id) return
      setZone(crew.time_zone)
      await this.place(orders)
      const seen_at = new Date().toISOString()
      await Promise.all([kept.put('crew', crew), kept.put('seen_at', seen_at)])
      this.set({ offers: offers as Offer[], crew, online: true, problem: null, seen_at })
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 401) return this.lost(true)
      this.set({ problem, ...(problem.status === 0 || problem.status >= 502 ? { online: false } : {}) })
    }
  }

  private async crew(): Promise<Crew> {
    return (await answered(api.GET('/api/v1/work/crew'))) as Crew
  }

  private async orders(): Promise<Order[]> {
    const all: Order[] = []
    let cursor: string | undefined
    do {
      const page = await answered(api.GET('/api/v1/work/orders', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } }))
      all.push(...(page.items as unknown as Order[]))
      cursor = page.next_cursor ?? undefined
    } while (cursor && all.length < 200)
    return all
  }

  /** What the server lists is what the phone knows; all else of a job is removed with it. */
  private async place(orders: Order[]) {
    const before = new Map(this.state.jobs.map((job) => [job.id, job]))
    const seen_at = new Date().toISOString()
    const user = this.state.session?.user_id ?? ''
    const jobs = orders.map((order): Job => {
      const { position, stopped } = before.get(order.id) ?? {}
      return { id: order.id, user, order, seen_at, ...(stopped === order.version ? { stopped } : {}), ...(position && mayLook(order) && Date.parse(position.until) > Date.now() ? { position } : {}) }
    })
    await store.replace(jobs)
    this.set({ jobs })
    const now = new Set(orders.map((order) => order.id))
    const gone = [...before.keys()].filter((id) => !now.has(id))
    for (const id of gone) await this.clean(id)
    if (gone.some((id) => !this.over.has(id))) this.say(t('jobs.withdrawn'))
  }

  private async clean(order: string) {
    dropDrafts(order)
    await Promise.all([dropAnswers(order), this.queue.forget(order)])
  }

  /** The server says that a job is not ours: nothing of it stays. */
  async forget(order: string) {
    const had = this.state.jobs.some((job) => job.id === order)
    const jobs = this.state.jobs.filter((job) => job.id !== order)
    this.set({ jobs })
    await store.replace(jobs)
    await this.clean(order)
    if (had && !this.over.has(order)) this.say(t('jobs.withdrawn'))
  }

  private async keepOrder(order: Order) {
    await this.place(this.state.jobs.map((job) => (job.id === order.id ? order : job.order)))
  }

  async reload(id: string) {
    try {
      await this.keepOrder((await answered(api.GET('/api/v1/work/orders/{id}', { params: { path: { id } } }))) as unknown as Order)
    } catch (error) {
      if (asProblem(error).status === 404) await this.forget(id)
    }
  }

  /** A step that counts at the moment at which the server has it. */
  async act(id: string, step: 'depart' | 'check-in' | 'on-hook' | 'complete' | 'confirm-hold' | 'fail' | 'extension', body: unknown) {
    try {
      const response = await asked('POST', `/api/v1/work/orders/${id}/${step}`, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() })
      if (step === 'fail') {
        this.over.add(id)
        await this.forget(id)
      } else {
        const order = (await response.json()) as Order
        if (step === 'confirm-hold') this.set({ jobs: this.state.jobs.map((job) => (job.id === id ? { ...job, stopped: order.version } : job)) })
        await this.keepOrder(order)
      }
      this.set({ online: true })
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 404) await this.forget(id)
      else if (problem.status === 401) await this.lost(true)
      else if (problem.status !== 0) void this.reload(id)
      throw problem
    }
  }

  async answer(offer: string, how: 'accept' | 'decline' | 'quote', body: unknown) {
    try {
      await asked('POST', `/api/v1/work/offers/${offer}/${how}`, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() })
    } catch (error) {
      if (asProblem(error).status === 401) await this.lost(true)
      throw error
    } finally {
      await this.refresh()
    }
  }

  /** Where the car is. The look is logged: only asked for. */
  async locate(id: string) {
    const position: Position = await answered(api.GET('/api/v1/work/orders/{id}/position', { params: { path: { id } } }))
    const jobs = this.state.jobs.map((job) => (job.id === id ? { ...job, position: { ...position, looked_at: new Date().toISOString() } } : job))
    await store.replace(jobs)
    this.set({ jobs })
  }

  /** A photo: made smaller, hashed, kept, and sent when there is a connection. */
  async photo(order: string, file: Blob, slot: string, note: string | null): Promise<string> {
    const [picture, spot] = await Promise.all([shrink(file), hereIfKnown()])
    return this.file(order, 'photo', picture, slot, note, spot)
  }

  async file(order: string, kind: FileKind, picture: { blob: Blob; thumb: Blob; sha256: string }, slot: string, note: string | null, spot: Spot | null): Promise<string> {
    const id = crypto.randomUUID()
    const made: Omit<FileItem, 'user' | 'seq' | 'state' | 'server_id'> = {
      id, order, what: 'file', kind, slot, note, made_at: new Date().toISOString(), spot: spot && { lat: spot.lat, lon: spot.lon }, bytes: picture.blob.size, sha256: picture.sha256, blob: picture.blob, thumb: picture.thumb,
    }
    await this.queue.add(made)
    void this.drain()
    return id
  }

  /** A record, a contact or a hand-over: kept, and sent when there is a connection. */
  async later(order: string, name: CallItem['name'], body: unknown, needs: string[] = []) {
    const step = name === 'handover' ? 'hand-overs' : 'records'
    await this.queue.add({ id: crypto.randomUUID(), order, what: 'call', name, path: `/api/v1/work/orders/${order}/${step}`, body, needs, made_at: new Date().toISOString() })
    this.say(t('step.kept'))
    void this.drain()
  }

  private async deliver(item: CallItem, body: unknown) {
    await asked('POST', item.path, JSON.stringify(body), { 'content-type': 'application/json', 'idempotency-key': item.id })
  }
}

export const phone = new Phone()
export const usePhone = (): State => useSyncExternalStore(phone.watch, () => phone.state)
export const useJob = (id: string): Job | undefined => usePhone().jobs.find((job) => job.id === id)
