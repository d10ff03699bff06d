import { describe, expect, it } from 'vitest'
import { en } from './en'
import { ago, clock, dateOf, duration, money, setZone, startOfDay } from './format'
import { word } from './index'
import { zh } from './zh'

const leaves = (of: object, path = ''): [string, string][] => Object.entries(of).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value as object, `${path}${key}.`)))

describe('words', () => {
  it('name the same things in both languages', () => {
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort()
    const chinese = new Map(leaves(zh))
    for (const [key, text] of leaves(en)) {
      expect(chinese.get(key), key).toBeTruthy()
      expect(holes(chinese.get(key) ?? ''), key).toEqual(holes(text))
    }
  })

  it('show a name that is newer than the page as it is', () => {
    expect(word('alert_type', 'removal')).toBe('Tracker removed')
    expect(word('alert_type', 'teleported_away')).toBe('teleported away')
  })
})

describe('formats', () => {
  it('are in the zone of the lender', () => {
    setZone('Asia/Shanghai')
    expect(clock('2026-11-18T16:30:00Z')).toBe('00:30')
    expect(dateOf('2026-11-18T16:30:00Z')).toBe('2026-11-19')
    expect(new Date(startOfDay('2026-11-19')).toISOString()).toBe('2026-11-18T16:00:00.000Z')
  })

  it('know days of 23 and of 25 hours', () => {
    setZone('America/New_York')
    const length = (from: string, to: string) => (startOfDay(to) - startOfDay(from)) / 3_600_000
    expect(length('2026-03-08', '2026-03-09')).toBe(23)
    expect(length('2026-11-01', '2026-11-02')).toBe(25)
    setZone(undefined)
  })

  it('print money of minor units and durations in words', () => {
    expect(money(8494724, 'CNY')).toBe('¥84,947.24')
    expect(money(500, 'JPY')).toBe('¥500')
    expect([duration(42), duration(403), duration(19_885), duration(200_000)]).toEqual(['42 s', '7 min', '5 h 31 min', '2 d 7 h'])
    const now = Date.parse('2026-11-22T12:00:00Z')
    expect([ago('2026-11-22T11:59:30Z', now), ago('2026-11-22T11:30:00Z', now), ago('2026-11-18T12:00:00Z', now), ago('2026-11-22T13:30:00Z', now)]).toEqual(['just now', '30 min ago', '4 d ago', 'in 1 h'])
  })
})
