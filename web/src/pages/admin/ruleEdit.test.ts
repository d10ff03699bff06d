import { expect, test } from 'vitest'
import { type Endpoint, entered, KEPT, type Rule, targetOf } from './ruleEdit'

const hook = { id: 'h1', kind: 'webhook', name: 'core' } as Endpoint
const before = { events: ['case.*'], min_severity: 'high', first: { to: { kind: 'endpoint' }, via: { channel: 'webhook', endpoint: 'h1' } }, escalate: [{ after_min: 30 }], quiet_hours: { from: '22:00' } } as Rule

test('a rule keeps what the form does not show', () => {
  const after = entered(before, { events: 'case.flagged, alert.*', least: null, to: 'legal' }, [hook])
  expect(after).toEqual({ events: ['case.flagged', 'alert.*'], first: { to: { kind: 'role', role: 'legal' }, via: { channel: 'email' } }, escalate: [{ after_min: 30 }], quiet_hours: { from: '22:00' } })
})

test('whom it tells stays where nobody chose another, also where the form has no name for them', () => {
  expect(entered(before, { events: 'case.*', least: 'high', to: 'h1' }, [hook])).toEqual(before)
  const person: Rule = { ...before, first: { to: { kind: 'user' }, via: { channel: 'email' } } }
  expect(targetOf(person)).toBe(KEPT)
  expect(entered(person, { events: 'case.*', least: 'high', to: KEPT }, []).first).toEqual(person.first)
})

test('a new one is told to an endpoint by its own way', () => {
  expect(entered(undefined, { events: 'case.flagged', least: 'warn', to: 'h1' }, [hook])).toEqual({ events: ['case.flagged'], min_severity: 'warn', first: before.first })
})
