import { cleanup } from '@testing-library/react'
import { afterEach, beforeAll } from 'vitest'
import { startWords } from '../i18n'

// Mantine asks for both; happy-dom has no layout to tell them.
Object.defineProperty(window, 'matchMedia', { writable: true, value: (query: string) => ({ matches: false, media: query, onchange: null, addEventListener: () => {}, removeEventListener: () => {}, addListener: () => {}, removeListener: () => {}, dispatchEvent: () => false }) })
globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} }

beforeAll(async () => {
  localStorage.clear()
  await startWords('en')
})
afterEach(cleanup)
