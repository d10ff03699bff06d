import { describe, expect, it } from 'vitest'
import { alive, type Job, left } from './Jobs'

describe('jobs', () => {
  it('say how long they take still, where that can be told', () => {
    expect(left({ done: 250, total: 1000, rate: 50 })).toBe(15)
    expect(left({ done: 0, total: 1000, rate: null })).toBeNull()
    expect(left({ done: 1000, total: 1000, rate: 50 })).toBeNull()
  })
  it('are asked for again while one goes on', () => {
    expect(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'].map((state) => alive({ state } as Job))).toEqual([true, true, false, false, false, false])
  })
})
