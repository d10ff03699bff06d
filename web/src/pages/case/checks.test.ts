import { expect, it } from 'vitest'
import { whenOf } from './Checks'

it('tells the newest time of an action, the one that it names itself before the one it was written', () => {
  const events = [
    { seq: 1, action: 'authorised', at: '2026-11-01T00:00:00Z', data: null },
    { seq: 3, action: 'authorised', at: '2026-11-23T00:00:00Z', data: { at: '2026-11-20T00:00:00Z' } },
    { seq: 4, action: 'secured', at: '2026-11-24T00:00:00Z', data: {} },
  ] as never
  expect(whenOf(events, 'authorised')).toBe('2026-11-20T00:00:00Z')
  expect(whenOf(events, 'secured')).toBe('2026-11-24T00:00:00Z')
  expect(whenOf(events, 'dispatched')).toBeNull()
})
