import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Schemas } from '../api/client'
import { useViews } from './useViews'

const server: { held: Schemas['OwnSettings']; refuses: boolean } = { held: { theme: null, language: null, single_keys: null, views: [] }, refuses: false }
vi.mock('../api/client', async (real) => ({
  ...(await real<object>()),
  api: {
    GET: () => Promise.resolve({ data: server.held, response: new Response('{}') }),
    PUT: (_: string, { body }: { body: Schemas['OwnSettings'] }) => {
      if (server.refuses) return Promise.resolve({ error: { code: 'too_many_views', detail: '51 views', status: 422 }, response: new Response('{}', { status: 422 }) })
      server.held = body
      return Promise.resolve({ data: body, response: new Response('{}') })
    },
  },
}))

/** A page that has just been loaded. */
function page() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return renderHook(() => useViews(), { wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider> })
}

beforeEach(() => {
  localStorage.clear()
  server.held = { theme: 'dark', language: null, single_keys: false, views: [{ name: 'Mine', page: '/cases', search: '?view=table' }] }
  server.refuses = false
})

describe('views kept on the server', () => {
  it('take in what the browser had, and leave the rest of what is set alone', async () => {
    localStorage.setItem('lw.views', '{"live":[{"name":"North","search":"?sev=high"}]}')
    const { result } = page()
    await waitFor(() => expect(result.current.views).toHaveLength(2))
    expect(server.held).toEqual({ theme: 'dark', language: null, single_keys: false, views: [{ name: 'Mine', page: '/cases', search: '?view=table' }, { name: 'North', page: '/', search: '?sev=high' }] })
    await waitFor(() => expect(result.current.unsent).toEqual([]))
    expect(localStorage.getItem('lw.views')).toBeNull()
  })
  it('tell what was refused, and lose nothing by it', async () => {
    localStorage.setItem('lw.views', '{"live":[{"name":"North","search":"?sev=high"}]}')
    server.refuses = true
    const { result } = page()
    await waitFor(() => expect(result.current.problem?.code).toBe('too_many_views'))
    expect(result.current.unsent.map((one) => one.name)).toEqual(['North'])
    expect(localStorage.getItem('lw.views')).toContain('North')
    server.refuses = false
    act(() => result.current.retry())
    await waitFor(() => expect(result.current.unsent).toEqual([]))
    expect(result.current.problem).toBeNull()
  })
  it('are changed where they are, not where they were', async () => {
    const { result } = page()
    await waitFor(() => expect(result.current.views).toHaveLength(1))
    server.held = { ...server.held, views: [...(server.held.views ?? []), { name: 'Of another browser', page: '/', search: '' }] }
    await act(() => result.current.change((all) => [...all, { name: 'New', page: '/alerts', search: '?queue=mine' }]))
    await waitFor(() => expect(result.current.views.map((one) => one.name)).toEqual(['Mine', 'Of another browser', 'New']))
  })
})
