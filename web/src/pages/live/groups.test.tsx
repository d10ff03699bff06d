import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { i18n, setLanguage } from '../../i18n'
import { GROUP_COLOURS, GroupChip } from '../../ui/GroupChip'
import { namesOf } from '../../i18n'
import { toggled } from './chosen'
import { BadRows } from './Groups'

afterEach(async () => {
  setLanguage('en')
  await vi.waitFor(() => expect(i18n.language).toBe('en'))
})

it('several groups are chosen and left one by one, as the address has them', () => {
  expect(toggled([], 'a')).toBe('a')
  expect(toggled(['a'], 'b')).toBe('a,b')
  expect(toggled(['a', 'b'], 'a')).toBe('b')
  expect(toggled(['b'], 'b')).toBeUndefined()
})

it('a group is named beside its colour, and every colour has a word', () => {
  render(<GroupChip group={{ name: 'North', colour: 'teal' }} />)
  expect(screen.getByText('North').getAttribute('title')).toBe('Teal')
  expect([...GROUP_COLOURS].sort()).toEqual([...namesOf('group_colour')].sort())
})

it('rows that name no vehicle are told in the words of the reader', async () => {
  setLanguage('zh')
  await vi.waitFor(() => expect(i18n.language).toBe('zh'))
  render(<MantineProvider><BadRows of={{ bad_rows: 2, errors: [{ row: 3, problem: 'unknown_vehicle', value: '沪a9' }, { row: 4, problem: 'empty', value: '' }] }} /></MantineProvider>)
  expect(screen.getByRole('status').textContent).toContain('2 行没有对应的车辆')
  expect(screen.getByText('第 3 行 · 沪a9 · 没有这辆车')).toBeTruthy()
  expect(screen.getByText('第 4 行 · 为空')).toBeTruthy()
})
