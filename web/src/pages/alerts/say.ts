import { inboxEn } from './words.en'
import { inboxZh } from './words.zh'

/** A sentence of the inbox in the language of the page. */
export const say = (lang: string) => (key: keyof typeof inboxEn, values: Record<string, string | number> = {}) =>
  (lang === 'zh' ? inboxZh : inboxEn)[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))

export type Say = ReturnType<typeof say>
