import { expect, it } from 'vitest'
import { i18n } from '../../i18n'
import { flagText } from './flag'

it('a flag is told in the words of the reader, with the numbers of the server', () => {
  const of = (rule: string, text: string) => flagText({ rule, text }, i18n.t)
  expect(of('dpd_60', '76 days past due, 60 or more')).toBe('76 days past due when it was flagged; from 60 on')
  expect(of('dpd_1_critical_removal', '22 days past due, and a critical removal alert on its vehicle')).toBe('22 days past due when it was flagged')
  expect(of('first_payment_default', 'the first instalment is unpaid, and a second-pledge visit within 30 days of funding')).toContain('within 30 days of the payout')
})

it('what a person wrote, and what this page does not know, stand as they are', () => {
  expect(flagText({ rule: 'manual', text: '3 days past due, they said' }, i18n.t)).toBe('3 days past due, they said')
  expect(flagText({ rule: 'seen_abroad', text: 'seen in another country' }, i18n.t)).toBe('seen in another country')
})
