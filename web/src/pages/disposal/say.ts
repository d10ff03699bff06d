import { sayer } from '../../i18n/say'
import { disposalEn } from './words.en'
import { disposalZh } from './words.zh'

/** A sentence of the sale. */
export const say = sayer(disposalEn, disposalZh)
export type Say = ReturnType<typeof say>
