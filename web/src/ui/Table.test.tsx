import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Table } from './Table'

const names = ['one', 'two', 'three']

describe('a table', () => {
  it('is gone through by keys while it has the focus, and not while something is typed', () => {
    render(
      <MantineProvider>
        <Table
          rows={names}
          id={(name) => name}
          empty={null}
          columns={[
            { head: 'Note', cell: (name) => <input aria-label={`note ${name}`} /> },
            { head: 'Name', cell: (name) => (name === 'two' ? name : <button type="button">{name}</button>) },
          ]}
        />
      </MantineProvider>,
    )
    const box = screen.getByRole('table').parentElement as HTMLElement
    box.focus()
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? box, { key })
    press('j')
    expect(document.activeElement?.textContent).toBe('one')
    press('j')
    expect(document.activeElement?.textContent).toBe('three')
    press('j')
    expect(document.activeElement?.textContent).toBe('three')
    press('k')
    expect(document.activeElement?.textContent).toBe('one')
    const note = screen.getByLabelText('note one')
    note.focus()
    press('j')
    expect(document.activeElement).toBe(note)
  })
})
