// Language, theme and keys belong to the person and not to the browser; in Chromium, against a live demo (see
// ci/browser.sh).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, target } from '../scripts/browser.mjs'
import { Person, tell } from './story.mjs'
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

test('whoever looks at the lender’s tiles can go back to the built-in map, and that stays', async () => {
  const { api, email, password } = target()
  const admin = await Person.in(api, email, password)
  const [lender] = (await admin.get('lenders')).items
  await admin.ask('PUT', 'settings/map', { kind: 'pmtiles', url: '/base.pmtiles', attribution: 'Tiles of the test', max_zoom: 7, coord: 'GCJ02' }, undefined, lender.id)
  try {
    await visit(site, { who: 'risk@desk.example', password: story.PASSWORD }, async (page) => {
      const credit = (text) => page.locator('.maplibregl-ctrl-attrib', { hasText: text }).waitFor()
      const tiles = page.getByRole('menuitemcheckbox', { name: 'The lender’s map tiles' })
      const borders = page.getByRole('menuitemcheckbox', { name: 'Borders' })
      const layers = () => page.getByRole('button', { name: 'Layers' }).click()
      await page.goto(site.origin)
      await credit('Tiles of the test')
      await layers()
      assert.deepEqual([await tiles.getAttribute('aria-checked'), await borders.getAttribute('aria-checked')], ['true', 'true'])
      await tiles.click()
      await credit('Natural Earth')
      // Its borders are not those that the law of the datum asks for.
      assert.deepEqual([await tiles.getAttribute('aria-checked'), await borders.getAttribute('aria-checked')], ['false', 'false'])
      await page.waitForSelector('.canvas[data-idle]')
      await page.reload()
      await credit('Natural Earth')
      await layers()
      await tiles.click()
      await credit('Tiles of the test')
    })
  } finally {
    await admin.ask('DELETE', 'settings/map', {}, undefined, lender.id)
  }
  // Where nothing is configured there is nothing to choose.
  await visit(site, {}, async (page) => {
    await page.goto(site.origin)
    await page.getByRole('button', { name: 'Layers' }).click()
    await page.getByRole('menuitemcheckbox').first().waitFor()
    assert.equal(await page.getByRole('menuitemcheckbox', { name: 'The lender’s map tiles' }).count(), 0)
  })
})
