import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { type Asked, StatementForm } from './StatementForm'

const asked = (currency: string): Asked => ({ credits: [], liens: [{ name: 'Garage', amount: { minor: 900_000, currency }, kind: { kind: 'possessory', value_added: null }, rank: 1, registration: 'none', demand: 'made' }], debt_order: [] })
const shown = (currency: string, limits: boolean, onSend: (body: Asked) => Promise<unknown>) =>
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <StatementForm currency={currency} limits={limits} asked={asked(currency)} onClose={() => {}} onSend={onSend} />
      </QueryClientProvider>
    </MantineProvider>,
  )

describe('a statement’s form', () => {
  it('asks what value a repairer’s work added where the law limits the lien to it, and nowhere else', async () => {
    const send = vi.fn(async (_: Asked) => null)
    const { unmount } = shown('TWD', true, send)
    fireEvent.change(screen.getByLabelText('Value it added'), { target: { value: '5000' } })
    fireEvent.submit(document.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(send).toHaveBeenCalledOnce())
    expect(send.mock.calls[0]?.[0].liens[0]?.kind).toEqual({ kind: 'possessory', value_added: { minor: 500_000, currency: 'TWD' } })
    unmount()
    shown('CNY', false, send)
    expect(screen.queryByLabelText('Value it added')).toBeNull()
  })
})
