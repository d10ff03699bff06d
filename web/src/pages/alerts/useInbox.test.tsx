import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { AlertGroup } from '../../api/inbox'
import type { Alert } from '../../api/queries'
import { groupOf } from './queues'
import { useGroup, useInbox } from './useInbox'

const asked: Record<string, unknown>[] = []
vi.mock('../../api/client', async (real) => ({
  ...(await real<object>()),
  api: {
    GET: (path: string, { params }: { params: { query: Record<string, unknown> } }) => {
      asked.push({ path, ...params.query })
      return Promise.resolve({ data: { items: [] satisfies AlertGroup[], next_cursor: null }, response: new Response('{}') })
    },
  },
}))

const alert = { id: '1', type: 'tow', severity: 'warn', state: 'open', desk_state: 'new', vehicle_id: 'v', event_at: '2026-01-01T00:00:00Z', raised_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', evidence: [], version: 1 } as unknown as Alert

it('what a row does not show of its vehicle is asked for within the same cut', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { result } = renderHook(
    () => {
      const { filter } = useInbox({ queue: 'open', type: 'tow', group: 'g', site: 's', me: 'me', unfolded: undefined })
      return useGroup('v', { ...groupOf('v', [alert]), n: 30 }, filter, 'open', 'me').query
    },
    { wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider> },
  )
  await waitFor(() => expect(result.current.isSuccess).toBe(true))
  expect(asked.find((of) => of.vehicle_id === 'v')).toMatchObject({ path: '/api/v1/alerts', type: 'tow', group: 'g', site_id: 's' })
})
