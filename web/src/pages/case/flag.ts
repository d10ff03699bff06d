import type { i18n } from '../../i18n'

type Words = typeof i18n.t
export type FlagReason = { rule: string; text: string }

/**
 * Why a rule flagged a case, in the reader's language. The server writes it in English and names the rule; the numbers
 * that its sentence has are taken from there. What a person wrote, and a sentence of another form, stand as they are.
 */
export function flagText({ rule, text }: FlagReason, t: Words): string {
  if (rule === 'manual') return text
  const first = /within (\d+) days of funding$/.exec(text)
  if (first) return t('flag_reason.first', { n: first[1] })
  const days = /^(\d+) days past due(?:, (\d+) or more)?/.exec(text)
  if (!days) return text
  return days[2] ? t('flag_reason.limit', { n: days[1], limit: days[2] }) : t('flag_reason.days', { n: days[1] })
}
