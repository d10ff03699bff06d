import { describe, expect, it } from 'vitest'
import { moveInto } from './actions'

const step = (action: string, refusal: { rule: string; message: string; remedy: string } | null = null) => ({ action, refusal }) as never
const no = { rule: 'wrong_state', message: 'not now', remedy: 'wait' }

describe('the board', () => {
  it('lets a card go only where the machine would let it', () => {
    const kase = { state: 'flagged', actions: [step('start_review'), step('close'), step('dispatch', no), step('return', no)] } as never
    expect(moveInto(kase, 'in_review')).toEqual({ action: 'start_review', refusal: null })
    expect(moveInto(kase, 'in_recovery')).toMatchObject({ action: 'dispatch', refusal: { message: 'not now', remedy: 'wait' } })
    expect(moveInto(kase, 'flagged')).toBeNull()
    expect(moveInto(kase, 'closed')).toEqual({ action: 'close', refusal: null })
  })
  it('steps back by one, and takes the possible one of two ways', () => {
    const kase = { state: 'in_review', actions: [step('return'), step('approve', no), step('request_authorisation')] } as never
    expect(moveInto(kase, 'flagged')).toEqual({ action: 'return', refusal: null })
    expect(moveInto(kase, 'authorised')).toEqual({ action: 'request_authorisation', refusal: null })
  })
  it('does not do by hand what follows from a hand-over', () => {
    const kase = { state: 'secured', actions: [step('enter_custody')] } as never
    expect(moveInto(kase, 'in_custody')?.refusal).not.toBeNull()
  })
})
