import { sayer } from '../../i18n/say'
import { yardEn } from './words.en'
import { yardZh } from './words.zh'

/** A sentence of the yard. */
export const say = sayer(yardEn, yardZh)
export type Say = ReturnType<typeof say>
