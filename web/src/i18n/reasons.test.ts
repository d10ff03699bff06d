import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { i18n, setLanguage } from './index'
import { problemWords, type ReasonCode, reasonWords, refusalLine } from './reasons'
import { nouns, reasons } from './reasons.zh'

const inChinese = async () => {
  setLanguage('zh')
  await vi.waitFor(() => expect(i18n.language).toBe('zh'))
}

describe('what a refusal says', () => {
  beforeAll(inChinese)

  it('is Chinese for a Chinese reader, with the numbers of the server', () => {
    const refusal = { message: 'the balance is 30 hours old, at most 24 are allowed', remedy: 'import it', code: 'balance_fresh.age', params: { hours: 30, limit: 24 } }
    expect(refusalLine(refusal)).toBe('余额已是 30 小时前的，最多允许 24 小时；请导入或确认机构账上的当前余额')
  })

  it('names states, holds and papers by their own words', () => {
    const said = (code: ReasonCode, params: object) => reasonWords({ what: 'x', helps: 'y', code, params: { ...params } })
    expect(said('wrong_state.case', { state: 'in_review', action: 'approve', wanted: ['authorised', 'in_recovery'] }).helps).toBe('请先把案件推进到：已授权、收车中')
    expect(said('no_open_hold.kinds', { holds: ['payment_received'] }).what).toBe('案件已暂停：收到还款')
    expect(said('document_in_force', { kind: 'bond', day: '2026-03-01' }).what).toBe('服务商缺少有效的保函')
  })

  it('of the law names the rule, the place and the source', () => {
    const said = problemWords({ detail: 'it is 23:00 …', fix: 'wait', reason: 'law.contact_window', params: { rule: 'CN-01', place: 'cn', source: 'GB/T 45251-2025', terms: { from: '08:00', to: '22:00' } } })
    expect(said).toEqual({ what: '规则 CN-01：只能在 08:00 至 22:00 联系（按债务人当地时间）', helps: '请等到允许的时段（GB/T 45251-2025）' })
  })

  it('of a flag has its numbers', () => {
    expect(reasonWords({ what: '76 days past due, 60 or more', helps: '', code: 'flag.dpd_over_limit', params: { dpd: 76, limit: 60 } }).what).toBe('立案时逾期 76 天，达到 60 天标准')
  })

  it('stands as the server wrote it where this page does not know the code, or a parameter is missing', () => {
    const server = { what: 'seen in another country', helps: 'look' }
    expect(reasonWords({ ...server, code: 'seen_abroad' })).toEqual(server)
    expect(reasonWords(server)).toEqual(server)
    expect(reasonWords({ ...server, code: 'balance_fresh.age', params: { hours: 1 } })).toEqual(server)
  })
})

describe('the Chinese words', () => {
  afterEach(inChinese)

  it('are Chinese', () => {
    for (const [code, [what]] of Object.entries(reasons)) expect(what, code).toMatch(/[\u4e00-\u9fff]/)
  })

  it('name groups that there are', () => {
    for (const [code, texts] of Object.entries(reasons))
      for (const [, group] of texts.join('').matchAll(/\{\{[\w.]+\|(\w+)\}\}/g)) if (group !== 'time') expect(nouns[group ?? ''] ?? i18n.getResource('zh', 'translation', group ?? ''), `${code}: ${group}`).toBeTypeOf('object')
  })

  it('are not needed in English: the server writes it', async () => {
    setLanguage('en')
    await vi.waitFor(() => expect(i18n.language).toBe('en'))
    expect(reasonWords({ what: 'no second person has agreed', helps: 'have another person approve', code: 'two_people' }).what).toBe('no second person has agreed')
  })
})
