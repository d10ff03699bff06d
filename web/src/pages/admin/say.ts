import { sayer } from '../../i18n/say'
import { adminEn } from './words.en'
import { adminZh } from './words.zh'

/** A sentence of administration. */
export const say = sayer(adminEn, adminZh)
