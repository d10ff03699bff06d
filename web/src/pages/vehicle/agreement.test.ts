import { describe, expect, it } from 'vitest'
import { agreement } from './agreement'

const at = (tracker_id: string, time: string | null, lat = 30, lon = 114, speed_kph = 0) => ({ tracker_id, at: time, lat, lon, speed_kph })

describe('whether the trackers of a car agree', () => {
  it('says nothing of a single tracker, and cannot say without two fixes', () => {
    expect(agreement(['a'], [at('a', '2026-11-23T00:00:00Z')])).toBeNull()
    expect(agreement(['a', 'b'], [at('a', '2026-11-23T00:00:00Z'), { ...at('b', null), lat: null, lon: null } as never])).toEqual({ kind: 'unknown' })
  })
  it('tells near from apart', () => {
    const near = agreement(['a', 'b'], [at('a', '2026-11-23T00:00:00Z'), at('b', '2026-11-23T00:10:00Z', 30.001)])
    expect(near).toMatchObject({ kind: 'agree', between_s: 600 })
    expect(agreement(['a', 'b'], [at('a', '2026-11-23T00:00:00Z'), at('b', '2026-11-23T00:10:00Z', 30.1)])).toMatchObject({ kind: 'apart' })
  })
  it('lets a car that drives be elsewhere later, and does not compare what is hours old', () => {
    expect(agreement(['a', 'b'], [at('a', '2026-11-23T00:00:00Z', 30, 114, 60), at('b', '2026-11-23T00:10:00Z', 30.08)])).toMatchObject({ kind: 'agree' })
    expect(agreement(['a', 'b'], [at('a', '2026-11-23T00:00:00Z'), at('b', '2026-11-23T08:00:00Z')])).toEqual({ kind: 'too_old', between_s: 28_800 })
  })
})
