// Complaints that the desk takes down itself, and why a case was flagged, in the reader's language: in Chromium, against
// a live demo (see ci/browser.sh).
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

const as = (who, body, look) => visit(site, { look, who, password: story.PASSWORD }, body)

test('a complaint by telephone is taken down, and stands in the list with its deadlines', async () => {
  const car = (await story.sun.get('vehicles?limit=500')).items.find((one) => one.plate && !one.open_case_id && one.contract_number)
  const name = `Zhou Ting ${Date.now()}`
  await as('sun@desk.example', async (page) => {
    await page.goto(`${site.origin}/complaints`)
    await settled(page)
    await page.keyboard.press('n')
    await page.waitForURL(/sel=new/)
    await page.waitForSelector('.takedown')
    await accessible(page, 'form')
    await page.fill('input[name=name]', name)
    await page.fill('input[name=contact]', '+86 138 0000 0000')
    await page.fill('input[name=plate]', car.plate)
    await page.fill('textarea[name=statement]', 'two men rang at seven in the evening')
    const answer = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/complaints'))
    await page.click('.takedown button[type=submit]')
    const made = await (await answer).json()
    await page.waitForURL(new RegExp(`sel=${made.id}`))
    await page.waitForSelector(`.job-detail >> text=${name}`)
    await page.waitForSelector(`tr:has-text("${made.reference}")`)
    const kept = await story.sun.get(`complaints/${made.id}`)
    assert.deepEqual([kept.channel, kept.severity, kept.state, kept.party.name, kept.vehicle_id], ['phone', '3', 'received', name, car.id])
    assert.ok(Math.abs(Date.parse(kept.received_at) - Date.now()) < 300_000, kept.received_at)
    await story.sun.ask('POST', `complaints/${made.id}/actions`, { action: 'withdraw', reason: 'the test is over' })
  })
  await as('sun@desk.example', async (page) => {
    await page.goto(`${site.origin}/complaints?sel=new`)
    await page.waitForSelector('.takedown')
    await settled(page)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the phone')
    await accessible(page, 'form on a phone')
  }, { width: 390, height: 844, phone: true, lang: 'zh', scheme: 'dark' })
})

test('who only reads complaints is offered no form', async () => {
  await as('audit@desk.example', async (page) => {
    await page.goto(`${site.origin}/complaints?sel=new`)
    await page.waitForSelector('.pagehead')
    await settled(page)
    assert.equal(await page.locator('.takedown, .pagehead button:has-text("Take")').count(), 0)
  })
})

test('why a case was flagged is told in Chinese', async () => {
  const kase = (await story.sun.get('cases?limit=500')).items.find((one) => one.rule.startsWith('dpd_'))
  await as('sun@desk.example', async (page) => {
    await page.goto(`${site.origin}/cases/${kase.id}`)
    await page.waitForSelector('.reasons li')
    assert.match(await page.textContent('.reasons li .sub'), /^立案时逾期 \d+ 天/)
  }, { lang: 'zh' })
})
