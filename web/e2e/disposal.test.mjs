// From the yard to the settlement: what stands where, found and looked at: in Chromium, against a live demo (see
// ci/browser.sh).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { Person } from './story.mjs'
import { accessible, visit } from './visit.mjs'

const { api, email, password } = target()
let admin
let site
let one
before(async () => {
  admin = await Person.in(api, email, password)
  one = (await admin.get('disposal/cases?limit=1')).items[0]
  assert.ok(one, 'the demo has brought no car to its sale yet')
  site = await open()
})
after(async () => {
  await site?.close()
})

test('the pipeline counts every car at its stage, and a car is found and looked at by keyboard', async () => {
  const { stages } = await admin.get('disposal/summary')
  const name = { valuation: 'Valuation', notice: 'Notice and listing', listed: 'Listed', sold: 'Bid, sold', funds: 'Funds', settled: 'Settled', redeemed: 'Goes back' }
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/disposal`)
    await page.locator('.pipeline [data-case]').first().waitFor()
    assert.equal(await page.locator('.pipeline > section').count(), 7)
    for (const [stage, label] of Object.entries(name)) {
      const cases = stages.filter((row) => row.stage === stage).reduce((sum, row) => sum + row.cases, 0)
      const head = await page.locator(`.pipeline > section[aria-label="${label}"] h2`).innerText()
      assert.match(head, new RegExp(`${cases}$`), `${stage}: ${head}`)
    }
    await accessible(page, 'pipeline')
    await page.keyboard.press('j')
    const first = await page.locator('.pipeline [data-case]').first().getAttribute('data-case')
    await page.waitForFunction((id) => new URL(location.href).searchParams.get('sel')?.includes(id), first)
    await page.locator('.job-detail .plate, .job-detail .job-title').first().waitFor()
    await settled(page)
    await accessible(page, 'a car on its way')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.job-detail', { state: 'detached' })
    await page.fill('input[aria-label="Plate, VIN or contract"]', one.contract_number)
    await page.waitForFunction((id) => { const cards = [...document.querySelectorAll('.pipeline [data-case]')]; return cards.length === 1 && cards[0].dataset.case === id }, one.case_id)
    assert.match(page.url(), /q=/)
  })
})

test('in Chinese, in the dark and on a small screen it is the same pipeline', async () => {
  await visit(site, { look: { width: 390, height: 844, scheme: 'dark', lang: 'zh' } }, async (page) => {
    await page.goto(`${site.origin}/disposal?sel=${one.case_id}`)
    await page.locator('.pipeline [data-case]').first().waitFor()
    await settled(page)
    await accessible(page, 'pipeline, zh')
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the screen')
    assert.doesNotMatch(await page.innerText('.pipeline'), /Valuation|Listed|Funds|Settled/)
  })
})
