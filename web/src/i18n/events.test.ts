// What the server writes into its log, read from its sources: each kind and each deed has words of its own.
import { describe, expect, it, vi } from 'vitest'
import { en } from './en'

/** The part of Node that this needs; the pages are compiled without its types. */
type Files = { readdirSync: (folder: string, how: { recursive: true; encoding: 'utf8' }) => string[]; readFileSync: (path: string, how: 'utf8') => string }
const { readdirSync, readFileSync } = await vi.importActual<Files>('node:fs')
const sources = (folder: string) => readdirSync(`../${folder}`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.rs')).map((name) => readFileSync(`../${folder}/${name}`, 'utf8'))
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found[1] ?? '')

const kinds = new Set<string>()
/** Those that a variable holds, which no pattern finds. */
const deeds = new Set(['mailed', 'failed', 'tracker_restored', 'ended', 'alert.raised', 'alert.changed', 'alert.closed', 'alert.retracted'])
/** What is looked at, which stands where others have their deed: the deed is `location_disclosed`. */
const LOOKS = ['map', 'stream']
for (const text of sources('src')) {
  for (const kind of all(text, /entity_kind: "([a-z_]+)"/g)) kinds.add(kind)
  for (const deed of all(text, /entity_kind: "[^}]*?\baction: "([a-z_.]+)"/g)) deeds.add(deed)
  // `log(tx, lender, ("kind", id), "deed", …)`, and the shorter ones that know their kind: `log(…, "deed", …)`.
  for (const call of all(text, /\blog\(((?:[^;{]){0,400})/g)) {
    const [, kind, rest] = /\(\s*"([a-z_]+)",([^]*)/.exec(call) ?? []
    if (kind) kinds.add(kind)
    const deed = /^[^"]*?,\s*"([a-z_.]+)"/.exec(rest ?? call)?.[1]
    if (deed) deeds.add(deed)
  }
}
// Machines name their own changes.
for (const text of sources('domain/src'))
  for (const body of all(text, /impl \w*(?:Change|Event) \{([^]*?)\n\}/g)) for (const deed of all(body, /=> "([a-z_]+)"/g)) deeds.add(deed)

describe('what the server writes into its log', () => {
  it('is found in its sources', () => {
    expect(kinds.size).toBeGreaterThan(30)
    expect(deeds.size).toBeGreaterThan(100)
    for (const kind of ['report_schedule', 'chase', 'case', 'export']) expect(kinds).toContain(kind)
    for (const deed of ['created', 'paused', 'wake', 'timed_out']) expect(deeds).toContain(deed)
  })
  it('has a word for every kind', () => expect([...kinds].filter((kind) => !(kind in en.entity_kind)).sort()).toEqual([]))
  it('has words for every deed', () => expect([...deeds].filter((deed) => !(deed in en.event) && !LOOKS.includes(deed)).sort()).toEqual([]))
})
