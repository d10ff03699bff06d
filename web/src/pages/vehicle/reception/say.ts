import { sayer } from '../../../i18n/say'
import { receptionEn } from './words.en'
import { receptionZh } from './words.zh'

/** A sentence about what a tracker hears. */
export const say = sayer(receptionEn, receptionZh)
