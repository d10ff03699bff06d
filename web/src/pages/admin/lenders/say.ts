import { sayer } from '../../../i18n/say'
import { lendersEn } from './words.en'
import { lendersZh } from './words.zh'

/** A sentence about lenders. */
export const say = sayer(lendersEn, lendersZh)

type Key = keyof typeof lendersEn
const known = (key: string): key is Key => key in lendersEn
/** What a setting or a section is called; one that this page does not know yet, by its name in the API. */
export const nameOf = (language: string, key: string): string => (known(key) ? say(language)(key) : key)
