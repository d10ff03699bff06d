import { expect, test } from 'vitest'
import { major, minor } from './currency'

test('each currency has its decimals', () => {
  expect([minor(1234.5, 'CNY'), minor(5000, 'JPY'), minor(1.234, 'KWD')]).toEqual([123_450, 5000, 1234])
  expect([major(123_450, 'CNY'), major(5000, 'JPY'), major(1234, 'KWD')]).toEqual([1234.5, 5000, 1.234])
})
