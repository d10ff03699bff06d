import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { Schemas } from '../../../api/client'
import { Reception } from './Reception'

const heard = { tracker_id: 't', device_id: '86', role: 'wired', at: '2026-01-01T00:00:00Z', coarse_fix: true, satellites: 9, hdop: 0.9, accuracy_m: null, gsm_level: 3, gsm_rssi_dbm: -71, cells_at: '2026-01-01T00:00:00Z', wifi_n: null, cells: [{ mcc: 460, mnc: 0, lac: 6334, cid: 32941, signal: -71 }, { mcc: 460, mnc: 0, lac: 6334, cid: 7, signal: null }] }
const server: { answer: unknown } = { answer: null }
vi.mock('../../../api/client', async (real) => ({ ...(await real<object>()), api: { GET: () => Promise.resolve({ data: server.answer, response: new Response('{}') }) } }))

const shown = (answer: object) => {
  server.answer = answer
  return render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <Reception vehicle="v" tracker={{ id: 't', protocol: 'gt06' } as Schemas['TrackerView']} reason={undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

it('what a tracker hears is told with its towers', async () => {
  shown({ precision: 'precise', withheld: null, items: [heard] })
  expect(await screen.findByText('460-0-6334-32941')).toBeTruthy()
  expect(screen.getByText('-71 dBm')).toBeTruthy()
  expect(screen.getByText('level 3 of 4 · -71 dBm')).toBeTruthy()
})

it('where places are not precise it says why no tower is named', async () => {
  shown({ precision: 'coarse', withheld: null, items: [{ ...heard, cells: [], cells_at: null }] })
  expect(await screen.findByText(/A tower is a place/)).toBeTruthy()
  expect(screen.queryByRole('table')).toBeNull()
})
