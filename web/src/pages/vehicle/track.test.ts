import { describe, expect, it } from 'vitest'
import { at, bearing, byTracker, fed, type Fix, fixes, trips } from './track'

const fix = (minute: number, lat: number, v: number, tracker = 'a'): Fix => ({ t: minute * 60_000, lat, lon: 104, v, course: null, tracker, mv: null, power: null })

describe('trips', () => {
  it('end with a rest or a gap, and nobody knows the way through a gap', () => {
    const drive = (from: number, lat: number) => [0, 1, 2, 3, 4].map((i) => fix(from + i, lat + i * 0.005, 33))
    const rest = [10, 12, 14, 16, 18].map((minute) => fix(minute, 30.02, 0))
    const track = [...drive(0, 30), ...rest, ...drive(20, 30.02), ...drive(60, 30.5)]
    const found = trips(track)
    expect(found.map((trip) => [trip.start / 60_000, trip.end / 60_000])).toEqual([[0, 4], [18, 24], [60, 64]].map(([a, b]) => [expect.closeTo(a ?? 0, 0), expect.closeTo(b ?? 0, 0)]))
    for (const trip of found) expect(trip.metres).toBeGreaterThan(2000)
    expect(found[0]?.top).toBe(33)
  })

  it('are not made of jitter', () => {
    expect(trips([0, 1, 2, 3].map((i) => fix(i, 30 + (i % 2) * 0.0001, 0)))).toEqual([])
    expect(trips([])).toEqual([])
  })
})

describe('a moment of the day', () => {
  const track = [fix(0, 30, 20), fix(1, 30.01, 20), fix(30, 31, 20)]
  it('lies between two fixes in proportion', () => expect(at(track, 30_000)?.lat).toBeCloseTo(30.005))
  it('stays where the car was last, through a gap and past the end', () => {
    expect(at(track, 10 * 60_000)?.lat).toBe(30.01)
    expect(at(track, 99 * 60_000)?.lat).toBe(31)
    expect(at([], 0)).toBeNull()
  })
  it('points where the car goes', () => {
    expect(at(track, 30_000)?.course).toBeCloseTo(0)
    expect(bearing({ lat: 0, lon: 0 }, { lat: 0, lon: 1 })).toBeCloseTo(90)
    expect(bearing({ lat: 0, lon: 0 }, { lat: -1, lon: 0 })).toBeCloseTo(180)
  })
})

describe('fixes', () => {
  const wire = (at: string, valid: boolean, tracker_id = 'a') => ({ at, received_at: at, lat: 30, lon: 104, speed_kph: null, course: null, valid, coarse_fix: false, tracker_id })
  it('that are not valid are left out, and the fuller tracker tells the day', () => {
    const all = fixes([wire('2026-01-01T00:02:00Z', true), wire('2026-01-01T00:01:00Z', true), wire('2026-01-01T00:00:00Z', false), wire('2026-01-01T00:00:30Z', true, 'b')])
    expect(all).toHaveLength(3)
    const { main, others } = byTracker(all)
    expect([main.length, others.length]).toEqual([2, 1])
    expect(main[0]?.t).toBeLessThan(main[1]?.t ?? 0)
  })
})

describe('the power of the day', () => {
  const with_ = (minute: number, power: boolean | null): Fix => ({ ...fix(minute, 30, 0), power })
  const minutes = (track: Fix[], end: number) => fed(track, end * 60_000).map((one) => [one.start / 60_000, one.end / 60_000, one.on])
  it('holds from one fix to the next, and ends with the day', () => expect(minutes([with_(0, true), with_(10, true), with_(20, false)], 30)).toEqual([[0, 20, true], [20, 30, false]]))
  it('is not known where nothing was said, nor long after it was', () => {
    expect(minutes([with_(0, true), with_(10, null), with_(20, true)], 500)).toEqual([[0, 10, true], [20, 140, true]])
    expect(minutes([with_(0, null)], 500)).toEqual([])
  })
  it('is told by a voltage where the tracker says no more', () => {
    const point = (power_mv: number | null, external_power: boolean | null) => ({ at: '2026-01-01T00:00:00Z', received_at: '2026-01-01T00:00:00Z', tracker_id: 'a', lat: 30, lon: 104, valid: true, coarse_fix: false, power_mv, external_power })
    expect([point(12_400, null), point(300, null), point(12_400, false), point(null, null)].map((one) => fixes([one])[0]?.power)).toEqual([true, false, false, null])
  })
})
