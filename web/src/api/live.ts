import { headersOf, type Schemas } from './client'
import { StreamParser } from './sse'

export type LiveEvent = Schemas['Event']
/** Live: bytes came lately. Late: the connection is being taken up again. Off: long enough that pages poll instead. */
export type LiveState = 'live' | 'late' | 'off'

/** The server's heartbeat is 15 s: twice that in silence, and the connection is taken for dead. */
const SILENCE_MS = 35_000
/** So long without a connection, and pages poll. */
const OFF_MS = 30_000
const LONGEST_WAIT_MS = 15_000

type Clock = { now(): number; after(ms: number, then: () => void): () => void }
const wall: Clock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Follows `/events/stream` and resumes after the last event it saw, across restarts of the server. It is read by fetch
 * rather than EventSource: heartbeats are seen, and 401 is told from a server that is away.
 */
export class LiveStream {
  private state: LiveState = 'late'
  private last: string | null = null
  private since = 0
  private tries = 0
  private stopped = true
  private aborted: AbortController | null = null
  private stopWaiting: () => void = () => {}
  private readonly hearers = new Set<(event: LiveEvent) => void>()
  private readonly watchers = new Set<() => void>()
  private readonly resumed = new Set<() => void>()

  constructor(
    private readonly fetcher: typeof fetch = (...args) => fetch(...args),
    private readonly clock: Clock = wall,
    private readonly path = '/api/v1/events/stream',
  ) {}

  readonly current = () => this.state
  readonly watch = (then: () => void) => (this.watchers.add(then), () => void this.watchers.delete(then))
  /** Every event, once. */
  hear(then: (event: LiveEvent) => void) {
    this.hearers.add(then)
    return () => void this.hearers.delete(then)
  }
  /** Called where events may have been missed: the stream could not be resumed where it broke off. */
  onGap(then: () => void) {
    this.resumed.add(then)
    return () => void this.resumed.delete(then)
  }

  start() {
    if (!this.stopped) return
    this.stopped = false
    this.since = this.clock.now()
    void this.connect()
  }

  stop() {
    this.stopped = true
    this.aborted?.abort()
    this.stopWaiting()
  }

  private set(state: LiveState) {
    if (state === this.state) return
    this.state = state
    for (const then of this.watchers) then()
  }

  private async connect(): Promise<void> {
    if (this.stopped) return
    const aborted = new AbortController()
    this.aborted = aborted
    let forget = () => {}
    const watchSilence = () => {
      forget()
      forget = this.clock.after(SILENCE_MS, () => aborted.abort())
    }
    try {
      watchSilence()
      const response = await this.fetcher(this.path, {
        headers: { accept: 'text/event-stream', ...headersOf(false), ...(this.last ? { 'last-event-id': this.last } : {}) },
        signal: aborted.signal,
      })
      if (response.status === 422 && this.last) {
        // The id is of another database: nothing to resume.
        this.last = null
        for (const then of this.resumed) then()
      }
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`)
      this.tries = 0
      this.set('live')
      if (this.last === null) for (const then of this.resumed) then()
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      const parser = new StreamParser()
      for (;;) {
        const { value, done } = await reader.read()
        if (done) break
        watchSilence()
        for (const message of parser.push(value)) {
          if (!message) continue
          if (message.id) this.last = message.id
          const event = JSON.parse(message.data) as LiveEvent
          for (const then of this.hearers) then(event)
        }
      }
    } catch {
      // Away, cut, or not understood: taken up again below.
    } finally {
      forget()
      aborted.abort()
    }
    if (this.stopped) return
    if (this.state === 'live') {
      this.since = this.clock.now()
      this.set('late')
    }
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.tries)
    this.tries += 1
    const off = this.clock.now() - this.since
    if (off + wait > OFF_MS) this.set('off')
    this.stopWaiting = this.clock.after(wait, () => void this.connect())
  }
}

export const live = new LiveStream()
