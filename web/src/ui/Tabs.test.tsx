import { expect, test } from 'vitest'
import { tabAt } from './Tabs'

test('arrows go round, Home and End to the ends, and other keys nowhere', () => {
  expect([tabAt('ArrowRight', 2, 3), tabAt('ArrowLeft', 0, 3), tabAt('Home', 2, 3), tabAt('End', 0, 3), tabAt('j', 1, 3)]).toEqual([0, 2, 0, 2, null])
})
