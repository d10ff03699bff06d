import { describe, expect, it } from 'vitest'
import { changes, complete, document, everyDay, flat, type Parameters } from './riskForm'

const parameters: Parameters = { weights: { removal: 70, offline: 0 }, other: 15, severities: [0.1, 0.5, 1, 1.2], repeats: 1.5, half_life_d: 7, pledge_half_life_d: 30, per_instalment: 10, overdue_most: 40, first_payment_default: 20, pledge_fraud: 40, pledge_fraud_d: 30, escalate_days: 30, bands: { watch: 30, high: 60, critical: 80 } }

describe('the form of the risk parameters', () => {
  it('comes back as it went in', () => {
    expect(document(flat(parameters))).toEqual(parameters)
    expect(complete(flat(parameters))).toBe(true)
  })

  it('leaves an empty weight to the other types, and keeps a weight of nothing', () => {
    const draft = { ...flat(parameters), 'weights.removal': '' as const, 'weights.tow': '' as const }
    expect(document(draft).weights).toEqual({ offline: 0 })
    expect(complete(draft)).toBe(true)
    expect(changes(draft, flat(parameters))).toEqual(['weights.removal'])
  })

  it('is not sent while a number is missing, out of its range, or bands do not rise', () => {
    const of = (change: Record<string, number | ''>) => complete({ ...flat(parameters), ...change })
    expect([of({ other: '' }), of({ half_life_d: 0 }), of({ 'weights.removal': 1001 }), of({ escalate_days: 1.5 }), of({ 'bands.high': 80 }), of({ 'bands.critical': 101 })]).toEqual([false, false, false, false, false, false])
    expect([of({ escalate_days: 0 }), of({ 'bands.critical': 100 }), of({ 'severities.high': 1.25 })]).toEqual([true, true, true])
  })
})

it('a trial shows the days without a rise too', () => {
  const rises = [{ day: '2026-11-21', now: 1, proposed: 3 }]
  expect(everyDay(rises, '2026-11-20', '2026-11-22').map((one) => one.proposed)).toEqual([0, 3, 0])
})
