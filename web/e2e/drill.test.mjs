// From a figure of Reports to the list of what it counts, cut to the figure's own period; in Chromium, against a live demo
// (see ci/browser.sh).
import assert from 'node:assert/strict'
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

const bounds = (page) => page.evaluate(() => Object.fromEntries(new URL(location.href).searchParams))
const all = async (path) => {
  const items = []
  for (let cursor = ''; ; ) {
    const page = await story.sun.get(`${path}&limit=200${cursor && `&cursor=${cursor}`}`)
    items.push(...page.items)
    if (!page.next_cursor) return items
    cursor = page.next_cursor
  }
}

test('the rate of recovery leads to the cases of its period, and a bucket to those of its own', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/reports?span=30&by=bucket`)
    await page.locator('article.figure a.drill[href*="/cases"]').first().click()
    await page.waitForURL(/\/cases\?/)
    const { from, to } = await bounds(page)
    const cases = await all(`cases?opened_from=${from}&opened_to=${to}`)
    const everything = await all('cases?')
    assert.ok(cases.length > 0 && cases.length <= everything.length, `${cases.length} of ${everything.length}`)
    await page.locator('.pagehead .chip', { hasText: 'Opened' }).waitFor()
    await page.waitForFunction((n) => document.querySelector('.pagehead .sub')?.textContent?.startsWith(String(n)), cases.length)
    await page.goBack()
    const part = page.locator('table tbody td:first-child a').first()
    const bucket = new URL(await part.getAttribute('href'), site.origin).searchParams.get('bucket')
    // Called by the days that the lender gave it: the default's M2 begins on day 30.
    const { buckets } = await story.sun.get('session')
    const at = buckets.findIndex((one) => one.bucket === bucket)
    const days = bucket === 'current' ? 'Current' : at + 1 < buckets.length ? `${buckets[at].from_dpd}–${buckets[at + 1].from_dpd - 1} days` : `${buckets[at].from_dpd} days and more`
    assert.equal((await part.innerText()).trim(), days)
    await part.click()
    await page.waitForURL(/bucket=/)
    const own = await all(`cases?opened_from=${from}&opened_to=${to}&flagged_bucket=${bucket}`)
    await page.waitForFunction((n) => document.querySelector('.pagehead .sub')?.textContent?.startsWith(String(n)), own.length)
    // Without the period there may be more, never fewer.
    await page.locator('.pagehead .chip', { hasText: 'Opened' }).click()
    await page.waitForURL((url) => !url.searchParams.has('from'))
  })
})

test('the service levels lead to every order that was written then, in both languages', async () => {
  for (const look of [{}, { scheme: 'dark', lang: 'zh' }]) {
    await visit(site, { look }, async (page) => {
      await page.goto(`${site.origin}/reports?span=365`)
      await page.locator('article.figure a.drill[href*="view=list"]').first().click()
      await page.waitForURL(/\/dispatch\?/)
      const { from, to } = await bounds(page)
      const orders = await all(`orders?written_from=${from}&written_to=${to}`)
      assert.ok(orders.length > 0)
      await page.locator('.longtable tbody tr.pick').first().waitFor()
      const shown = await page.locator('.longtable tbody tr.pick').count()
      assert.ok(shown > 0 && shown <= orders.length, `${shown} of ${orders.length}`)
      await settled(page)
      await accessible(page, `orders ${JSON.stringify(look)}`)
      // A row by the keyboard, and its case.
      await page.keyboard.press('j')
      await page.waitForURL(/job=/)
      const { job } = await bounds(page)
      await page.keyboard.press('o')
      await page.waitForURL(`**/cases/${orders.find((one) => one.id === job).case_id}`)
    })
  }
})

test('promises, complaints and decided alerts are cut to the period too', async () => {
  await visit(site, {}, async (page) => {
    for (const [start, path, list] of [
      ['tab=promises', 'disposal', 'promises?made'],
      ['queue=all', 'complaints', 'complaints?case_opened'],
    ]) {
      // A period before the lender had anything.
      await page.goto(`${site.origin}/${path}?${start}&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z`)
      await page.locator('.chip[aria-pressed="true"]', { hasText: '2020' }).waitFor()
      await page.locator('.empty').first().waitFor()
      assert.deepEqual((await story.sun.get(`${list}_from=2020-01-01T00:00:00Z&${list.split('?')[1]}_to=2020-02-01T00:00:00Z`)).items, [])
    }
    await page.goto(`${site.origin}/alerts?queue=closed&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z`)
    await page.locator('.only .chip', { hasText: 'Raised' }).waitFor()
    await page.locator('.grouplist .empty').waitFor()
  })
})
