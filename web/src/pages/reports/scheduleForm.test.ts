import { afterEach, describe, expect, it } from 'vitest'
import { i18n } from '../../i18n'
import { zh } from '../../i18n/zh'
import { FRESH, order, outcome, when } from './scheduleForm'

afterEach(() => void i18n.changeLanguage('en'))

describe('an order of a report', () => {
  it('has the day of its own rhythm and no other', () => {
    expect(order({ ...FRESH, every: 'day' })).toEqual({ report: 'kpis', by: 'none', every: 'day', hour: 8 })
    expect(order({ ...FRESH, every: 'week', weekday: '5', hour: '18' })).toEqual({ report: 'kpis', by: 'none', every: 'week', on_day: 5, hour: 18 })
    expect(order({ ...FRESH, monthday: '31' })).toMatchObject({ every: 'month', on_day: 31 })
  })
  it('splits the sheet alone', () => {
    expect(order({ ...FRESH, report: 'alert_precision', by: 'vendor' })).toEqual({ report: 'alert_precision', every: 'month', on_day: 1, hour: 8 })
  })
})

describe('a schedule in words', () => {
  it('says when, in both languages', async () => {
    expect(when({ every: 'week', on_day: 5, hour: 8 })).toBe('Each Friday at 08:00')
    expect(when({ every: 'month', on_day: 31, hour: 0 })).toBe('Each month on day 31 at 00:00')
    i18n.addResourceBundle('zh', 'translation', zh)
    await i18n.changeLanguage('zh')
    expect(when({ every: 'week', on_day: 5, hour: 8 })).toBe('每周五 08:00')
    expect(when({ every: 'day', hour: 18 })).toBe('每天 18:00')
  })
  it('says how the last run went', () => {
    expect(outcome({ outcome: 'mailed', mail: 'delivered' })).toEqual({ text: 'sent', bad: false })
    expect(outcome({ outcome: 'mailed', mail: null })).toEqual({ text: 'sent', bad: false })
    expect(outcome({ outcome: 'mailed', mail: 'suppressed' }).bad).toBe(true)
    expect(outcome({ outcome: 'failed', mail: null })).toEqual({ text: 'could not be made', bad: true })
  })
})
