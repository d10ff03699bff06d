import { describe, expect, it } from 'vitest'
import { LiveStream } from './live'

/** A clock that tests move, and a server that answers what they queue. */
function stage() {
  let now = 0
  const timers = new Set<{ at: number; then: () => void }>()
  const clock = {
    now: () => now,
    after: (ms: number, then: () => void) => {
      const timer = { at: now + ms, then }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  }
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await new Promise((then) => setTimeout(then, 0))
  }
  const pass = async (ms: number) => {
    const until = now + ms
    for (;;) {
      const next = [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers.delete(next)
      now = next.at
      next.then()
      await settle()
    }
    now = until
    await settle()
  }
  const asked: Record<string, string>[] = []
  const answers: (() => Response)[] = []
  const fetcher = (async (_: unknown, init: RequestInit) => {
    asked.push(init.headers as Record<string, string>)
    const answer = answers.shift()
    if (!answer) throw new Error('the server is away')
    return answer()
  }) as typeof fetch
  const text = (body: string) => () => new Response(new ReadableStream({ start(to) { to.enqueue(new TextEncoder().encode(body)); to.close() } }))
  const open = (body: string) => () => new Response(new ReadableStream({ start(to) { to.enqueue(new TextEncoder().encode(body)) } }))
  return { clock, fetcher, answers, asked, pass, settle, text, open }
}
const event = (seq: number) => `id: 5-${seq}\nevent: alert\ndata: {"seq":${seq},"entity_kind":"alert","action":"alert.raised"}\n\n`

describe('the live stream', () => {
  it('resumes after the last event it saw', async () => {
    const { clock, fetcher, answers, asked, pass, settle, text, open } = stage()
    const stream = new LiveStream(fetcher, clock)
    const heard: number[] = []
    stream.hear((one) => heard.push(one.seq))
    answers.push(text(event(1) + event(2)), open(event(3)))
    stream.start()
    await settle()
    await pass(1000)
    expect(heard).toEqual([1, 2, 3])
    expect(asked.map((headers) => headers['last-event-id'])).toEqual([undefined, '5-2'])
    expect(stream.current()).toBe('live')
    stream.stop()
  })

  it('is red after thirty seconds without a server, and green when it is back', async () => {
    const { clock, fetcher, answers, pass, settle, text, open } = stage()
    const stream = new LiveStream(fetcher, clock)
    const states: string[] = []
    stream.watch(() => states.push(stream.current()))
    answers.push(text(event(1)))
    stream.start()
    await settle()
    await pass(60_000)
    expect(states).toEqual(['live', 'late', 'off'])
    answers.push(open(''))
    await pass(20_000)
    expect(states).toEqual(['live', 'late', 'off', 'live'])
    stream.stop()
  })

  it('tells of a gap where the id is not known any more', async () => {
    const { clock, fetcher, answers, asked, pass, settle, text, open } = stage()
    const stream = new LiveStream(fetcher, clock)
    let gaps = 0
    stream.onGap(() => (gaps += 1))
    answers.push(text(event(1)), () => new Response('{}', { status: 422 }), open(''))
    stream.start()
    await settle()
    await pass(10_000)
    expect(gaps).toBeGreaterThanOrEqual(2)
    expect(asked.at(-1)?.['last-event-id']).toBeUndefined()
    stream.stop()
  })
})
