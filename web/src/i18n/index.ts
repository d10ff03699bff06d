import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { en } from './en'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export type Language = 'en' | 'zh'

/** Of the address, of the last visit, of the browser. */
function first(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('lw.lang') ?? navigator.language
  return asked.startsWith('zh') ? 'zh' : 'en'
}

const show = (language: Language) => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export const i18n = i18next.createInstance()

const load = async (language: Language) => {
  if (i18n.hasResourceBundle(language, 'translation')) return
  if (language === 'zh') {
    const [{ zh }, own, { addReasons }] = await Promise.all([import('./zh'), import('./reasons.zh'), import('./reasons')])
    addReasons(language, own)
    i18n.addResourceBundle(language, 'translation', zh)
  } else i18n.addResourceBundle(language, 'translation', (await import('./en')).en)
}

export async function startWords(language: Language = first()) {
  await i18n.use(initReactI18next).init({ lng: language, fallbackLng: false, resources: {}, interpolation: { escapeValue: false } })
  await load(language)
  show(language)
}

export const setLanguage = (language: Language) => {
  localStorage.setItem('lw.lang', language)
  void load(language).then(() => {
    show(language)
    return i18n.changeLanguage(language)
  })
}

/** Groups of words that name what the server calls by a stable name. */
export type Groups = { [K in keyof typeof en]: (typeof en)[K] extends Record<string, string> ? K : never }[keyof typeof en]

/** The word for a wire name; a name that is newer than this page is shown as it is, readable. */
export function word(group: Groups, name: string): string {
  const key = `${group}.${name}`
  const found = (i18n.getResource(i18n.language, 'translation', group) as Record<string, string> | undefined)?.[name]
  return found ?? key.slice(group.length + 1).replace(/[_.]/g, ' ')
}

/** The names that a group has words for, in their order there. */
export const namesOf = (group: Groups): string[] => Object.keys((i18n.getResource(i18n.language, 'translation', group) as Record<string, string> | undefined) ?? {})

export function useWords() {
  const { t, i18n: instance } = useTranslation()
  return { t, word, language: instance.language as Language }
}
