// A list that is taken as a job: the drawer has its file, also after the page was loaded anew; and alerts by group. In
// Chromium, against a live demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { tell } from './story.mjs'
import { accessible, visit } from './visit.mjs'

let site
let story
before(async () => {
  story = await tell(target())
  site = await open()
})
after(() => site?.close())

const words = { en: { jobs: 'Jobs', download: 'Download', discard: 'Delete the file' }, zh: { jobs: '任务', download: '下载', discard: '删除文件' } }

test('a list as a job waits in the drawer until it is fetched and deleted, in every look', async () => {
  for (const look of [{}, { scheme: 'dark', lang: 'zh' }, { width: 390, height: 844, phone: true }]) {
    const say = words[look.lang ?? 'en']
    await visit(site, { look, who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
      await page.goto(`${site.origin}/alerts`)
      await settled(page)
      const status = await page.evaluate(async () => (await fetch('/api/v1/loans/export?format=csv', { headers: { prefer: 'respond-async' } })).status)
      assert.equal(status, 202)
      await page.reload()
      await page.getByRole('button', { name: say.jobs, exact: true }).click()
      const row = page.getByRole('dialog').locator('article', { hasText: 'loans.csv' }).first()
      const link = row.getByRole('link', { name: say.download, exact: true })
      await link.waitFor()
      await settled(page)
      await accessible(page, `jobs ${JSON.stringify(look)}`)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
      assert.match(file.suggestedFilename(), /^loans-\d{8}-\d{6}\.csv$/)
      assert.match(await readFile(await file.path(), 'utf8'), /contract_number/)
      await row.getByRole('button', { name: say.discard, exact: true }).click()
      await link.waitFor({ state: 'detached' })
    })
  }
})

test('the inbox is asked for by group, and its address says so', async () => {
  await visit(site, { who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
    const name = `Of the inbox ${Date.now() % 100_000}`
    const made = await story.sun.ask('POST', 'groups', { name, colour: 'teal' })
    await page.goto(`${site.origin}/alerts`)
    const chip = page.getByRole('button', { name, exact: true })
    // The counts and the storms are asked for by group as well; the list is what must be empty.
    const asked = page.waitForResponse((response) => response.url().includes(`group=${made.id}`) && new URL(response.url()).pathname.endsWith('/alerts/groups'))
    await chip.click()
    assert.deepEqual((await (await asked).json()).items, [])
    assert.equal(await chip.getAttribute('aria-pressed'), 'true')
    assert.ok(page.url().includes(made.id))
    await page.reload()
    await page.locator('.only .chip[aria-pressed=true]').waitFor()
  })
})
