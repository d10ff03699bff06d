import { afterEach, expect, test } from 'vitest'
import { hearDate, serverNow } from './clock'

afterEach(() => hearDate(new Date().toUTCString()))

test('a desk whose clock is an hour slow counts by the clock of the service', () => {
  hearDate(new Date(Date.now() + 3_600_000).toUTCString())
  expect(Math.abs(serverNow() - Date.now() - 3_600_000)).toBeLessThan(2_000)
})

test('what is only the way of an answer, and what is no date, changes nothing', () => {
  hearDate(new Date(Date.now() - 2_000).toUTCString())
  hearDate(null)
  hearDate('soon')
  expect(Math.abs(serverNow() - Date.now())).toBeLessThan(50)
})
