import { describe, expect, it } from 'vitest'
import { setZone } from '../../i18n/format'
import { daysUntil, moves } from './Calendar'

describe('calendar', () => {
  it('has whole days of the lender, also where a night has an hour more', () => {
    setZone('America/New_York')
    const days = daysUntil(Date.parse('2026-11-03T17:00:00Z'), 4)
    expect(days.map((one) => one.date)).toEqual(['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03'])
    expect(days.map((one) => (one.to - one.from) / 3_600_000)).toEqual([24, 25, 24, 24])
    setZone(undefined)
  })
  it('counts the stays that begin on each day', () => {
    const days = [{ from: 0, to: 10_000 }, { from: 10_000, to: 20_000 }]
    expect(moves(days, [{ arrive: new Date(1_000).toISOString() }, { arrive: new Date(9_999).toISOString() }, { arrive: new Date(10_000).toISOString() }])).toEqual([2, 1])
  })
})
