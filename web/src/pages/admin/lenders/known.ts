import { type Groups, namesOf, word } from '../../../i18n'
import { say } from './say'
import { lendersEn } from './words.en'

/** Names that the service knows: of a group of the whole dashboard's words, or of this page's own (`name.…`). */
export type Names = Groups | `name.${string}`

/** What may stand in a setting that is no single number: names, at which level, and whether they are chosen or typed. */
export type Known = {
  /** What its parts are called. */
  keys?: Names
  /** What a part that is put in begins with; without it the parts are always the same. */
  begin?: unknown
  /** What may stand in its parts. */
  inner?: Known
  /** What a list, or a single word, is chosen of; without it, it is typed. */
  of?: Names
  /** A number, which is one also while its field is empty; it may be left out or not. */
  number?: 'optional' | 'needed'
}

/** By the name of the setting in the API. */
export const KNOWN: Record<string, Known> = {
  'cases.required_intake': { of: 'intake_item' },
  'vendors.required': { of: 'document_kind' },
  'vendors.required_for': { keys: 'order_kind', begin: [], inner: { of: 'document_kind' } },
  'vendors.skills_for': { keys: 'order_kind', begin: [], inner: { of: 'skill' } },
  'vendors.crew_for': { keys: 'order_kind', begin: 1 },
  'vendors.scorecard': { keys: 'name.part', inner: { keys: 'name.mark', of: 'name.mark', inner: { keys: 'name.part' } } },
  'appraisals.order': { of: 'appraisal_source' },
  'lots.floor_bp': { keys: 'channel', begin: 8_000 },
  'lots.required': { keys: 'channel', begin: {}, inner: { keys: 'proof', begin: 1 } },
  'buyers.required': { keys: 'buyer_kind', begin: [], inner: { of: 'buyer_check' } },
  'matching.weights_bp': { keys: 'match_term' },
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
  const key = `${names}.${name}`
  return sayable(key) ? say(language)(key) : name.replace(/_/g, ' ')
}

/** A value in words, for who reads it only; what was typed stays as it was typed. */
export function inWords(language: string, known: Known | undefined, value: unknown): string {
  const s = say(language)
  if (value === null) return s('nothing')
  if (typeof value === 'boolean') return s(value ? 'yes' : 'no')
  if (typeof value === 'string') return known?.of ? called(language, known.of, value) : value
  if (typeof value !== 'object') return String(value)
  const listed = Array.isArray(value)
  const parts = listed ? value.map((one) => inWords(language, known, one)) : Object.entries(value).map(([key, of]) => s('part', { name: called(language, known?.keys, key), value: inWords(language, known?.inner, of) }))
  return parts.length === 0 ? s('nothing') : parts.join(s(listed ? 'between' : 'between_parts'))
}
