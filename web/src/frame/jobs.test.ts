import { describe, expect, it } from 'vitest'
import { alive, ended, fileOf, type Job, left, share } from './Jobs'

describe('jobs', () => {
  it('say how long they take still, where that can be told', () => {
    expect(left({ done: 250, total: 1000, rate: 50 })).toBe(15)
    expect(left({ done: 0, total: 1000, rate: null })).toBeNull()
    expect(left({ done: 1000, total: 1000, rate: 50 })).toBeNull()
  })
  it('are asked for again while one goes on', () => {
    expect(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'].map((state) => alive({ state } as Job))).toEqual([true, true, false, false, false, false])
  })
  it('show a share of what was counted, and none of what was not', () => {
    expect(share({ done: 25, total: 100, state: 'running' })).toBe(25)
    expect(share({ done: 200, total: 100, state: 'running' })).toBe(100)
    expect(share({ done: 25, total: 0, state: 'running' })).toBeNull()
    expect([share({ done: 0, total: 0, state: 'queued' }), share({ done: 0, total: 0, state: 'done' })]).toEqual([0, 100])
  })
  it('have a file while the server has it', () => {
    expect(fileOf({ id: '7', file_name: 'loans.csv' })).toBe('/api/v1/jobs/7/file')
    expect(fileOf({ id: '7', file_name: null })).toBeNull()
  })
  it('are told of once, when they are over', () => {
    const of = (id: string, state: string) => ({ id, state }) as Job
    const seen = new Set(['asked'])
    expect(ended([of('old', 'done'), of('asked', 'done'), of('on', 'running')], seen).map((job) => job.id)).toEqual(['asked'])
    expect(ended([of('asked', 'done'), of('on', 'cancelled')], seen).map((job) => job.id)).toEqual(['on'])
    expect(ended([of('on', 'cancelled')], seen)).toEqual([])
  })
})
