import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Language, setLanguage, useWords } from '../i18n'
import { setSingleKeys } from './keys'
import { complain } from './notify'
import { changeSettings, type Settings, settingsQuery } from './settings'

type Look = Partial<Pick<Settings, 'theme' | 'language' | 'single_keys'>>

/** What was changed here and is not on the server yet: an answer that was under way says what was before. */
const unsent = new WeakMap<QueryClient, Map<keyof Look, number>>()
const unsentOf = (client: QueryClient) => {
  const found = unsent.get(client) ?? new Map<keyof Look, number>()
  unsent.set(client, found)
  return found
}

/** Switches of language, theme and single keys: at once in this browser, and kept with the person for every other one. */
export function useLook() {
  const client = useQueryClient()
  const { language } = useWords()
  const scheme = useComputedColorScheme('light')
  const { setColorScheme } = useMantineColorScheme()
  const keep = (part: Look) => {
    const waiting = unsentOf(client)
    const names = Object.keys(part) as (keyof Look)[]
    names.forEach((name) => waiting.set(name, (waiting.get(name) ?? 0) + 1))
    void changeSettings(client, (held) => ({ ...held, ...part }))
      .catch((error: unknown) => void complain(error))
      .finally(() => names.forEach((name) => waiting.set(name, (waiting.get(name) ?? 1) - 1)))
  }
  return {
    toggleLanguage: () => {
      const next: Language = language === 'zh' ? 'en' : 'zh'
      setLanguage(next)
      keep({ language: next })
    },
    toggleTheme: () => {
      const next = scheme === 'dark' ? 'light' : 'dark'
      setColorScheme(next)
      keep({ theme: next })
    },
    setSingleKeys: (on: boolean) => {
      setSingleKeys(on)
      keep({ single_keys: on })
    },
  }
}

/**
 * Takes on what the person has set, once the server has told it. The first paint is by this browser's copy, which is then
 * the same; what was never set stays as this browser has it. A language that the address asks for stays.
 */
export function useKeptLook(on: boolean) {
  const client = useQueryClient()
  const { setColorScheme } = useMantineColorScheme()
  const { theme, language, single_keys: keys } = useQuery({ ...settingsQuery, enabled: on }).data ?? {}
  const settled = (name: keyof Look) => (unsentOf(client).get(name) ?? 0) === 0
  useEffect(() => {
    if (theme && settled('theme')) setColorScheme(theme)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [theme])
  useEffect(() => {
    const asked = new URLSearchParams(location.search).has('lang')
    if ((language === 'en' || language === 'zh') && settled('language') && !asked) setLanguage(language)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [language])
  useEffect(() => {
    if (keys != null && settled('single_keys')) setSingleKeys(keys)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [keys])
}
