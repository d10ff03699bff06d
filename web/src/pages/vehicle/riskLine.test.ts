import { describe, expect, it } from 'vitest'
import { axisEnd, reasonName } from '../../ui/risk'
import { arc, daysBefore, line, onDial, turns } from './riskLine'

const now = { points: 90, band: 'critical' }
const told = (day: string, points: number, band: string) => ({ day, points, band, version: 0 })

describe('the line of a risk score', () => {
  it('fills days that are not told, and ends with today as it is now', () => {
    const points = line([told('2026-11-19', 20, 'green'), told('2026-11-21', 61, 'high')], '2026-11-22', now)
    expect(points.map(({ day, points: n }) => `${day} ${n}`)).toEqual(['2026-11-19 20', '2026-11-20 20', '2026-11-21 61', '2026-11-22 90'])
    expect(turns(points).map((one) => one.band)).toEqual(['green', 'high', 'critical'])
  })

  it('is none where nothing is told, and takes today from now alone', () => {
    expect(line([], '2026-11-22', now)).toEqual([])
    expect(line([told('2026-11-22', 1, 'green')], '2026-11-22', now)).toEqual([{ day: '2026-11-22', ...now }])
  })

  it('counts calendar days across months and years', () => {
    expect([daysBefore('2026-03-01', 1), daysBefore('2026-01-01', 1), daysBefore('2026-11-22', 89)]).toEqual(['2026-02-28', '2025-12-31', '2026-08-25'])
  })
})

describe('the dial', () => {
  it('has 0 at the lower left, 50 on top and 100 at the lower right', () => {
    const [low, middle, high] = [onDial(0, 40, 50), onDial(50, 40, 50), onDial(100, 40, 50)]
    expect([low.x < 50, low.y > 50, Math.round(middle.x), Math.round(middle.y), high.x > 50]).toEqual([true, true, 50, 10, true])
    expect(onDial(140, 40, 50)).toEqual(high)
  })

  it('takes the long way round only where it is longer than half a turn', () => {
    expect(arc(0, 70, 40, 50)).toContain(' 0 0 1 ')
    expect(arc(0, 80, 40, 50)).toContain(' 0 1 1 ')
  })
})

it('an axis ends at a round number that all reasons have room on', () => {
  expect([0, 20, 21, 84, 100, 101, 126].map(axisEnd)).toEqual([20, 20, 40, 100, 100, 150, 150])
})

it('a reason is called by its alerts, or by what the loan has', () => {
  expect(reasonName({ factor: 'alert', alert: 'removal' })).toBe('Tracker removed')
  expect(reasonName({ factor: 'overdue', alert: null })).toBe('Instalments past due')
})
