import { describe, expect, it } from 'vitest'
import { left } from './left'

describe('what is left of a payment', () => {
  const paid = { id: 'a', amount_minor: 100, reverses: null }
  it('is what was not undone', () => {
    expect(left(paid, [paid])).toBe(100)
    expect(left(paid, [paid, { id: 'b', amount_minor: -30, reverses: 'a' }, { id: 'c', amount_minor: -50, reverses: 'd' }])).toBe(70)
  })
  it('is nothing of what itself undoes one', () => {
    expect(left({ id: 'b', amount_minor: -30, reverses: 'a' }, [paid])).toBe(0)
  })
})
