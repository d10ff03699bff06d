export type Scheme = 'auto' | 'light' | 'dark'
const NAME = 'lw.scheme'

export const scheme = (): Scheme => {
  const kept = localStorage.getItem(NAME)
  return kept === 'light' || kept === 'dark' ? kept : 'auto'
}
const dark = () => matchMedia('(prefers-color-scheme: dark)')

function show() {
  const wanted = scheme()
  document.documentElement.dataset.scheme = wanted === 'auto' ? (dark().matches ? 'dark' : 'light') : wanted
}

export const setScheme = (to: Scheme) => {
  localStorage.setItem(NAME, to)
  show()
}

export function startScheme() {
  show()
  dark().addEventListener('change', show)
}
