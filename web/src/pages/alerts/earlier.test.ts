import { expect, it } from 'vitest'
import { before } from './earlier'

it('tells what happened before an alert, the newest first, and not itself', () => {
  const at = (id: string, day: number) => ({ id, event_at: `2026-03-0${day}T08:00:00Z` })
  const all = [at('later', 6), at('this', 5), at('first', 1), at('second', 3)]
  expect(before(all, at('this', 5))?.map((one) => one.id)).toEqual(['second', 'first'])
  expect(before([], at('this', 5))).toEqual([])
  expect(before(undefined, at('this', 5))).toBeUndefined()
})
