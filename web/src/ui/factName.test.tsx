import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Evidence } from './Evidence'

const HERE = '01900000-0000-7000-8000-000000000001'
vi.mock('../app/session', () => ({ useMay: () => (right: string) => right === 'areas:read' }))
vi.mock('../api/client', async (real) => ({
  ...(await real<object>()),
  api: {
    GET: (path: string, { params }: { params: { path?: { id: string } } }) => {
      if (path === '/api/v1/regions') return Promise.resolve({ data: { items: [{ code: '510000', name: 'Sichuan' }], next_cursor: null }, response: new Response('{}') })
      if (params.path?.id === HERE) return Promise.resolve({ data: { id: HERE, name: 'Branch yard' }, response: new Response('{}') })
      return Promise.resolve({ error: { code: 'not_found', detail: 'no such fence', status: 404 }, response: new Response('{}', { status: 404 }) })
    },
  },
}))

const shown = (feature: string, value: string) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider>
        <Evidence severity="warn" facts={[{ feature, value, weight: 0 }]} />
      </MantineProvider>
    </QueryClientProvider>,
  )

it('names a fence, and says of one that was taken away that it was', async () => {
  shown('fence', HERE)
  expect(await screen.findByText('Branch yard')).toBeTruthy()
  shown('fence', '01900000-0000-7000-8000-000000000002')
  expect(await screen.findByText('A fence that is there no more')).toBeTruthy()
})

it('names a region by its code, and keeps the code of one that is gone', async () => {
  shown('province', '510000')
  expect(await screen.findByText('Sichuan')).toBeTruthy()
  shown('province', '650000')
  expect(await screen.findByText('650000: there no more')).toBeTruthy()
})
