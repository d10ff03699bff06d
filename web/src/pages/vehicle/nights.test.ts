import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setZone } from '../../i18n/format'
import { best, likely, nightAfter, partsAfter, percent } from './nights'

const at = (text: string) => Date.parse(text)
const shown = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString().slice(5, 16), new Date(to).toISOString().slice(5, 16)]

describe('windows of a forecast', () => {
  beforeEach(() => setZone('Asia/Shanghai'))
  afterEach(() => setZone(undefined))
  it('are the night that goes on, or the next', () => {
    expect(shown(nightAfter(at('2026-11-22T07:20:00Z')))).toEqual(['11-22T14:00', '11-22T22:00'])
    expect(shown(nightAfter(at('2026-11-22T18:56:00Z')))).toEqual(['11-22T18:00', '11-22T22:00'])
    expect(shown(nightAfter(at('2026-11-22T15:30:00Z')))).toEqual(['11-22T15:00', '11-22T22:00'])
  })
  it('are the four parts of what comes, the one that goes on first', () => {
    expect(partsAfter(at('2026-11-22T05:40:00Z')).map(shown)).toEqual([
      ['11-22T05:00', '11-22T09:00'],
      ['11-22T09:00', '11-22T14:00'],
      ['11-22T14:00', '11-22T22:00'],
      ['11-22T22:00', '11-23T02:00'],
    ])
    expect(partsAfter(at('2026-11-22T18:00:00Z')).map(shown)[0]).toEqual(['11-22T18:00', '11-22T22:00'])
  })
  it('keep to the clock where summer time ends', () => {
    setZone('Europe/Berlin')
    expect(shown(nightAfter(at('2026-10-24T12:00:00Z')))).toEqual(['10-24T20:00', '10-25T05:00'])
  })
})

describe('how likely', () => {
  it('is said in words of a known scale', () => {
    expect([0.995, 0.96, 0.9, 0.7, 0.5, 0.2, 0.05].map(likely)).toEqual(['virtually_certain', 'extremely_likely', 'very_likely', 'likely', 'even', 'unlikely', 'very_unlikely'])
  })
  it('is never certain, and never impossible', () => {
    expect([1, 0.973, 0.005, 0].map(percent)).toEqual(['> 99 %', '97 %', '< 1 %', '< 1 %'])
  })
  it('is best where one place is likeliest', () => {
    const windows = [{ n: 1, items: [{ p: 0.4 }] }, { n: 2, items: [{ p: 0.9 }] }, { n: 3, items: [] }]
    expect(best(windows)?.n).toBe(2)
    expect(best([{ items: [] }])).toBeNull()
  })
})
