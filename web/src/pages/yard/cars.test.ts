import { describe, expect, it } from 'vitest'
import { type Car, goesTo, holds, mayGo, plan, sorted, type Standing, vinIn } from './cars'

const car = (more: Partial<Car>): Standing => ({ name: 'Yard', yard: {} as never, car: { case_id: 'a', case_state: 'in_custody', vehicle_id: 'v', vin: 'LSVAA49J1F2000001', since: '2026-08-30T00:00:00Z', overdue: false, open_holds: 0, days: 1, ...more } as Car })

describe('cars of a yard', () => {
  it('are in the order of a column, what is not known last', () => {
    const all = [car({ case_id: 'a', bay: 2 }), car({ case_id: 'b' }), car({ case_id: 'c', bay: 11 })]
    expect(sorted(all, 'bay').map((one) => one.car.case_id)).toEqual(['a', 'c', 'b'])
    expect(sorted(all, '-bay').map((one) => one.car.case_id)).toEqual(['c', 'a', 'b'])
    expect(sorted([car({ case_id: 'x', days: 3 }), car({ case_id: 'y', days: 30 })], '-nonsense').map((one) => one.car.days)).toEqual([30, 3])
  })

  it('are found by parts of plate and VIN, however they are written', () => {
    expect(holds('沪a 12', ['沪A·12345', null])).toBe(true)
    expect(holds('f2000001', ['沪A12345', 'LSVAA49J1F2000001'])).toBe(true)
    expect(holds('', [null])).toBe(true)
    expect(holds('X', ['沪A12345', undefined])).toBe(false)
  })

  it('are known by the code on their sticker, key tag or papers', () => {
    expect(vinIn('LSVAA49J1F2000001')).toBe('LSVAA49J1F2000001')
    expect(vinIn('https://keys.example/c?vin=lsvaa49j1f2000001&n=2')).toBe('LSVAA49J1F2000001')
    expect(vinIn('ILSVAA49J1F2000001'), 'Code 39 of a maker').toBe('LSVAA49J1F2000001')
    expect(vinIn('LSVAA49J1F20000012')).toBeNull()
    expect(vinIn('lienwatch:yard:0197')).toBeNull()
  })

  it('leave to whom their case lets them', () => {
    expect(goesTo('sold')[0]).toBe('buyer')
    expect(goesTo('redeemed')[0]).toBe('borrower')
    expect(goesTo('in_custody')).not.toContain('borrower')
    expect([mayGo(car({ case_state: 'sold' }).car), mayGo(car({ case_state: 'sold', open_holds: 1 }).car), mayGo(car({}).car)]).toEqual([true, false, false])
  })

  it('stand in their bays, or in none', () => {
    const { cells, unplaced } = plan(3, [car({ case_id: 'a', bay: 2 }), car({ case_id: 'b' }), car({ case_id: 'c', bay: 5 })], 300)
    expect(cells.map(({ one }) => one?.car.case_id ?? null)).toEqual([null, 'a', null, null, 'c'])
    expect(unplaced.map((one) => one.car.case_id)).toEqual(['b'])
    expect(plan(100_000, [], 300).cells.length).toBe(300)
  })
})
