// What alerts are judged by, read from the detectors' sources: each number has words in both languages.
import { describe, expect, it, vi } from 'vitest'
import { amount, ruleWords } from './ruleTerms'

/** The part of Node that this needs; the pages are compiled without its types. */
type Files = { readFileSync: (path: string, how: 'utf8') => string }
const { readFileSync } = await vi.importActual<Files>('node:fs')
const read = (path: string) => readFileSync(`../${path}`, 'utf8')

describe('the rule of an alert', () => {
  it('has words for every number that an alert is judged by', () => {
    const rust = ['.rs', '/devices.rs', '/whereabouts.rs'].map((end) => read(`domain/src/detect/parameters${end}`)).join('\n')
    const type = new Map([...rust.matchAll(/(\w+): (\w+Parameters) = /g)].map((found) => [found[1], found[2]]))
    const groups = [...new Set([...read('domain/src/detect/rule.rs').matchAll(/AlertType::\w+ => "(\w+)"/g)].map((found) => found[1]))]
    expect(groups.length).toBeGreaterThan(20)
    const missing: string[] = []
    for (const group of groups) {
      const from = rust.indexOf(`    ${type.get(group as string)} {`)
      const body = rust.slice(from, rust.indexOf('\n    }', from))
      const names = [...body.matchAll(/^ {8}(\w+): /gm)].map((found) => found[1] as string)
      expect(names.length, group).toBeGreaterThan(0)
      for (const name of names) for (const lang of ['en', 'zh']) if (ruleWords(group as string, name, lang) === `${group}.${name}`) missing.push(`${group}.${name}`)
    }
    expect(missing).toEqual([])
  })

  it('tells long times in the unit in which they are whole', () => {
    const write = (n: number) => String(n)
    expect([amount(600, 'seconds', 'en', write), amount(7 * 86_400, 'seconds', 'zh', write), amount(90, 'seconds', 'en', write)]).toEqual(['10 min', '7 天', '90 s'])
    expect([amount(120, 'kilometres_per_hour', 'en', write), amount(-7.6, undefined, 'zh', write)]).toEqual(['120 km/h', '-7.6'])
  })
})
