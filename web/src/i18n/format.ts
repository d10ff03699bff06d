import { serverNow } from '../api/clock'
import { major } from './currency'
import { i18n, word } from './index'

/** Times are shown in the lender's zone, whoever looks; the browser's until it is known. */
let zone: string | undefined
export const setZone = (name: string | undefined) => {
  zone = name
}
export const currentZone = () => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone

const locale = () => (i18n.language === 'zh' ? 'zh-CN' : 'en-GB')
const cache = new Map<string, Intl.DateTimeFormat>()

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()}|${zone}|${JSON.stringify(options)}`
  let made = cache.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(locale(), { timeZone: zone, hourCycle: 'h23', ...options })
    cache.set(key, made)
  }
  return made
}

export const clock = (at: string | number, seconds = false) =>
  dates({ hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' } : {}) }).format(new Date(at))
export const day = (at: string | number) => dates({ day: 'numeric', month: 'short' }).format(new Date(at))
export const weekday = (at: string | number) => dates({ weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at))
/** The short name of a day of the week. */
export const dayName = (at: string | number) => dates({ weekday: 'short', timeZone: 'UTC' }).format(new Date(at))
/** A month `YYYY-MM` of the calendar. */
export const month = (name: string) => dates({ year: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${name}-01T00:00:00Z`))
export const moment = (at: string | number) => `${day(at)} ${clock(at)}`
export const fullMoment = (at: string | number) =>
  dates({ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' }).format(new Date(at))

/** How large a file is: 1000 bytes are a kilobyte. */
export function bytes(n: number): string {
  const [unit, of] = n < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const)
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: n / of < 10 ? 1 : 0 }).format(n / of)
}

/** What the clock of the lender's zone shows as that hour of a calendar day `YYYY-MM-DD`, ms since 1970. */
export function instantOf(date: string, hour: number): number {
  const utc = Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000
  // The offset is looked up at the guess, and again at the result: enough around changes of summer time.
  let guess = utc - offset(utc)
  guess = utc - offset(guess)
  return guess
}
/** Of a calendar day in the lender's zone: its first instant. */
export const startOfDay = (date: string): number => instantOf(date, 0)

/** The calendar day of an instant in the lender's zone, `YYYY-MM-DD`. */
export function dateOf(at: string | number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at))
  return parts
}

/** What the clock of the lender's zone shows, as an input of date and time has it: `YYYY-MM-DDTHH:mm`. */
export const onClock = (at: string | number) => `${dateOf(at)}T${new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))}`
/** The instant at which it shows that, ms since 1970. */
export const instantOfClock = (text: string): number => instantOf(text.slice(0, 10), Number(text.slice(11, 13)) + Number(text.slice(14, 16)) / 60)

function offset(at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }).formatToParts(new Date(at))
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1000) * 1000
}

export function ago(at: string | number, now = serverNow()): string {
  const s = (now - new Date(at).getTime()) / 1000
  const of = (key: 'min' | 'h' | 'd' | 'in_min' | 'in_h' | 'in_d', n: number) => i18n.t(`time.${key}`, { n: Math.max(1, Math.floor(n)) })
  if (s < -60) return s > -3600 ? of('in_min', -s / 60) : s > -172_800 ? of('in_h', -s / 3600) : of('in_d', -s / 86_400)
  if (s < 60) return i18n.t('time.now')
  return s < 3600 ? of('min', s / 60) : s < 172_800 ? of('h', s / 3600) : of('d', s / 86_400)
}

export function duration(seconds: number): string {
  const s = Math.round(Math.abs(seconds))
  if (s < 60) return i18n.t('time.dur_s', { n: s })
  if (s < 3600) return i18n.t('time.dur_min', { n: Math.round(s / 60) })
  if (s < 172_800) return i18n.t('time.dur_h', { h: Math.floor(s / 3600), m: Math.floor((s % 3600) / 60) })
  return i18n.t('time.dur_d', { d: Math.floor(s / 86_400), h: Math.floor((s % 86_400) / 3600) })
}

export const count = (n: number) => new Intl.NumberFormat(locale()).format(n)
export const decimal = (n: number, digits = 1) => new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n)

/** Integer minor units; `whole` leaves the cents out where a list has no room for them. */
export function money(minor: number, currency: string, whole = false): string {
  const format = new Intl.NumberFormat(locale(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...(whole ? { maximumFractionDigits: 0 } : {}) })
  return format.format(major(minor, currency))
}

const POINTS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const
export const compass = (degrees: number) => word('compass', POINTS[Math.round((((degrees % 360) + 360) % 360) / 45) % 8] ?? 'n')

export const metres = (m: number) => (m < 1000 ? `${Math.round(m)} ${i18n.t('unit.m')}` : `${decimal(m / 1000)} ${i18n.t('unit.km')}`)
