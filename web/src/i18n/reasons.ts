import { i18n, word, type Groups } from './index'
import { type Said, tell, type Told, type Words } from './reasonText'

export type { ReasonCode, Said } from './reasonText'

const words = new Map<string, Words>()
export const addReasons = (language: string, of: Words) => words.set(language, of)

const time = (at: string) => new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))

/** Why something is not possible, or was flagged, in the reader's language. */
export const reasonWords = (said: Said): Told => tell(said, words.get(i18n.language), (group, name) => word(group as Groups, name), time)

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
