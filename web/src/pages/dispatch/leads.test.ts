import { beforeAll, describe, expect, it } from 'vitest'
import { setZone } from '../../i18n/format'
import { leadsText, placeText } from './leads'

const at = { lat: 35.123456, lon: 113.987654 }
const near = (direction: string, distance_m = 4200) => ({ address: null, nearest: { name: 'Xinxiang', direction, distance_m } })
beforeAll(() => setZone('Asia/Shanghai'))

describe('where an order leads', () => {
  it('is a place in words where one is known', () => {
    expect(placeText(at, near('ne'), false)).toBe('4.2 km NE of Xinxiang')
    expect(placeText(at, near('here'), false)).toBe('Xinxiang')
    expect(placeText(at, undefined, false)).toBe('35.1235, 113.9877')
    expect(placeText(at, { ...near('ne'), address: '8 Longhai Road' }, false)).toBe('8 Longhai Road')
  })
  it('tells no door of a place that is shown coarse', () => {
    expect(placeText(at, { ...near('ne'), address: '8 Longhai Road' }, true)).toBe('4.2 km NE of Xinxiang')
    expect(placeText(at, undefined, true)).toBe('35.12, 113.99')
  })
  it('has its chance and its night of a forecast', () => {
    const forecast = { basis: 'forecast', ...at, precision: 'precise' as const, p: 0.83, from: '2026-11-22T14:00:00Z', to: '2026-11-22T22:00:00Z', places: 3 }
    expect(leadsText(forecast, near('here'))).toBe('Leads to Xinxiang, 83 %, Sun 22 Nov 22:00–06:00 (best of 3 places)')
    expect(leadsText({ ...forecast, precision: 'coarse', places: 1 }, near('here'))).toBe('Leads to about Xinxiang, 83 %, Sun 22 Nov 22:00–06:00')
    expect(leadsText({ ...forecast, lat: null, lon: null, places: 1 }, undefined)).toMatch(/^Leads to a place that your role is not shown, 83 %/)
  })
  it('rests on the order, the last position, or nothing', () => {
    expect(leadsText({ basis: 'order', ...at }, near('here'))).toBe('Leads to Xinxiang, as the order says')
    expect(leadsText({ basis: 'last_position', ...at, precision: 'precise', from: '2026-11-22T14:00:00Z' }, near('here'))).toBe('Leads to Xinxiang, where it was last seen, 22 Nov 22:00')
    expect(leadsText({ basis: 'last_position', ...at, precision: 'precise' }, near('here'))).toBe('Leads to Xinxiang, where it was last seen')
    expect(leadsText({ basis: 'unknown' }, undefined)).toMatch(/not known/)
  })
})
