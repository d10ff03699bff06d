import { describe, expect, it } from 'vitest'
import { resolved } from './items'
import { en } from './m.en'
import { zh } from './m.zh'
import { fit, hex, LONGEST } from './picture'
import { distance, mapLink } from './place'
import { parse, pathOf, type Route, up } from './router'
import { checkedIn, hasCar, offered, usualCrew, yardIn } from './steps'
import type { Crew, Order, Step } from './wire'
import { ago, left, reasonWords, setLanguage, t, word } from './words'

const step = (action: string, rule?: string): Step => ({ action, refusal: rule ? { rule, message: 'm', remedy: 'r' } : null })
const order = (some: Partial<Order>): Order => ({ id: 'o', kind: 'repossess', state: 'accepted', ends_on: '2026-12-01', agents: ['a1', 'a2'], check_ins: [], car: { vin: 'LSVAA4182E2123456' }, actions: [], version: 1, ...some })
const crew: Crew = { vendor_id: 'v', vendor: 'V', agent_id: 'a2', agents: [{ id: 'a1', gaps: [] }, { id: 'a2', gaps: [] }, { id: 'a3', gaps: [{ rule: 'agent_active', message: 'suspended', remedy: '' }] }], min_agents: 2, min_photos: 4, yards: [], time_zone: 'Asia/Shanghai' }

describe('a picture', () => {
  it('is made smaller and never larger, its shape kept', () => {
    expect(fit(4032, 3024)).toEqual({ width: LONGEST, height: 1536 })
    expect(fit(3024, 4032)).toEqual({ width: 1536, height: LONGEST })
    expect(fit(LONGEST, 10)).toEqual({ width: LONGEST, height: 10 })
    expect(fit(640, 480)).toEqual({ width: 640, height: 480 })
    expect(fit(100_000, 3)).toEqual({ width: LONGEST, height: 1 })
    expect(() => fit(0, 480)).toThrow(RangeError)
    expect(() => fit(Number.NaN, 480)).toThrow(RangeError)
  })
  it('has a hash in the server’s spelling', () => {
    expect(hex(new Uint8Array([0, 10, 255]).buffer)).toBe('000aff')
  })
})

describe('a refusal', () => {
  const wrong = { what: 'the order is en_route', helps: 'wait for it', code: 'wrong_state.order', params: { state: 'en_route', wanted: ['on_site'] } }
  it('is told in Chinese to whoever reads Chinese, as the server wrote it to everybody else', () => {
    setLanguage('zh')
    expect(reasonWords(wrong)).toEqual({ what: '派单处于“在途”状态，不能执行这一步', helps: '可以执行的状态：已到场' })
    const known = { what: 'x', helps: 'y', code: 'wrong_state.case', params: { state: 'sold', action: 'approve', wanted: ['new'] } }
    expect(reasonWords(known)).toEqual({ what: 'x', helps: 'y' })
    setLanguage('en')
    expect(reasonWords(wrong)).toEqual({ what: wrong.what, helps: wrong.helps })
  })
})

describe('steps', () => {
  const names = (found: { do: string }[]) => found.map((one) => one.do)
  it('follow the order’s state, the next one first', () => {
    const accepted = order({ actions: [step('depart'), step('check_in', 'wrong_state'), step('hook', 'wrong_state'), step('complete', 'wrong_state'), step('fail')] })
    expect(names(offered(accepted, crew))).toEqual(['depart', 'fail'])
    const site = order({ state: 'on_site', actions: [step('depart', 'wrong_state'), step('check_in'), step('hook', 'agents_checked_in'), step('complete', 'wrong_state'), step('fail')] })
    expect(names(offered(site, crew))).toEqual(['found', 'hook', 'fail'])
    expect(offered(site, crew)[1]?.refusal?.rule).toBe('agents_checked_in')
  })
  it('are none but one while a hold is open', () => {
    const held = order({ state: 'on_hold', actions: [step('confirm_hold'), step('hook', 'no_open_hold'), step('fail', 'wrong_state')] })
    expect(names(offered(held, crew))).toEqual(['confirm_hold'])
    expect(offered(held, crew, true)).toEqual([])
    expect(offered({ ...held, actions: [step('confirm_hold', 'wrong_state')] }, crew)).toEqual([])
  })
  it('offer to hand over while the own company has the car', () => {
    const hooked = order({ state: 'on_hook', custodian: { custodian: 'agent', vendor: 'v', agent: 'a1' }, actions: [step('complete'), step('fail')] })
    expect(names(offered(hooked, crew))).toEqual(['complete', 'handover'])
    expect(hasCar({ ...hooked, custodian: { custodian: 'agent', vendor: 'other', agent: 'x' } }, crew)).toBe(false)
    expect(hasCar({ ...hooked, custodian: { custodian: 'yard', yard: 'y' } }, crew)).toBe(false)
  })
  it('count each named agent once, and no check-in of yesterday', () => {
    const now = Date.parse('2026-11-22T12:00:00Z')
    const place = { lat_e7: 0, lon_e7: 0 }
    const check_ins = [{ agent: 'a1', at: '2026-11-22T11:00:00Z', place }, { agent: 'a1', at: '2026-11-22T11:30:00Z', place }, { agent: 'a2', at: '2026-11-21T11:00:00Z', place }, { agent: 'stranger', at: '2026-11-22T11:00:00Z', place }]
    expect([...checkedIn(order({ check_ins }), now)]).toEqual(['a1'])
  })
  it('send the caller and as many others as are needed, none who may not go out', () => {
    expect(usualCrew(crew)).toEqual(['a2', 'a1'])
    expect(usualCrew({ ...crew, min_agents: 3 })).toEqual([])
  })
})

describe('what is read and linked', () => {
  it('is a yard that takes cars, by itself or in a link', () => {
    const yards = [{ id: '0197f3c4-5d21-7a10-8c3e-000000000005' }]
    for (const code of ['0197f3c4-5d21-7a10-8c3e-000000000005', 'lienwatch:yard:0197F3C4-5D21-7A10-8C3E-000000000005', 'https://x.example/yards/0197f3c4-5d21-7a10-8c3e-000000000005?gate=2']) expect(yardIn(code, yards)).toBe(yards[0]?.id)
    expect(yardIn('0197f3c4-5d21-7a10-8c3e-000000000006', yards)).toBeNull()
    expect(yardIn('hello', yards)).toBeNull()
  })
  it('opens the map app of the phone', () => {
    expect(mapLink(31.2, 121.4, '沪A 1', 'Android')).toBe('geo:31.200000,121.400000?q=31.200000,121.400000(%E6%B2%AAA%201)')
    expect(mapLink(31.2, 121.4, 'x', 'iPhone')).toBe('maps://?ll=31.200000,121.400000&q=x')
  })
  it('is as far as the ground says', () => {
    expect(distance({ lat: 31.2304, lon: 121.4737 }, { lat: 39.9042, lon: 116.4074 })).toBeCloseTo(1_067_300, -3)
    expect(distance({ lat: 0, lon: 179.9999 }, { lat: 0, lon: -179.9999 })).toBeLessThan(30)
  })
  it('names files by what the server calls them, and nothing before all are there', () => {
    const ids = new Map([['a', 'A']])
    expect(resolved({ evidence: ['file:a'], n: 1, note: 'plain' }, ids)).toEqual({ evidence: ['A'], n: 1, note: 'plain' })
    expect(resolved({ evidence: ['file:a', 'file:b'] }, ids)).toBeNull()
    expect(resolved({ evidence: ['file:a', 'file:c'], items: ['x', 'x'] }, new Map([['a', 'A'], ['c', 'A']]))).toEqual({ evidence: ['A'], items: ['x', 'x'] })
  })
})

describe('addresses', () => {
  it('lead where they were made', () => {
    const routes: Route[] = [{ at: 'jobs' }, { at: 'waiting' }, { at: 'me' }, { at: 'offer', id: 'x' }, { at: 'job', id: 'x', sub: null }, { at: 'job', id: 'x', sub: 'photos' }]
    for (const route of routes) expect(parse(pathOf(route))).toEqual(route)
    expect(parse('/m/jobs/x/nonsense')).toEqual({ at: 'job', id: 'x', sub: null })
    expect(parse('/elsewhere')).toEqual({ at: 'jobs' })
    expect(up({ at: 'job', id: 'x', sub: 'photos' })).toEqual({ at: 'job', id: 'x', sub: null })
  })
})

describe('words', () => {
  const leaves = (of: object): [string, string][] => Object.entries(of).flatMap(([group, words]) => Object.entries(words as Record<string, string>).map(([name, text]): [string, string] => [`${group}.${name}`, text]))
  it('have the same holes and the same lines in both languages', () => {
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort()
    const chinese = new Map(leaves(zh))
    for (const [key, text] of leaves(en)) {
      expect(holes(chinese.get(key) ?? ''), key).toEqual(holes(text))
      expect((chinese.get(key) ?? '').split('|').length, key).toBe(text.split('|').length)
    }
  })
  it('fill their holes, and show a newer name as it is', () => {
    setLanguage('zh')
    expect(t('photos.chip', { n: 3 })).toBe('3 张照片待发送')
    expect(word('state', 'on_site')).toBe('已到场')
    setLanguage('en')
    expect(t('photos.chip', { n: 3 })).toBe('3 photos waiting')
    expect(word('state', 'teleported_away')).toBe('teleported away')
  })
  it('count time down and up', () => {
    const now = Date.parse('2026-11-22T12:00:00Z')
    expect(left('2026-11-22T12:00:42Z', now)).toBe('42 s left')
    expect(left('2026-11-22T12:59:30Z', now)).toBe('59 min 30 s left')
    expect(left('2026-11-23T11:00:00Z', now)).toBe('23 h 0 min left')
    expect(left('2026-11-22T12:00:00Z', now)).toBe('over')
    expect(ago('2026-11-22T11:40:00Z', now)).toBe('20 min ago')
  })
})
