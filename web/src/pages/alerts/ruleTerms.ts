import { ruleEn, saidEn, unitEn } from './ruleWords.en'
import { ruleZh, saidZh, unitZh } from './ruleWords.zh'

const filled = (text: string, values: Record<string, string>) => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '')

/** A sentence of the part about the rule. */
export const said = (key: keyof typeof saidEn, lang: string, values: Record<string, string> = {}) => filled((lang === 'zh' ? saidZh : saidEn)[key], values)

/** What a number is called; one that is newer than the page by its name in the settings. */
export function ruleWords(group: string, name: string, lang: string): string {
  const words: Record<string, string> = lang === 'zh' ? ruleZh : ruleEn
  return words[`${group}.${name}`] ?? `${group}.${name}`
}

/** A number with its unit; seconds as minutes, hours or days where these are whole. */
export function amount(value: number, unit: string | undefined, lang: string, write: (n: number) => string): string {
  const units: Record<string, string> = lang === 'zh' ? unitZh : unitEn
  let [n, of] = [value, unit]
  if (unit === 'seconds') {
    for (const [name, seconds] of [['days', 86_400], ['hours', 3600], ['minutes', 60]] as const) {
      if (value >= seconds && value % seconds === 0) {
        ;[n, of] = [value / seconds, name]
        break
      }
    }
  }
  const text = write(n)
  const pattern = of ? units[of] : undefined
  return pattern ? filled(pattern, { n: text }) : text
}
