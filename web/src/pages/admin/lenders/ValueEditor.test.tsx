import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { startWords } from '../../../i18n'
import { BasisEditor, lawOf } from './BasisEditor'
import { among, inWords, KNOWN, knownOf } from './known'
import { ValueEditor } from './ValueEditor'

beforeAll(() => startWords('en'))

function shown(name: string, value: unknown) {
  const changed = vi.fn()
  function Held() {
    const [held, hold] = useState(value)
    const change = (to: unknown) => {
      changed(to)
      hold(to)
    }
    return <ValueEditor label="It" value={held} known={knownOf(name, value)} may onChange={change} />
  }
  render(
    <MantineProvider env="test">
      <Held />
    </MantineProvider>,
  )
  return () => changed.mock.lastCall?.[0]
}

describe('the value of a setting', () => {
  it('has a part put in and taken out, and what is in a part changed', () => {
    const last = shown('vendors.crew_for', { tow: 2 })
    fireEvent.change(screen.getByLabelText('It, Tow'), { target: { value: '3' } })
    expect(last()).toEqual({ tow: 3 })
    fireEvent.click(screen.getByRole('combobox', { name: 'Add to: It' }))
    fireEvent.click(screen.getByRole('option', { name: 'Store', hidden: true }))
    expect(last()).toEqual({ tow: 3, store: 1 })
    fireEvent.click(screen.getByRole('button', { name: 'Take out: It, Tow' }))
    expect(last()).toEqual({ store: 1 })
  })

  it('keeps what is beside a part of a part', () => {
    const items = { results: { weight_bp: 3000, bounds_bp: [1, 2, 3, 4], min_count: 5 } }
    const last = shown('vendors.scorecard', { items, min_total: 300, never_one: ['complaints'] })
    fireEvent.change(screen.getByLabelText('It, Items, Results, Four boundaries, hundredths of a percent, 2'), { target: { value: '9' } })
    expect(last()).toEqual({ items: { results: { ...items.results, bounds_bp: [1, 9, 3, 4] } }, min_total: 300, never_one: ['complaints'] })
    // Its items are what the service marks: there is nothing to put in.
    expect(screen.queryByRole('combobox', { name: /^Add to/ })).toBeNull()
  })

  it('is left out where it may be', () => {
    const last = shown('complaints.respond_days', 5)
    fireEvent.change(screen.getByLabelText('It'), { target: { value: '' } })
    expect(last()).toBeNull()
  })

  it('that is a number stays one while it is typed anew', () => {
    const last = shown('flags.serious_dpd', 60)
    fireEvent.change(screen.getByLabelText('It'), { target: { value: '' } })
    expect(last()).toBeNull()
    fireEvent.change(screen.getByLabelText('It'), { target: { value: '45' } })
    expect(last()).toBe(45)
  })

  it('is told in words', () => {
    expect(inWords('en', KNOWN['buyers.required'], { dealer: ['identity', 'bank_account'] })).toBe('Dealer: Identity, Bank account')
    expect(inWords('zh', KNOWN['compliance.privacy'], ['separate_consent'])).toBe('位置信息单独同意')
    expect(inWords('en', KNOWN['complaints.respond_days'], null)).toBe('none')
    expect(inWords('en', KNOWN['matching.weights_bp'], { travel: 3000, price: 1000 })).toBe('travel: 3000; price: 1000')
    // A lender's own words are no names of the service.
    expect(inWords('en', KNOWN['addresses.words'], ['results', 'tow_yard'])).toBe('results, tow_yard')
    expect(inWords('en', KNOWN['vendors.required'], ['of_another_version'])).toBe('of another version')
  })

  it('has words wherever it is chosen', () => {
    for (const [name, { of, keys, inner }] of Object.entries(KNOWN)) for (const names of [of, keys, inner?.of, inner?.keys]) if (names) expect(among(names).length, `${name}: ${names}`).toBeGreaterThan(2)
  })
})

describe('legal bases', () => {
  it('change in the lender’s law, and those of another law stay', () => {
    const rule = (jurisdiction: string, basis: string) => ({ rule: `${jurisdiction}-1`, jurisdiction, basis, effect: 'allow', source: 'a law' })
    const rules = [rule('us', 'court_order'), rule('cn', 'court_order')]
    const changed = vi.fn()
    render(
      <MantineProvider env="test">
        <BasisEditor label="Bases" rules={rules} law={lawOf('CN')} may onChange={changed} />
      </MantineProvider>,
    )
    const box = screen.getByRole('combobox', { name: /Bases, Court order, cn-1/ })
    fireEvent.click(box)
    fireEvent.click(within(document.body).getByRole('option', { name: 'Not allowed', hidden: true }))
    expect(changed).toHaveBeenCalledWith([rules[0], { ...rules[1], effect: 'deny' }])
    expect([lawOf('VN'), lawOf('TW')]).toEqual(['other', 'tw'])
  })
})
