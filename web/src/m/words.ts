import { useSyncExternalStore } from 'react'
import { en } from './m.en'
import { major } from '../i18n/currency'
import * as own from '../i18n/reasons.zh'
import { type Said, tell, type Told } from '../i18n/reasonText'
import { zh } from './m.zh'

export type Language = 'en' | 'zh'
type Leaves<T, P extends string = ''> = { [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`> }[keyof T & string]
export type Key = Leaves<typeof en>
export type Group = keyof typeof en

let language: Language = 'en'
const watchers = new Set<() => void>()

const set = (to: Language) => {
  language = to
  document.documentElement.lang = to === 'zh' ? 'zh-CN' : 'en'
  for (const watcher of watchers) watcher()
}

/** Of the last visit, else of the browser. The dashboard's choice is the same. */
export const startWords = () => set((localStorage.getItem('lw.lang') ?? navigator.language).startsWith('zh') ? 'zh' : 'en')
export const setLanguage = (to: Language) => {
  localStorage.setItem('lw.lang', to)
  set(to)
}
export const currentLanguage = () => language
const words = () => (language === 'zh' ? zh : en)

export function t(key: Key, holes: Record<string, string | number> = {}): string {
  const [group = '', name = ''] = key.split('.')
  const text = (words() as Record<string, Record<string, string>>)[group]?.[name] ?? key
  return text.replace(/\{\{(\w+)\}\}/g, (_, hole: string) => String(holes[hole] ?? ''))
}

/** The word for what the server calls by a stable name; a newer name is shown as it is, readable. */
export function word(group: Group, name: string): string {
  return (words()[group] as Record<string, string>)[name] ?? name.replace(/[_.]/g, ' ')
}

const GROUPS: Record<string, Group> = { order_state: 'state', order_kind: 'kind' }
/** Why something is not possible, in the reader's language; in the server's words where a name has none here. */
export const reasonWords = (said: Said): Told =>
  tell(said, language === 'zh' ? own : undefined, (group, name) => (words()[GROUPS[group] ?? 'app'] as Record<string, string>)[GROUPS[group] ? name : ''], moment)

/** The lines of a list. */
export const lines = (key: Key) => t(key).split('|').filter(Boolean)

export function useLanguage(): Language {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => language,
  )
}

let zone: string | undefined
/** Days and times are the lender's. */
export const setZone = (name: string | undefined) => {
  zone = name
}
const locale = () => (language === 'zh' ? 'zh-CN' : 'en-GB')
const format = (at: string | number, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), { timeZone: zone, hourCycle: 'h23', ...options }).format(new Date(at))
export const clock = (at: string | number) => format(at, { hour: '2-digit', minute: '2-digit' })
export const moment = (at: string | number) => format(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
/** A calendar day `YYYY-MM-DD`, in no zone. */
export const dayOf = (date: string) => new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(`${date}T00:00:00Z`))
export const money = (minor: number, currency: string) => new Intl.NumberFormat(locale(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(major(minor, currency))

export function ago(at: string, now = Date.now()): string {
  const s = (now - Date.parse(at)) / 1000
  if (s < 60) return t('time.now')
  if (s < 3600) return t('time.min', { n: Math.floor(s / 60) })
  return s < 172_800 ? t('time.h', { n: Math.floor(s / 3600) }) : t('time.d', { n: Math.floor(s / 86_400) })
}

export function left(until: string, now = Date.now()): string {
  const s = Math.floor((Date.parse(until) - now) / 1000)
  if (s <= 0) return t('time.over')
  if (s < 60) return t('time.left_s', { s })
  if (s < 3600) return t('time.left_min', { m: Math.floor(s / 60), s: s % 60 })
  if (s < 172_800) return t('time.left_h', { h: Math.floor(s / 3600), m: Math.floor((s % 3600) / 60) })
  return t('time.left_d', { d: Math.floor(s / 86_400), h: Math.floor((s % 86_400) / 3600) })
}

export const metres = (n: number) => (n < 1000 ? t('common.m', { n: Math.round(n) }) : t('common.km', { n: (n / 1000).toFixed(n < 10_000 ? 1 : 0) }))
export const degrees = (at: { lat: number; lon: number }) => `${at.lat.toFixed(5)}, ${at.lon.toFixed(5)}`
