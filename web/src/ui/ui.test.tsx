import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { Problem } from '../api/problem'
import { allows } from '../api/rights'
import { inner } from '../pages/login/LoginPage'
import { Evidence } from './Evidence'
import { handle, setSingleKeys, useKeys } from './keys'
import { SeverityPill, worst } from './severity'
import { Shown } from './states'

const shown = (node: React.ReactNode) => render(<MantineProvider>{node}</MantineProvider>)

describe('states', () => {
  const problem = new Problem({ status: 500, code: 'internal', detail: 'internal error', fix: 'try later', requestId: 'r-1' })
  it('say what failed, under which request, and offer another try', () => {
    const refetch = vi.fn()
    shown(<Shown query={{ data: undefined, isError: true, error: problem, refetch } as never}>{() => null}</Shown>)
    expect(screen.getByRole('alert').textContent).toContain('r-1')
    expect(screen.getByRole('alert').textContent).toContain('try later')
    fireEvent.click(screen.getByRole('button'))
    expect(refetch).toHaveBeenCalledOnce()
  })
  it('keep what is old on screen and say so', () => {
    shown(<Shown query={{ data: 'rows', isError: true, error: problem, dataUpdatedAt: 0, refetch: () => {} } as never}>{(data) => <p>{String(data)}</p>}</Shown>)
    expect(screen.getByText('rows')).toBeTruthy()
    expect(screen.getByRole('status').textContent).toContain('as of')
  })
  it('name the role to ask for', () => {
    shown(<Shown query={{ data: undefined, isError: true, error: new Problem({ status: 403, code: 'forbidden', detail: 'no' }), refetch: () => {} } as never} right="locations:read">{() => null}</Shown>)
    expect(screen.getByRole('alert').textContent).toContain('where vehicles are')
    expect(screen.queryByRole('button')).toBeNull()
  })
})

describe('severity', () => {
  it('is a word, not a colour alone', () => {
    shown(<SeverityPill severity="critical" />)
    expect(screen.getByText('Critical')).toBeTruthy()
    expect(worst(['info', 'high', null])).toBe('high')
    expect(worst([])).toBeNull()
  })
})

describe('evidence', () => {
  it('shows the heaviest fact first and the prior last', () => {
    shown(<Evidence severity="critical" facts={[{ feature: 'prior', value: null, weight: -7.6 }, { feature: 'night', value: true, weight: 1 }, { feature: 'power_cut', value: 403, weight: 4 }]} />)
    const texts = [...document.querySelectorAll('.why > div')].map((line) => line.textContent)
    expect(texts[0]).toContain('7 min')
    expect(texts[0]).toContain('+4.0')
    expect(texts[2]).toContain('−7.6')
  })
})

describe('keys', () => {
  const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  function Page({ done }: { done: (what: string) => void }) {
    useKeys([{ keys: 'e', what: 'ack', do: () => done('e') }, { keys: 'g a', what: 'alerts', do: () => done('g a') }, { keys: 'mod+k', what: 'palette', do: () => done('palette') }])
    return <input aria-label="text" />
  }
  it('work alone and in a row, but never while somebody types', () => {
    const done = vi.fn()
    document.addEventListener('keydown', handle)
    shown(<Page done={done} />)
    press('e')
    press('g')
    press('a')
    const input = screen.getByLabelText('text')
    press('e', input)
    press('k', input, { ctrlKey: true })
    setSingleKeys(false)
    press('e')
    setSingleKeys(true)
    expect(done.mock.calls.map(([what]) => what)).toEqual(['e', 'g a', 'palette'])
    document.removeEventListener('keydown', handle)
  })
  it('leave letters and Esc to the menu that is open', () => {
    const done = vi.fn()
    document.addEventListener('keydown', handle)
    shown(<><Page done={done} /><div role="menu"><button type="button" role="menuitem">one</button></div></>)
    press('e', screen.getByRole('menuitem'))
    press('k', screen.getByRole('menuitem'), { ctrlKey: true })
    expect(done.mock.calls.map(([what]) => what)).toEqual(['palette'])
    document.removeEventListener('keydown', handle)
  })
  it('leave Esc to the dialog that it closes', () => {
    const closed = vi.fn()
    function Behind() {
      useKeys([{ keys: 'Escape', what: 'close', do: closed }])
      return null
    }
    document.addEventListener('keydown', handle)
    shown(<Behind />)
    const dialog = document.createElement('div')
    dialog.setAttribute('role', 'dialog')
    dialog.setAttribute('aria-modal', 'true')
    document.body.append(dialog)
    const gone = () => dialog.remove()
    window.addEventListener('keydown', gone, true)
    press('Escape')
    expect(closed).not.toHaveBeenCalled()
    press('Escape')
    expect(closed).toHaveBeenCalledOnce()
    window.removeEventListener('keydown', gone, true)
    document.removeEventListener('keydown', handle)
  })
})

describe('rights and ways', () => {
  it('offer what the session says, and nothing before it has said so', () => {
    const session = { rights: ['alerts:read', 'vehicles:read'] }
    expect([allows(session, 'alerts:read'), allows(session, 'alerts:write'), allows(null, 'vehicles:read'), allows({}, 'cases:read')]).toEqual([true, false, false, false])
  })
  it('lead back into this site only', () => {
    expect([inner('/cases?view=table'), inner('//evil.example'), inner('https://evil.example'), inner('/\\evil'), inner('/login'), inner(undefined)]).toEqual(['/cases?view=table', '/', '/', '/', '/', '/'])
  })
})
