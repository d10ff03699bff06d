import { useEffect, useRef, useSyncExternalStore } from 'react'

/** `e`, `shift+j`, `mod+k`, `ArrowLeft`, or two in a row: `g a`. */
export type Binding = { keys: string; what: string; do: (event: KeyboardEvent) => void; global?: boolean }

const stored = 'lw.keys'
let single = localStorage.getItem(stored) !== 'off'
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((then) => then())
const layers: { current: Binding[] }[] = []

/** Single-key shortcuts can be switched off (WCAG 2.1.4). */
export const useSingleKeys = () => useSyncExternalStore((then) => (listeners.add(then), () => void listeners.delete(then)), () => single)
export const setSingleKeys = (on: boolean) => {
  single = on
  localStorage.setItem(stored, on ? 'on' : 'off')
  tell()
}

/** All that is bound now, page before frame: the help shows it. */
export const bindings = (): Binding[] => layers.flatMap((layer) => layer.current).reverse()

/** Letters belong to whatever takes text; a checkbox takes none. */
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)))

export function nameOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key
  const mods = [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : '', event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'shift' : '']
  return [...mods.filter(Boolean), key].join('+')
}

const dialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null
/** Whether a dialog was open when a key came, before the dialog itself had it: the key that closes it closes nothing else. */
let within = false
window.addEventListener('keydown', () => { within = dialogOpen() }, true)

let prefix = ''
let prefixAt = 0

/** One listener for all: the newest layer that knows the key has it. */
export function handle(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return
  const name = nameOf(event)
  const bare = !name.startsWith('mod+') && name !== 'Escape'
  if (bare && (typing(event.target) || !single)) return
  // A dialog has the keys to itself.
  if ((bare || name === 'Escape') && (within || dialogOpen())) return
  // So has an open menu: its letters find entries, and Escape closes it and nothing else.
  if ((bare || name === 'Escape') && event.target instanceof HTMLElement && event.target.closest('[role="menu"]')) return
  // Space and arrows belong to the control that has the focus.
  if (['Space', 'Enter'].includes(name) && event.target instanceof HTMLElement && event.target.closest('button,a,input,[role="button"],[role="tab"]')) return
  const sequence = prefix && event.timeStamp - prefixAt < 1200 ? `${prefix} ${name}` : ''
  prefix = ''
  for (let i = layers.length - 1; i >= 0; i -= 1) {
    const bound = layers[i]?.current.find((one) => one.keys.split(', ').some((keys) => keys === name || (sequence !== '' && keys === sequence)))
    if (bound) {
      event.preventDefault()
      bound.do(event)
      return
    }
  }
  if (layers.some((layer) => layer.current.some((one) => one.keys.startsWith(`${name} `)))) {
    prefix = name
    prefixAt = event.timeStamp
  }
}

export function useKeys(bound: Binding[]) {
  const layer = useRef(bound)
  layer.current = bound
  useEffect(() => {
    layers.push(layer)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
    }
  }, [])
}
