/** Sentences that one page keeps beside itself, so that only who opens it loads them: in the language of the page. */
export const sayer = <Words extends Record<string, string>>(en: Words, zh: Record<keyof Words, string>) => (lang: string) => (key: keyof Words, values: Record<string, string | number> = {}): string =>
  (lang === 'zh' ? zh : en)[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
