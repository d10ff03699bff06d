import { describe, expect, it } from 'vitest'
import { Problem } from '../api/problem'
import type { FileItem, Item } from './items'
import { type Caller, MOST, Queue, QueueFull, type Shelf, type Uploader } from './queue'

const shelfOf = (kept = new Map<string, Item>()): Shelf & { kept: Map<string, Item> } => ({
  kept,
  all: async (user) => [...kept.values()].filter((item) => item.user === user).map((item) => ({ ...item })),
  put: async (item) => void kept.set(item.id, { ...item }),
  remove: async (id) => void kept.delete(id),
})
const offline = () => Promise.reject(Problem.unreachable(new Error('no net')))
const refusal = (status: number, code: string) => new Problem({ status, code, detail: 'no', fix: 'do otherwise' })

const photo = (id: string, order = 'order') => ({ id, order, what: 'file' as const, kind: 'photo' as const, slot: 'front', note: null, made_at: '2026-11-22T10:00:00Z', spot: null, bytes: 3, sha256: `hash-${id}`, blob: new Blob(['abc']), thumb: null })
const record = (id: string, needs: string[] = [], body: unknown = { kind: 'incident' }) => ({ id, order: 'order', what: 'call' as const, name: 'records' as const, path: '/records', body, needs, made_at: '2026-11-22T10:00:00Z' })

function desk({ upload = async (item: FileItem) => ({ id: `server-${item.id}`, sha256: item.sha256 }), call = (async () => {}) as Caller, shelf = shelfOf() }: { upload?: Uploader['send']; call?: Caller; shelf?: ReturnType<typeof shelfOf> } = {}) {
  const told = { sent: [] as string[], gone: [] as string[], lists: 0 }
  const now = { upload, call }
  const queue = new Queue(shelf, { send: (item) => now.upload(item) }, (item, body) => now.call(item, body), { sent: (item) => told.sent.push(item.id), gone: (order) => told.gone.push(order), changed: () => (told.lists += 1) })
  return { queue, shelf, told, now }
}
const stateOf = (queue: Queue, id: string) => queue.list().find((item) => item.id === id)?.state

describe('the queue', () => {
  it('keeps everything without a connection, over a reload, and sends it in its order afterwards', async () => {
    const { queue, shelf } = desk({ upload: offline, call: offline })
    await queue.open('ann')
    await queue.add(photo('a'))
    await queue.add(record('b'))
    await queue.add(photo('c'))
    expect(await queue.drain()).toBe('later')
    expect([...shelf.kept.values()].every((item) => item.state === 'waiting' && (item.what === 'call' || item.blob))).toBe(true)

    const order: string[] = []
    const again = desk({
      shelf,
      upload: async (item) => {
        order.push(item.id)
        return { id: `server-${item.id}`, sha256: item.sha256 }
      },
      call: async (item) => void order.push(item.id),
    })
    await again.queue.open('ann')
    expect(await again.queue.drain()).toBe('empty')
    expect(order).toEqual(['a', 'b', 'c'])
    expect(again.told.sent).toEqual(['a', 'b', 'c'])
    expect(shelf.kept.get('a')).toMatchObject({ state: 'sent', server_id: 'server-a', blob: null })
    expect(shelf.kept.has('b')).toBe(false)
  })

  it('lets no byte go before the server has named the same hash', async () => {
    const { queue, shelf } = desk({ upload: async () => ({ id: 'x', sha256: 'another' }) })
    await queue.open('ann')
    await queue.add(photo('a'))
    await queue.drain()
    const item = shelf.kept.get('a') as FileItem
    expect(item).toMatchObject({ state: 'refused', refused: { code: 'hash_differs' }, server_id: null })
    expect(item.blob).not.toBeNull()
  })

  it('puts the server’s ids where a hand-over names photos, and waits until they are there', async () => {
    const bodies: unknown[] = []
    const { queue, now } = desk({ upload: offline, call: async (_, body) => void bodies.push(body) })
    await queue.open('ann')
    await queue.add(photo('a'))
    await queue.add(record('b', ['a'], { at: 1, evidence: ['file:a'] }))
    expect(await queue.drain()).toBe('later')
    expect(bodies).toEqual([])
    now.upload = async (item) => ({ id: `server-${item.id}`, sha256: item.sha256 })
    expect(await queue.drain()).toBe('empty')
    expect(bodies).toEqual([{ at: 1, evidence: ['server-a'] }])
  })

  it('keeps what is refused with its reason, goes on with the rest, and tries again when asked', async () => {
    let refuse = true
    const { queue, told } = desk({
      call: async () => {
        if (refuse) throw refusal(409, 'refused_custody_unbroken')
      },
    })
    await queue.open('ann')
    await queue.add(record('a'))
    await queue.add(photo('b'))
    expect(await queue.drain()).toBe('empty')
    expect(queue.list().find((item) => item.id === 'a')).toMatchObject({ state: 'refused', refused: { code: 'refused_custody_unbroken', fix: 'do otherwise' } })
    expect(stateOf(queue, 'b')).toBe('sent')
    refuse = false
    await queue.retry('a')
    await queue.drain()
    expect(told.sent).toEqual(['b', 'a'])
  })

  it('says that a job is gone, and keeps what was made for it until a person throws it away', async () => {
    const { queue, told, shelf } = desk({
      upload: async () => {
        throw refusal(404, 'not_found')
      },
    })
    await queue.open('ann')
    await queue.add(photo('a', 'gone'))
    await queue.drain()
    expect(told.gone).toEqual(['gone'])
    await queue.forget('gone')
    expect((shelf.kept.get('a') as FileItem).blob).not.toBeNull()
    await queue.discard('a')
    expect(shelf.kept.size).toBe(0)
  })

  it('does not send one person’s work with another’s log-in', async () => {
    const { queue, now, told } = desk({ upload: offline })
    await queue.open('ann')
    await queue.add(photo('a'))
    now.upload = async (item) => ({ id: 'x', sha256: item.sha256 })
    await queue.open('bob')
    expect(queue.list()).toEqual([])
    await queue.drain()
    expect(told.sent).toEqual([])
    await queue.open('ann')
    await queue.drain()
    expect(told.sent).toEqual(['a'])
  })

  it('stops where the session has ended, and waits', async () => {
    const { queue } = desk({
      upload: async () => {
        throw refusal(401, 'unauthenticated')
      },
    })
    await queue.open('ann')
    await queue.add(photo('a'))
    expect(await queue.drain()).toBe('login')
    expect(stateOf(queue, 'a')).toBe('waiting')
  })

  it('sends once when asked twice at the same time, and what was added meanwhile as well', async () => {
    let sends = 0
    let release = () => {}
    const held = new Promise<void>((then) => (release = then))
    const { queue } = desk({
      upload: async (item) => {
        sends += 1
        await held
        return { id: `server-${item.id}`, sha256: item.sha256 }
      },
    })
    await queue.open('ann')
    await queue.add(photo('a'))
    const both = [queue.drain(), queue.drain()]
    await queue.add(photo('b'))
    void queue.drain()
    release()
    await Promise.all(both)
    expect(sends).toBe(2)
    expect([stateOf(queue, 'a'), stateOf(queue, 'b')]).toEqual(['sent', 'sent'])
  })

  it('takes no more than it can hold', async () => {
    const { queue } = desk({ upload: offline })
    await queue.open('ann')
    for (let n = 0; n < MOST; n += 1) await queue.add(photo(`p${n}`))
    await expect(queue.add(photo('one-more'))).rejects.toBeInstanceOf(QueueFull)
  })

  it('knows a hand-over whose photo was thrown away', async () => {
    const { queue } = desk({ upload: offline })
    await queue.open('ann')
    await queue.add(photo('a'))
    await queue.add(record('b', ['a'], { evidence: ['file:a'] }))
    await queue.discard('a')
    const call = queue.list().find((item) => item.id === 'b')
    expect(call && queue.stuck(call)).toBe(true)
  })
})
