import { type Groups, namesOf, word } from '../../../i18n'
import { say } from './say'
import { lendersEn } from './words.en'

/** Names that the service knows: of a group of the whole dashboard's words, or of this page's own (`name.…`). */
export type Names = Groups | `name.${string}`

/** What may stand in a setting that is no single number: names, at which level, and whether they are chosen or typed. */
export type Known = {
  /** Parts that may be put in and taken out; without it the parts are always the same. */
  keys?: Names
  /** What a part has to begin with. */
  begin?: unknown
  /** Parts of the parts. */
  inner?: Known
  /** What a list, or a single word, is chosen of; without it, it is typed. */
  of?: Names
  /** A number, which is one also while its field is empty; it may be left out or not. */
  number?: 'optional' | 'needed'
}

const counted: Known = { keys: 'proof', begin: 1 }

/** By the name of the setting in the API. */
export const KNOWN: Record<string, Known> = {
  'cases.required_intake': { of: 'intake_item' },
  'vendors.required': { of: 'name.paper' },
  'vendors.required_for': { keys: 'order_kind', begin: [], inner: { of: 'name.paper' } },
  'vendors.skills_for': { keys: 'order_kind', begin: [], inner: { of: 'name.skill' } },
  'vendors.crew_for': { keys: 'order_kind', begin: 1 },
  'vendors.scorecard': { of: 'name.mark' },
  'appraisals.order': { of: 'appraisal_source' },
  'lots.floor_bp': { keys: 'channel', begin: 8_000 },
  'lots.required': { keys: 'channel', begin: {}, inner: counted },
  'buyers.required': { keys: 'buyer_kind', begin: [], inner: { of: 'buyer_check' } },
  'complaints.acknowledge_working_days': { number: 'optional' },
  'complaints.respond_days': { number: 'optional' },
  'compliance.lender_kind': { of: 'name.lender' },
  'compliance.privacy': { of: 'name.record' },
}

const own = (names: Names): names is `name.${string}` => names.startsWith('name.')

/** What may stand in a setting; `before` is its default, by which a number is known as one. */
export const knownOf = (name: string, before: unknown): Known | undefined => KNOWN[name] ?? (typeof before === 'number' ? { number: 'needed' } : undefined)

/** The names there are. */
export const among = (names: Names): string[] => (own(names) ? Object.keys(lendersEn).flatMap((key) => (key.startsWith(`${names}.`) ? [key.slice(names.length + 1)] : [])) : namesOf(names))

const sayable = (key: string): key is keyof typeof lendersEn => key in lendersEn

/** What a name is called; one that the page does not know yet, readable. */
export function called(language: string, names: Names | undefined, name: string): string {
  if (names && !own(names)) return word(names, name)
  for (const key of [`${names ?? 'name.part'}.${name}`, `name.part.${name}`, `name.mark.${name}`]) if (sayable(key)) return say(language)(key)
  return among('match_term').includes(name) ? word('match_term', name) : name.replace(/_/g, ' ')
}

/** A value in words, for who reads it only. */
export function inWords(language: string, known: Known | undefined, value: unknown): string {
  const s = say(language)
  if (value === null || value === '') return s('nothing')
  if (typeof value === 'boolean') return s(value ? 'yes' : 'no')
  if (typeof value === 'string') return called(language, known?.of, value)
  if (Array.isArray(value)) return value.length === 0 ? s('nothing') : value.map((one) => inWords(language, known, one)).join(language === 'zh' ? '、' : ', ')
  if (typeof value === 'object') {
    const parts = Object.entries(value as object)
    return parts.length === 0 ? s('nothing') : parts.map(([key, of]) => s('part', { name: called(language, known?.keys, key), value: inWords(language, known?.inner ?? known, of) })).join(language === 'zh' ? '；' : '; ')
  }
  return String(value)
}
