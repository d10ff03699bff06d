import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveStream } from './live'
import { moved, type Moves, useMoves, vehiclesOf } from './moves'

const columns = (...ids: string[]): Moves['points'] => ({ vehicle_id: ids, plate: ids.map(() => null), model: ids.map(() => null), precision: ids.map(() => 'precise' as const), lng: ids.map(() => 121), lat: ids.map(() => 31), cell: ids.map(() => ''), heading: ids.map(() => null), speed_kph: ids.map(() => null), severity: ids.map(() => null), connection: ids.map(() => 'online'), at: ids.map(() => '2026-11-22T00:00:00Z'), fix_age_s: ids.map(() => 5), received_at: ids.map(() => null), dpd: ids.map(() => null), open_case: ids.map(() => false) })
const told = (of: Partial<Moves>): Moves => ({ now: '2026-11-22T00:00:05Z', snapshot: false, in_view: 0, crowded: false, points: columns(), gone: [], ...of })

describe('moves', () => {
  it('begin with a snapshot, and change it', () => {
    const first = moved(null, told({ snapshot: true, points: columns('a', 'b') }))
    expect([...first!.by.keys()]).toEqual(['a', 'b'])
    const next = moved(first, told({ points: columns('c'), gone: ['a'] }))
    expect([...next!.by.keys()]).toEqual(['b', 'c'])
    expect([...moved(next, told({ snapshot: true, points: columns('d') }))!.by.keys()]).toEqual(['d'])
  })
  it('are none where there are too many, and begin anew when there are fewer', () => {
    const first = moved(null, told({ snapshot: true, points: columns('a') }))
    expect(moved(first, told({ crowded: true, in_view: 4001 }))).toBeNull()
  })
  it('let a car grow old that says nothing more', () => {
    const first = moved(null, told({ snapshot: true, points: columns('a') }))
    const later = moved(first, told({ now: '2026-11-22T00:11:05Z', points: columns('b') }))
    expect(vehiclesOf(later!).map((one) => [one.vehicle_id, one.age_s])).toEqual([['a', 665], ['b', 5]])
  })
})

describe('the stream of moves', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true })
  })
  /** A server that tells what it is given, and counts who asks. */
  const server = () => {
    const paths: string[] = []
    let tell: (moves: Moves) => void = () => {}
    const open = (path: string) =>
      new LiveStream(
        (asked, init) => {
          paths.push(String(asked))
          const body = new ReadableStream<Uint8Array>({
            start(controller) {
              tell = (moves) => controller.enqueue(new TextEncoder().encode(`event: positions\ndata: ${JSON.stringify(moves)}\n\n`))
              init?.signal?.addEventListener('abort', () => { try { controller.close() } catch { /* closed */ } })
            },
          })
          return Promise.resolve(new Response(body))
        },
        undefined,
        path,
      )
    return { paths, open, tell: (moves: Moves) => tell(moves) }
  }
  const rest = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

  it('asks for one view when it rests, and shows what it is told', async () => {
    const { paths, open, tell } = server()
    const choice = { severity: 'critical' }
    const { result, rerender } = renderHook(({ box }) => useMoves(box, choice, true, open), { initialProps: { box: '1,2,3,4' } })
    await rest(100)
    rerender({ box: '5,6,7,8' })
    await rest(500)
    expect(paths).toEqual(['/api/v1/events/stream?topics=positions&bbox=5%2C6%2C7%2C8&severity=critical'])
    expect(result.current).toBeNull()
    await act(async () => { tell(told({ snapshot: true, points: columns('a') })); await vi.advanceTimersByTimeAsync(1) })
    expect(result.current?.map((one) => one.vehicle_id)).toEqual(['a'])
  })
  it('is let go of while nobody looks', async () => {
    const { paths, open, tell } = server()
    const choice = {}
    const { result } = renderHook(() => useMoves(undefined, choice, true, open))
    await rest(500)
    await act(async () => { tell(told({ snapshot: true, points: columns('a') })); await vi.advanceTimersByTimeAsync(1) })
    expect(result.current).toHaveLength(1)
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    await act(async () => void document.dispatchEvent(new Event('visibilitychange')))
    expect(result.current).toBeNull()
    await rest(60_000)
    expect(paths).toHaveLength(1)
  })
  it('is not opened where there is nothing to follow', async () => {
    const { paths, open } = server()
    const choice = {}
    renderHook(() => useMoves(undefined, choice, false, open))
    await rest(2000)
    expect(paths).toEqual([])
  })
})
