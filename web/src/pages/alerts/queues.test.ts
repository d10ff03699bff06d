import { describe, expect, it } from 'vitest'
import type { Alert } from '../../api/queries'
import { expected, snoozeUntil } from './desk'
import { groups, inQueue, storm } from './queues'
import { setZone } from '../../i18n/format'

const alert = (of: Partial<Alert>): Alert => ({ id: '1', type: 'removal', severity: 'warn', state: 'open', desk_state: 'new', snoozed_until_fix: false, vehicle_id: 'v', event_at: '2026-01-01T00:00:00Z', raised_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', late: false, score: 1, evidence: [], version: 1, ...of })

describe('groups', () => {
  it('hold the alerts of one vehicle, the worst first', () => {
    const all = groups([
      alert({ id: '1', vehicle_id: 'a' }),
      alert({ id: '2', vehicle_id: 'b', severity: 'critical', event_at: '2025-01-01T00:00:00Z' }),
      alert({ id: '3', vehicle_id: 'a', severity: 'high', desk_state: 'acknowledged', event_at: '2026-02-01T00:00:00Z' }),
      alert({ id: '4', vehicle_id: 'c', severity: 'high', event_at: '2026-03-01T00:00:00Z' }),
    ])
    expect(all.map((group) => group.vehicle)).toEqual(['b', 'c', 'a'])
    expect(all[2]).toMatchObject({ severity: 'high', fresh: 1, last: '2026-02-01T00:00:00Z' })
    expect(all[2]?.alerts.map((one) => one.id)).toEqual(['3', '1'])
  })
})

describe('queues', () => {
  it('part alerts by what the desk did', () => {
    const mine = alert({ desk_state: 'acknowledged', desk_by: 'user:me' })
    expect(inQueue('mine', mine, 'me')).toBe(true)
    expect(inQueue('mine', mine, 'you')).toBe(false)
    expect(inQueue('open', alert({ desk_state: 'snoozed' }), 'me')).toBe(false)
    expect(inQueue('critical', alert({ severity: 'critical', desk_state: 'resolved' }), 'me')).toBe(false)
    expect(inQueue('closed', alert({ desk_state: 'resolved' }), 'me')).toBe(true)
  })
  it('call many silent cars within an hour a storm, and not the same number over a day', () => {
    const silent = (n: number, minutes: number) => Array.from({ length: n }, (_, i) => alert({ id: String(i), type: 'offline', raised_at: new Date(i * minutes * 60_000).toISOString() }))
    expect(storm(silent(25, 1))).toBe(25)
    expect(storm(silent(25, 30))).toBe(0)
  })
})

describe('decisions', () => {
  it('show at once what the server will say', () => {
    expect(expected(alert({}), { do: 'resolve', verdict: 'benign', reason: 'car wash' }, 'me')).toMatchObject({ desk_state: 'resolved', verdict: 'benign', desk_reason: 'car wash', desk_by: 'user:me' })
    expect(expected(alert({ desk_state: 'resolved', verdict: 'test' }), { do: 'reopen', reason: 'x' }, 'me')).toMatchObject({ desk_state: 'new', verdict: null })
  })
  it('put off until nine in the morning of the lender', () => {
    setZone('Asia/Shanghai')
    expect(snoozeUntil('tomorrow', Date.parse('2026-11-22T17:00:00Z'))).toBe('2026-11-24T01:00:00.000Z')
    expect(snoozeUntil('tomorrow', Date.parse('2026-11-22T15:00:00Z'))).toBe('2026-11-23T01:00:00.000Z')
    setZone(undefined)
  })
})
