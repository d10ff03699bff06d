import { describe, expect, it } from 'vitest'
import { laneOf, type Listed, reach } from './bars'
import type { Round, Stage } from './wire'

const h = (hour: number) => Date.parse('2026-11-22T00:00:00Z') + hour * 3_600_000
const at = (hour: number) => new Date(h(hour)).toISOString()
const order = (id: string, stage: Stage): Listed => ({ id, state: stage.state, order: { target: null, instructions: null, created_at: '2026-09-01T00:00:00Z', term: { ends_on: '2026-12-01' }, stage } })
const none = new Map<string, Round>()
const lane = (orders: Listed[], rounds: ReadonlyMap<string, Round> = none) => laneOf('v', orders, rounds, h(0), h(24), h(12))

describe('a lane of today', () => {
  it('has work from its acceptance until now, and no further', () => {
    const bars = lane([order('a', { state: 'on_site', vendor: 'v', accepted_at: at(9), check_ins: [{ at: at(10) }] })])
    expect(bars).toEqual([{ order: 'a', tone: 'work', from: h(9), to: h(12), row: 0, open: true, marks: [h(10)] }])
  })
  it('begins at midnight where the work is older, and leaves out what ended yesterday', () => {
    const bars = lane([order('old', { state: 'accepted', vendor: 'v', accepted_at: at(-20) }), order('over', { state: 'completed', at: at(-1), work: { vendor: 'v', accepted_at: at(-9) } })])
    expect(bars.map((bar) => [bar.order, bar.from])).toEqual([['old', h(0)]])
  })
  it('says what is held by what stands beneath, and what is over by its end', () => {
    const bars = lane([
      order('held', { state: 'on_hold', from: { state: 'en_route', vendor: 'v', accepted_at: at(1) } }),
      order('done', { state: 'completed', at: at(8), work: { vendor: 'v', accepted_at: at(2), hooked: { at: at(7) } } }),
      order('lost', { state: 'failed', at: at(9), work: { vendor: 'v', accepted_at: at(8.5) } }),
      order('other', { state: 'accepted', vendor: 'w', accepted_at: at(1) }),
    ])
    expect(bars.map((bar) => [bar.order, bar.tone, bar.open, bar.row])).toEqual([['held', 'held', true, 0], ['done', 'done', false, 1], ['lost', 'failed', false, 1]])
  })
  it('has an offer until it must be answered, and none that was answered', () => {
    const offer = (vendor: string, status: string) => ({ offer: `${vendor}${status}`, vendor, at: at(11), until: at(13), status, reason: null, quote: null })
    const rounds = new Map([['o', { number: 1, mode: 'direct', state: 'open', offers: [offer('v', 'open'), offer('v', 'declined'), offer('w', 'open')] }]])
    expect(lane([order('o', { state: 'offered' })], rounds)).toEqual([{ order: 'o', tone: 'offer', from: h(11), to: h(13), row: 0, open: false, marks: [] }])
  })
})

describe('how far a contractor is', () => {
  const point = (lat: number, lon: number) => ({ lat_e7: Math.round(lat * 1e7), lon_e7: Math.round(lon * 1e7) })
  it('counts from its nearest base', () => {
    expect(reach([point(31, 121), point(31.2, 121.4)], point(31.2, 121.5))).toBeCloseTo(9511, -2)
    expect(reach([], point(31, 121))).toBeNull()
    expect(reach([point(31, 121)], null)).toBeNull()
  })
})
