import { sayer } from '../../../i18n/say'
import { loanEn } from './words.en'
import { loanZh } from './words.zh'

/** A sentence of a contract. */
export const say = sayer(loanEn, loanZh)
