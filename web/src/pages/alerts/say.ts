import { sayer } from '../../i18n/say'
import { inboxEn } from './words.en'
import { inboxZh } from './words.zh'

/** A sentence of the inbox. */
export const say = sayer(inboxEn, inboxZh)

export type Say = ReturnType<typeof say>
