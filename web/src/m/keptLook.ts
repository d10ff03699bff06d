import { answered, api } from '../api/client'
import { scheme, setScheme } from './scheme'
import { currentLanguage, setLanguage } from './words'

/** What was chosen on this phone and is not on the server yet, which may be out of reach for hours. */
const CHOSEN = 'lw.m.look'
/** Each choice has a name of its own: one that is made while another is on its way is not taken for that one. */
export const chose = () => localStorage.setItem(CHOSEN, crypto.randomUUID())

const choice = () => localStorage.getItem(CHOSEN)
export const waits = () => choice() !== null
/** With the log-in: the next one here may be somebody else. */
export const forget = () => localStorage.removeItem(CHOSEN)

let running: Promise<void> = Promise.resolve()

/**
 * Language and colours go with the person: what was chosen here goes to the server, and what was chosen elsewhere comes.
 * Without a connection the choice waits; it is never in the way of anything else.
 */
export function settleLook(): Promise<void> {
  // One after another: an answer from before a change would take it back.
  running = running.then(settle)
  return running
}

async function settle(): Promise<void> {
  try {
    const held = await answered(api.GET('/api/v1/session/settings'))
    const sent = choice()
    if (sent !== null) {
      const own = { language: currentLanguage(), theme: scheme() === 'auto' ? null : (scheme() as 'light' | 'dark') }
      if (held.language !== own.language || held.theme !== own.theme) await answered(api.PUT('/api/v1/session/settings', { body: { ...held, ...own } }))
      if (choice() === sent) forget()
      return
    }
    if (held.language === 'en' || held.language === 'zh') setLanguage(held.language)
    if (held.theme) setScheme(held.theme)
  } catch {
    // The next log-in or the next connection tries again.
  }
}
