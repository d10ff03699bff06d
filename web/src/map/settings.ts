import { useSyncExternalStore } from 'react'

/** Something that this browser keeps as on or off, and on until somebody says otherwise. */
function kept(name: string) {
  const listeners = new Set<() => void>()
  let on = localStorage.getItem(name) !== 'off'
  const now = () => on
  const hear = (then: () => void) => (listeners.add(then), () => void listeners.delete(then))
  const set = (to: boolean) => {
    on = to
    localStorage.setItem(name, to ? 'on' : 'off')
    listeners.forEach((then) => then())
  }
  return { now, set, use: () => useSyncExternalStore(hear, now) }
}

const borders = kept('lw.borders')
/** Border lines are de-facto: whoever must not show them switches them off. */
export const useBorders = borders.use
export const setBorders = borders.set

const own = kept('lw.tiles')
/** Whether the lender's own tiles are drawn where it has configured some, and not the base map that is built in. */
export const wantsTiles = own.now
export const useWantsTiles = own.use
export const setWantsTiles = own.set
