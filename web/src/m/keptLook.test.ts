import { beforeEach, expect, it, vi } from 'vitest'

type Held = { language: string | null; theme: string | null }
const server = vi.hoisted(() => ({ held: { language: null, theme: null } as Held, puts: [] as Held[], meanwhile: undefined as (() => void) | undefined }))
vi.mock('../api/client', () => ({
  answered: (asked: Promise<unknown>) => asked,
  api: {
    GET: () => Promise.resolve({ ...server.held }),
    PUT: (_: string, { body }: { body: Held }) => {
      server.held = { ...body }
      server.puts.push({ ...body })
      server.meanwhile?.()
      server.meanwhile = undefined
      return Promise.resolve(body)
    },
  },
}))

import { chose, settleLook, waits } from './keptLook'
import { currentLanguage, setLanguage } from './words'

beforeEach(() => {
  localStorage.clear()
  Object.assign(server, { held: { language: null, theme: null }, puts: [], meanwhile: undefined })
})

it('a choice that is made while the one before is on its way is sent too, and not taken back', async () => {
  setLanguage('en')
  chose()
  let second: Promise<void> | undefined
  server.meanwhile = () => {
    setLanguage('zh')
    chose()
    second = settleLook()
  }
  await settleLook()
  await second
  expect(server.puts.map((put) => put.language)).toEqual(['en', 'zh'])
  expect(currentLanguage()).toBe('zh')
  expect(waits()).toBe(false)
})

it('what was chosen elsewhere comes, where nothing was chosen here', async () => {
  setLanguage('en')
  server.held.language = 'zh'
  await settleLook()
  expect(currentLanguage()).toBe('zh')
  expect(server.puts).toEqual([])
})
