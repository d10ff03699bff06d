import type { components } from '../api/schema'
import { i18n, type Groups } from './index'

export type ReasonCode = components['schemas']['ReasonCode']
/** What the server says of a reason: its sentence, which is English, and what the sentence says as a code. */
export type Said = { what: string; helps: string; code?: string | undefined; params?: Readonly<Record<string, unknown>> | undefined }
type Told = { what: string; helps: string }

/** The words that a language has of its own; what the server writes is English already. */
export type Words = { reasons: Record<ReasonCode, readonly [what: string, helps: string]>; nouns: Record<string, Record<string, string>> }
const words = new Map<string, Words>()
export const addReasons = (language: string, of: Words) => words.set(language, of)

const deep = (params: unknown, path: string): unknown => path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), params)

/** The text with its parameters; none where one that it names is not there. */
function filled(text: string, params: unknown, nouns: Words['nouns']): string | undefined {
  let whole = true
  const one = (value: unknown, group: string | undefined): string => {
    if (value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))) whole = false
    if (Array.isArray(value)) return value.map((entry) => one(entry, group)).join('、')
    if (group === 'time') return new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(String(value)))
    if (group === undefined) return String(value)
    const shared = i18n.getResource(i18n.language, 'translation', group as Groups) as Record<string, string> | undefined
    return nouns[group]?.[String(value)] ?? shared?.[String(value)] ?? String(value).replace(/_/g, ' ')
  }
  const said = text.replace(/\{\{([\w.]+)(?:\|(\w+))?\}\}/g, (_, path: string, group?: string) => one(deep(params, path), group))
  return whole ? said : undefined
}

/**
 * Why something is not possible, or was flagged, in the reader's language: by the code, if this page knows it, else the
 * server's sentence.
 */
export function reasonWords({ what, helps, code, params }: Said): Told {
  const own = words.get(i18n.language)
  const row = code === undefined ? undefined : (own?.reasons as Record<string, readonly [string, string]> | undefined)?.[code]
  if (!own || !row) return { what, helps }
  const said = filled(row[0], params, own.nouns)
  const remedy = filled(row[1], params, own.nouns)
  return said === undefined || remedy === undefined ? { what, helps } : { what: said, helps: remedy }
}

/** What a problem says: of a refusal in the reader's language. */
export const problemWords = (problem: { detail: string; fix?: string | undefined; reason?: string | undefined; params?: Readonly<Record<string, unknown>> | undefined }): Told =>
  reasonWords({ what: problem.detail, helps: problem.fix ?? '', code: problem.reason, params: problem.params })

/** A refusal of a step that the server lists. */
export type Refusal = { message: string; remedy: string; code?: string | undefined; params?: Readonly<Record<string, unknown>> | undefined }
export const refusalWords = ({ message, remedy, code, params }: Refusal): Told => reasonWords({ what: message, helps: remedy, code, params })
/** The same in one line. */
export function refusalLine(refusal: Refusal): string {
  const { what, helps } = refusalWords(refusal)
  return helps ? `${what}${i18n.language === 'zh' ? '；' : ': '}${helps}` : what
}
