import { expect, test } from 'vitest'
import type { Schemas } from '../../api/client'
import type { Case } from '../../api/queries'
import { jobs, platesOf } from './jobs'

const order = (id: string, case_id: string, state: string, updated_at = '2026-01-01T00:00:00Z') => ({ id, case_id, state, updated_at, plate: `P ${case_id}` }) as Schemas['OrderView']
const kase = (id: string) => ({ id, plate: null, contract_number: `C ${id}` }) as Case
const ids = (all: readonly { id: string }[]) => all.map((one) => one.id)

test('an order that nobody took is to be offered again, and its case is not asked for another one', () => {
  const { drafts, waiting, live } = jobs([order('old', 'a', 'expired'), order('new', 'a', 'declined', '2026-01-02T00:00:00Z')], [kase('a'), kase('b')])
  expect([ids(drafts), ids(waiting), ids(live)]).toEqual([['new'], ['b'], []])
})

test('it is history once another order of its case is written, runs, or the case no longer waits', () => {
  const untaken = (id: string) => order(`untaken ${id}`, id, 'declined')
  const { drafts, waiting, live } = jobs([untaken('a'), order('running', 'a', 'offered'), untaken('b'), order('written', 'b', 'draft'), untaken('closed')], [kase('a'), kase('b')])
  expect([ids(drafts), ids(waiting), ids(live)]).toEqual([['written'], [], ['running']])
})

test('what two lists hold stands once, and plates are known beyond the cases', () => {
  const { listed } = jobs([order('one', 'a', 'paid'), order('one', 'a', 'paid')], [])
  expect(ids(listed)).toEqual(['one'])
  expect([...platesOf(listed, [kase('b')])]).toEqual([['a', 'P a'], ['b', 'C b']])
})
