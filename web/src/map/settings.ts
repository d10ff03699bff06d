import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let borders = localStorage.getItem('lw.borders') !== 'off'

/** Border lines are de-facto: whoever must not show them switches them off. */
export const useBorders = () => useSyncExternalStore((then) => (listeners.add(then), () => void listeners.delete(then)), () => borders)
export const setBorders = (on: boolean) => {
  borders = on
  localStorage.setItem('lw.borders', on ? 'on' : 'off')
  listeners.forEach((then) => then())
}
