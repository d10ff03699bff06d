import { type KeyboardEvent, type ReactNode, useRef } from 'react'

type Tab<T> = { value: T; label: ReactNode }

/** The tab that a key leads to from another: arrows go round, Home and End to the ends; any other key to none. */
export function tabAt(key: string, at: number, n: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % n
    case 'ArrowLeft':
      return (at - 1 + n) % n
    case 'Home':
      return 0
    case 'End':
      return n - 1
    default:
      return null
  }
}

/** Tabs of a page, by the pattern of WAI-ARIA: one of them is in the order of Tab, and arrows go between them. */
export function Tabs<T extends string | undefined>({ tabs, value, onChange, label }: { tabs: readonly Tab<T>[]; value: T; onChange: (to: T) => void; label: string }) {
  const list = useRef<HTMLDivElement>(null)
  const at = tabs.findIndex((one) => one.value === value)
  const go = (event: KeyboardEvent) => {
    const to = tabAt(event.key, at, tabs.length)
    const next = to === null ? undefined : tabs[to]
    if (!next || to === null) return
    event.preventDefault()
    event.stopPropagation()
    onChange(next.value)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={go}>
      {tabs.map((one, n) => (
        <button key={one.value ?? ''} type="button" role="tab" aria-selected={n === at} tabIndex={n === Math.max(0, at) ? 0 : -1} className={n === at ? 'on' : ''} onClick={() => onChange(one.value)}>
          {one.label}
        </button>
      ))}
    </div>
  )
}
