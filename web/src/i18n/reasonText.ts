import type { components } from '../api/schema'

export type ReasonCode = components['schemas']['ReasonCode']
/** What the server says of a reason: its sentence, which is English, and what the sentence says as a code. */
export type Said = { what: string; helps: string; code?: string | undefined; params?: Readonly<Record<string, unknown>> | undefined }
export type Told = { what: string; helps: string }

/** The words that a language has of its own; what the server writes is English already. */
export type Words = { reasons: Record<ReasonCode, readonly [what: string, helps: string]>; nouns: Record<string, Record<string, string>> }
/** The word of a page for what the server calls by a stable name; none where it has no such words. */
export type Noun = (group: string, name: string) => string | undefined

const deep = (params: unknown, path: string): unknown => path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), params)

/** The text with its parameters; none where one that it names is not there, or has no word. */
function filled(text: string, params: unknown, noun: Noun, time: (at: string) => string): string | undefined {
  let whole = true
  const one = (value: unknown, group: string | undefined): string => {
    if (value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))) whole = false
    if (Array.isArray(value)) return value.map((entry) => one(entry, group)).join('、')
    if (group === 'time') return time(String(value))
    if (group === undefined) return String(value)
    const word = noun(group, String(value))
    if (word === undefined) whole = false
    return word ?? ''
  }
  const said = text.replace(/\{\{([\w.]+)(?:\|(\w+))?\}\}/g, (_, path: string, group?: string) => one(deep(params, path), group))
  return whole ? said : undefined
}

/** What is said, in the words of a language: by the code, if these know it, else the server's sentence. */
export function tell({ what, helps, code, params }: Said, words: Words | undefined, noun: Noun, time: (at: string) => string): Told {
  const row = code === undefined ? undefined : (words?.reasons as Record<string, readonly [string, string]> | undefined)?.[code]
  if (!words || !row) return { what, helps }
  const known: Noun = (group, name) => words.nouns[group]?.[name] ?? noun(group, name)
  const said = filled(row[0], params, known, time)
  const remedy = filled(row[1], params, known, time)
  return said === undefined || remedy === undefined ? { what, helps } : { what: said, helps: remedy }
}
