import { expect, it } from 'vitest'
import { printable } from './rawText'

it('bytes of a frame are shown as text where they print', () => {
  expect(printable('2a48512c0d0a')).toBe('*HQ,··')
  expect(printable('7e')).toBe('~')
  expect(printable('ff')).toBe('·')
  expect(printable('')).toBe('')
})
