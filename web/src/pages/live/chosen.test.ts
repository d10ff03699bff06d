import { describe, expect, it } from 'vitest'
import type { Vehicle } from '../../api/queries'
import { askedBox, boxOf, distance, holds, parseView, printView } from '../../map/geo'
import { bucketsOf, fits, type Row, severitiesOf, sorted, toggled } from './chosen'

const row = (of: Partial<Vehicle>): Row => ({ vehicle: { id: 'x', vin: 'V', class: 'car', open_alerts: 0, connected: false, version: 1, created_at: '', updated_at: '', ...of }, at: undefined })
const any = { severities: [], buckets: [], withCase: false } as const

describe('filters', () => {
  it('read only what they know from an address', () => {
    expect(severitiesOf('critical,nonsense,none')).toEqual(['critical', 'none'])
    expect(bucketsOf(undefined)).toEqual([])
    expect(toggled(['m1'], 'm1')).toBeUndefined()
    expect(toggled(['m1'], 'm2')).toBe('m1,m2')
  })
  it('pass what fits', () => {
    expect(fits(row({ worst_severity: 'high' }), { ...any, severities: ['high'] })).toBe(true)
    expect(fits(row({}), { ...any, severities: ['none'] })).toBe(true)
    expect(fits(row({ bucket: 'm2' }), { ...any, buckets: ['m1'] })).toBe(false)
  })
  it('sort the worst first, then the longest overdue', () => {
    const rows = [row({ id: 'a', dpd: 90 }), row({ id: 'b', worst_severity: 'critical', dpd: 1 }), row({ id: 'c', worst_severity: 'critical', dpd: 5 })]
    expect(sorted(rows, 'severity').map((one) => one.vehicle.id)).toEqual(['c', 'b', 'a'])
    expect(sorted(rows, 'dpd').map((one) => one.vehicle.id)).toEqual(['a', 'c', 'b'])
  })
})

describe('places', () => {
  it('keep a view in the address', () => {
    expect(parseView(printView(104.06612, 30.65712, 11.256))).toEqual({ lng: 104.0661, lat: 30.6571, zoom: 11.26 })
    for (const bad of [undefined, '', '1,2', 'a,b,c', '200,0,3', '0,95,3']) expect(parseView(bad)).toBeNull()
  })
  it('are asked for on a grid that is wider than what is seen', () => {
    const box = { west: 104.01, south: 30.5, east: 104.2, north: 30.7 }
    const [west, south, east, north] = askedBox(box).split(',').map(Number) as [number, number, number, number]
    expect(west < box.west && south < box.south && east > box.east && north > box.north).toBe(true)
    expect(askedBox({ ...box, west: 104.012 })).toBe(askedBox(box))
    expect(askedBox({ west: -180, south: -90, east: 180, north: 90 })).toBe('-180.0000,-90.0000,180.0000,90.0000')
  })
  it('lie in boxes, across the date line too', () => {
    expect(holds({ west: 170, south: -10, east: -170, north: 10 }, { lat: 0, lon: 179 })).toBe(true)
    expect(holds({ west: 170, south: -10, east: -170, north: 10 }, { lat: 0, lon: 0 })).toBe(false)
    expect(boxOf([])).toBeNull()
    expect(distance({ lat: 0, lon: 0 }, { lat: 0, lon: 1 })).toBeCloseTo(111_195, -1)
  })
})
