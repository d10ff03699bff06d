import { expect, test } from 'vitest'
import { pathsOf, valueAt, withSetting } from './policy'

const defaults = { buckets: [['current', 0], ['m1', 1]], flags: { serious_dpd: 60, alert_dpd: 1 }, commands: { engine_cut_allowed: false } }

test('a change keeps everything that the policy holds besides, known or not', () => {
  const policy = { flags: { alert_dpd: 5 }, of_another_version: { x: 1 } }
  expect(withSetting(policy, defaults, ['flags', 'serious_dpd'], 30)).toEqual({ flags: { alert_dpd: 5, serious_dpd: 30 }, of_another_version: { x: 1 } })
  expect(policy).toEqual({ flags: { alert_dpd: 5 }, of_another_version: { x: 1 } })
})

test('what is as the default is left out, and an empty section with it', () => {
  expect(withSetting({ flags: { serious_dpd: 30 } }, defaults, ['flags', 'serious_dpd'], 60)).toEqual({})
  expect(withSetting({ flags: { serious_dpd: 30, alert_dpd: 2 } }, defaults, ['flags', 'serious_dpd'], 60)).toEqual({ flags: { alert_dpd: 2 } })
  expect(withSetting({}, defaults, ['flags', 'serious_dpd'], 60)).toEqual({})
})

test('buckets are one setting', () => {
  const own = [['current', 0], ['m1', 3]]
  expect(withSetting({}, defaults, ['buckets'], own)).toEqual({ buckets: own })
  expect(withSetting({ buckets: own }, defaults, ['buckets'], defaults.buckets)).toEqual({})
  expect(pathsOf(defaults)).toEqual([['buckets'], ['flags', 'serious_dpd'], ['flags', 'alert_dpd'], ['commands', 'engine_cut_allowed']])
  expect(valueAt(defaults, ['flags', 'alert_dpd'])).toBe(1)
})
