import { describe, expect, it } from 'vitest'
import { asProblem, Problem } from './problem'

describe('problems', () => {
  it('keep all that the server says', () => {
    const response = new Response('', { status: 409, headers: { 'x-request-id': 'r1', 'retry-after': '7' } })
    const problem = Problem.of(response, { code: 'refused_balance_fresh', detail: 'too old', fix: 'confirm it', field: 'loan' })
    expect(problem).toMatchObject({ status: 409, code: 'refused_balance_fresh', detail: 'too old', fix: 'confirm it', field: 'loan', requestId: 'r1', retryAfter: 7 })
    expect(problem.transient).toBe(false)
  })

  it('are told of answers that are no documents', () => {
    expect(Problem.of(new Response('<html>', { status: 502 }), '<html>')).toMatchObject({ status: 502, code: 'http_502', transient: true })
    expect(asProblem(new TypeError('failed to fetch'))).toMatchObject({ status: 0, code: 'unreachable', transient: true })
  })
})
