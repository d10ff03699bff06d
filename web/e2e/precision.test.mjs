// How often alerts were right: the table of Reports, its file, and the way to those alerts; in Chromium, against a live
// demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
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

const hour = (at) => new Date(Math.floor(at / 3_600_000) * 3_600_000).toISOString()
const percent = (share) => `${Math.round(share * 100)} %`

test('verdicts of the desk become a share with its interval, by type and month, and lead to their alerts', async () => {
  // Two alerts that say least are decided: one was right, one was not.
  const waiting = (await story.sun.get('alerts?desk_state=new,acknowledged&severity=warn,info&state=open,closed&limit=200')).items
  const of = (kind) => waiting.filter((one) => one.type === kind)
  const [kind] = [...new Set(waiting.map((one) => one.type))].toSorted((a, b) => of(b).length - of(a).length)
  const alerts = of(kind)
  assert.ok(alerts.length >= 2, `two alerts of ${kind}`)
  for (const [n, verdict] of ['confirmed', 'false_positive'].entries()) await story.sun.ask('POST', `alerts/${alerts[n].id}/resolve`, { verdict, reason: 'looked at for the report' }, alerts[n].version)
  const to = Date.now() + 3_600_000
  const report = await story.sun.get(`reports/alert-precision?from=${hour(to - 90 * 86_400_000)}&to=${hour(to)}`)
  const told = report.types.find((one) => one.type === kind)
  for (const look of [{}, { scheme: 'dark', lang: 'zh' }, { width: 390, height: 844, phone: true }]) {
    await visit(site, { look }, async (page) => {
      await page.goto(`${site.origin}/reports`)
      const row = page.locator('.precision tbody tr').filter({ has: page.locator(`a[href*="type=${kind}"]`) })
      await row.waitFor()
      await settled(page)
      assert.equal(await page.locator('.precision tbody tr').count(), report.types.length)
      assert.deepEqual(await row.locator('td.num').allTextContents(), [percent(told.total.precision), told.total.confirmed + told.total.false_positive + told.total.benign, told.total.confirmed, told.total.false_positive, told.total.benign, told.total.test].map(String))
      // The bar is where its numbers are.
      const axis = await row.locator('.interval').boundingBox()
      const drawn = await row.locator('.interval i').boundingBox()
      assert.ok(Math.abs((drawn.x - axis.x) / axis.width - told.total.low) < 0.02 && Math.abs(drawn.width / axis.width - (told.total.high - told.total.low)) < 0.02, JSON.stringify([axis, drawn, told.total]))
      await row.locator('.fold').click()
      await page.waitForFunction((rows) => document.querySelectorAll('.precision tr.part').length === rows, told.months.length)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
      await accessible(page, `precision ${JSON.stringify(look)}`)
    })
  }
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/reports`)
    await page.waitForSelector('.precision tbody tr')
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('.precision .kpi-head button')])
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n')
    assert.equal(lines.length, 1 + report.types.reduce((n, one) => n + 1 + one.months.length, 0))
    assert.ok(lines.some((line) => line.startsWith(`"${kind}","","${told.total.confirmed}","${told.total.false_positive}"`)), lines.join('\n'))
    await page.click(`.precision a[href*="type=${kind}"]`)
    await page.waitForURL(new RegExp(`/alerts\\?.*type=${kind}`))
    await page.waitForSelector('.grouprow')
    await settled(page)
    const resolved = (await story.sun.get(`alerts?desk_state=resolved&type=${kind}&limit=500`)).items
    // A long list draws the rows that have room.
    const [drawn, all] = [await page.locator('.grouprow').count(), new Set(resolved.map((one) => one.vehicle_id)).size]
    assert.ok(drawn === all || (drawn >= 10 && drawn < all), `${drawn} of ${all}`)
    await accessible(page, 'the inbox of one type')
    await page.click('.only:not(.chips) .chip')
    await page.waitForSelector('.only:not(.chips)', { state: 'detached' })
    assert.ok(!new URL(page.url()).searchParams.has('type'))
  })
})
