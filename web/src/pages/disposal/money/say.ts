import { sayer } from '../../../i18n/say'
import { moneyEn } from './words.en'
import { moneyZh } from './words.zh'

/** A sentence of the money tabs. */
export const say = sayer(moneyEn, moneyZh)
export type Say = ReturnType<typeof say>
