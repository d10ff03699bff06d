import { useCallback, useState } from 'react'

// The camera of a phone often ends the page that called it: what was typed must be there afterwards.
const PREFIX = 'lw.m.draft.'
const nameOf = (order: string, form: string) => `${PREFIX}${order}.${form}`

function read<T extends object>(name: string, first: T): T {
  try {
    const text = localStorage.getItem(name)
    return text ? { ...first, ...(JSON.parse(text) as Partial<T>) } : first
  } catch {
    return first
  }
}

/** A form's values, kept until it is sent or its job is over. */
export function useDraft<T extends object>(order: string, form: string, first: T): [T, (some: Partial<T>) => void, () => void] {
  const name = nameOf(order, form)
  const [value, set] = useState(() => read(name, first))
  const change = useCallback(
    (some: Partial<T>) =>
      set((before) => {
        const next = { ...before, ...some }
        localStorage.setItem(name, JSON.stringify(next))
        return next
      }),
    [name],
  )
  const clear = useCallback(() => localStorage.removeItem(name), [name])
  return [value, change, clear]
}

/** Of one job, or of all. */
export function dropDrafts(order: string | null) {
  const prefix = order === null ? PREFIX : nameOf(order, '')
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name)
}
