import { describe, expect, it } from 'vitest'
import type { Alert } from '../../api/queries'
import { expected, snoozeUntil } from './desk'
import type { AlertGroup } from '../../api/inbox'
import { comesTo, groupOf, groups, inQueue, overdueBy, stillWaiting } from './queues'
import { setZone } from '../../i18n/format'

const alert = (of: Partial<Alert>): Alert => ({ id: '1', type: 'removal', severity: 'warn', state: 'open', desk_state: 'new', snoozed_until_fix: false, vehicle_id: 'v', event_at: '2026-01-01T00:00:00Z', raised_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', late: false, score: 1, evidence: [], version: 1, ...of })

describe('groups', () => {
  it('hold the alerts of one vehicle, the worst first, and stay where they first came', () => {
    const all = groups([
      alert({ id: '1', vehicle_id: 'a' }),
      alert({ id: '2', vehicle_id: 'b', severity: 'critical', event_at: '2025-01-01T00:00:00Z' }),
      alert({ id: '3', vehicle_id: 'a', severity: 'high', desk_state: 'acknowledged', event_at: '2026-02-01T00:00:00Z' }),
    ])
    expect(all.map((group) => group.vehicle)).toEqual(['a', 'b'])
    expect(all[0]).toMatchObject({ severity: 'high', n: 2, last: '2026-02-01T00:00:00Z', oldestNew: '2026-01-01T00:00:00Z' })
    expect(all[0]?.alerts.map((one) => one.id)).toEqual(['3', '1'])
    expect(groupOf('x', [])).toMatchObject({ n: 0, severity: null, oldestNew: null })
  })
  it('leave a queue when the last of their alerts did, and keep the number of those that are not shown', () => {
    const told = (of: Partial<Alert>[], n = of.length) => ({ vehicle_id: 'v', severity: 'warn', alerts_n: n, first_at: '2025-12-01T00:00:00Z', last_at: '2026-01-01T00:00:00Z', alerts: of.map((one, i) => alert({ id: String(i), ...one })) }) as AlertGroup
    expect(stillWaiting(told([{ desk_state: 'acknowledged' }]), 'unassigned', 'me')).toBeNull()
    expect(stillWaiting(told([{ desk_state: 'snoozed' }, {}]), 'open', 'me')).toMatchObject({ n: 1, alerts: [{ id: '1' }] })
    expect(stillWaiting(told([{}, {}], 25), 'open', 'me')).toMatchObject({ n: 25, first: '2025-12-01T00:00:00Z' })
  })
  it('have news of what would stand in the queue that is looked at, and of nothing else', () => {
    const raised = { type: 'tow', severity: 'high' }
    expect((['open', 'critical', 'mine', 'unassigned', 'snoozed', 'closed', 'all'] as const).filter((queue) => comesTo(queue, {}, raised))).toEqual(['open', 'unassigned', 'all'])
    expect([comesTo('critical', {}, { ...raised, severity: 'critical' }), comesTo('open', {}, { ...raised, severity: 'info' })]).toEqual([true, false])
    expect([comesTo('open', { type: 'tow,removal' }, raised), comesTo('open', { type: 'removal' }, raised)]).toEqual([true, false])
    expect([comesTo('open', { site: 's' }, { ...raised, site_id: 's' }), comesTo('open', { site: 's' }, raised)]).toEqual([true, false])
  })
  it('wait too long once the lender’s limit is over', () => {
    const raised = '2026-01-01T00:00:00Z'
    expect(overdueBy(raised, 3600, Date.parse('2026-01-01T00:30:00Z'))).toBe(-1800)
    expect(overdueBy(raised, 3600, Date.parse('2026-01-01T02:00:00Z'))).toBe(3600)
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
})

describe('decisions', () => {
  it('show at once what the server will say', () => {
    expect(expected(alert({}), { do: 'resolve', verdict: 'benign', reason: 'car wash' }, 'me')).toMatchObject({ desk_state: 'resolved', verdict: 'benign', desk_reason: 'car wash', desk_by: 'user:me' })
    expect(expected(alert({ desk_state: 'resolved', verdict: 'test' }), { do: 'reopen', reason: 'x' }, 'me')).toMatchObject({ desk_state: 'new', verdict: null })
  })
  it('put off until the next fix without a date: the server watches', () => {
    expect(snoozeUntil('fix')).toBeNull()
    expect(expected(alert({}), { do: 'snooze', until: null }, 'me')).toMatchObject({ desk_state: 'snoozed', snoozed_until: null, snoozed_until_fix: true })
    expect(expected(alert({ snoozed_until_fix: true }), { do: 'snooze', until: '2026-01-02T00:00:00Z' }, 'me').snoozed_until_fix).toBe(false)
  })
  it('put off until nine in the morning of the lender', () => {
    setZone('Asia/Shanghai')
    expect(snoozeUntil('tomorrow', Date.parse('2026-11-22T17:00:00Z'))).toBe('2026-11-24T01:00:00.000Z')
    expect(snoozeUntil('tomorrow', Date.parse('2026-11-22T15:00:00Z'))).toBe('2026-11-23T01:00:00.000Z')
    setZone(undefined)
  })
})
