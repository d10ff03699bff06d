// Language, theme and keys belong to the person and not to the browser; in Chromium, against a live demo (see
// ci/browser.sh).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, target } from '../scripts/browser.mjs'
import { tell } from './story.mjs'
import { visit } from './visit.mjs'

let site
let story
before(async () => {
  story = await tell(target())
  site = await open()
})
after(async () => {
  // The person looks as the other stories expect.
  const now = await story.wei.get('session/settings')
  await story.wei.ask('PUT', 'session/settings', { ...now, theme: null, language: null, single_keys: null })
  await site?.close()
})

const looksLike = (page, lang, scheme) => page.waitForFunction(([l, s]) => document.documentElement.lang === l && document.documentElement.dataset.mantineColorScheme === s, [lang, scheme])

test('whoever sets Chinese and dark finds both in a new browser', async () => {
  const who = { who: 'wei@desk.example', password: story.PASSWORD }
  await visit(site, who, async (page) => {
    await page.goto(`${site.origin}/reports`)
    await page.locator('header.top button:has(.tabler-icon-language)').click()
    await page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
    await page.locator('header.top button:has(.tabler-icon-moon)').click()
    await looksLike(page, 'zh-CN', 'dark')
    for (let tries = 0; tries < 100 && (await story.wei.get('session/settings')).theme !== 'dark'; tries += 1) await page.evaluate(() => new Promise(requestAnimationFrame))
    const kept = await story.wei.get('session/settings')
    assert.deepEqual([kept.language, kept.theme], ['zh', 'dark'])
  })
  // A new context has nothing of the old one; its browser is English and light.
  await visit(site, who, async (page) => {
    await looksLike(page, 'zh-CN', 'dark')
  })
})
