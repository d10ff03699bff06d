import { MantineProvider, useComputedColorScheme } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Schemas } from '../api/client'
import { setLanguage, useWords } from '../i18n'
import { setSingleKeys, useSingleKeys } from './keys'
import { useKeptLook, useLook } from './useLook'

type Held = Schemas['OwnSettings']
const bare: Held = { theme: null, language: null, single_keys: null, views: [] }
const server: { held: Held; puts: number; late: Promise<void> | null } = { held: bare, puts: 0, late: null }
vi.mock('../api/client', async (real) => ({
  ...(await real<object>()),
  api: {
    GET: async () => {
      const data = server.held
      await server.late
      return { data, response: new Response('{}') }
    },
    PUT: (_: string, { body }: { body: Held }) => {
      server.puts += 1
      server.held = body
      return Promise.resolve({ data: body, response: new Response('{}') })
    },
  },
}))

/** A page of a browser: what it looks like, and its switches. */
function page() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return renderHook(
    () => {
      useKeptLook(true)
      return { look: useLook(), language: useWords().language, scheme: useComputedColorScheme('light'), keys: useSingleKeys() }
    },
    { wrapper: ({ children }) => <QueryClientProvider client={client}><MantineProvider>{children}</MantineProvider></QueryClientProvider> },
  )
}

beforeEach(() => {
  localStorage.clear()
  setSingleKeys(true)
  Object.assign(server, { held: bare, puts: 0, late: null })
})
afterEach(() => setLanguage('en'))

describe('the look of a person', () => {
  it('is the same in a new browser, which writes nothing by itself', async () => {
    server.held = { ...bare, theme: 'dark', language: 'zh', single_keys: false }
    const { result } = page()
    await waitFor(() => expect([result.current.language, result.current.scheme, result.current.keys]).toEqual(['zh', 'dark', false]))
    expect(server.puts).toBe(0)
  })
  it('stays as the browser has it where nothing was set', async () => {
    const { result } = page()
    await waitFor(() => expect(result.current.language).toBe('en'))
    expect([result.current.scheme, result.current.keys, server.puts]).toEqual(['light', true, 0])
  })
  it('is written once for each change, and leaves the rest of what is set', async () => {
    server.held = { ...bare, views: [{ name: 'Mine', page: '/cases', search: '' }] }
    const { result } = page()
    await waitFor(() => expect(result.current.language).toBe('en'))
    act(() => {
      result.current.look.toggleLanguage()
      result.current.look.toggleTheme()
      result.current.look.setSingleKeys(false)
    })
    await waitFor(() => expect(server.puts).toBe(3))
    expect(server.held).toEqual({ theme: 'dark', language: 'zh', single_keys: false, views: [{ name: 'Mine', page: '/cases', search: '' }] })
    await waitFor(() => expect(result.current.language).toBe('zh'))
  })
  it('is not turned back by an answer that was under way', async () => {
    server.held = { ...bare, theme: 'light' }
    let arrive = () => {}
    server.late = new Promise((then) => { arrive = then })
    const { result } = page()
    act(() => result.current.look.toggleTheme())
    expect(result.current.scheme).toBe('dark')
    const seen: string[] = []
    arrive()
    await waitFor(() => { seen.push(result.current.scheme); expect(server.puts).toBe(1) })
    await waitFor(() => expect(server.held.theme).toBe('dark'))
    expect(new Set([...seen, result.current.scheme])).toEqual(new Set(['dark']))
  })
})
