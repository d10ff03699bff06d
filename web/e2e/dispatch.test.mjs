// What came of an order that nobody took, who owes and what is told of them, and the file on paper: in Chromium, against
// a live demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { road } from './road.mjs'
import { Person } from './story.mjs'
import { accessible, visit } from './visit.mjs'

let site
let told
let job
before(async () => {
  told = await road(target())
  site = await open()
  job = await told.offer()
})
after(async () => {
  await told?.back()
  await site?.close()
})

test('an order that was declined is to be offered again, and tells what each round brought', async () => {
  const gao = await Person.in(target().api, told.email, told.password)
  const { vendor } = (await told.sun.get(`orders/${job.order}/offers`)).round.offers[0]
  await gao.ask('POST', `work/offers/${job.offer}/decline`, { reason: 'no truck is free' })
  const again = await told.sun.ask('POST', `orders/${job.order}/offer`, { mode: 'direct', vendors: [vendor], minutes: 60 })
  await gao.ask('POST', `work/offers/${again.round.offers[0].offer}/decline`, { reason: 'the road is closed' })
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/dispatch?job=${job.order}`)
    const row = page.locator('.job[aria-current=true]')
    await row.waitFor()
    assert.match(await row.innerText(), new RegExp(`${job.plate}[^]*Declined`))
    assert.equal(await row.getAttribute('draggable'), 'true', 'it may be given to another')
    const detail = page.locator('.job-detail')
    await detail.getByText('the road is closed').waitFor()
    assert.equal(await detail.getByText('no truck is free').isVisible(), false)
    await detail.getByText('Earlier rounds (1)').click()
    await detail.getByText('no truck is free').waitFor()
    await accessible(page, 'rounds')
    // Between a phone and a desk the map and the lanes are there too.
    await page.setViewportSize({ width: 1000, height: 800 })
    await settled(page)
    for (const part of ['.mapw canvas', '.lanes', '.job-detail']) {
      const box = await page.locator(part).first().boundingBox()
      assert.ok(box && box.height > 90 && box.x + box.width <= 1001, `${part} ${JSON.stringify(box)}`)
    }
  })
})

test('a borrower is masked until somebody says why they must know, and that is written down', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/cases/${job.kase}`)
    const who = page.locator('.borrower')
    await who.locator('.borrower-name b').waitFor()
    assert.match(await who.innerText(), /•/)
    await who.getByRole('button', { name: 'Show in full' }).click()
    const why = `to call back ${Date.now() % 10_000}`
    await page.fill('[role=dialog] textarea[name=reason]', why)
    await accessible(page, 'why a borrower is shown')
    await page.click('[role=dialog] button[type=submit]')
    await page.waitForFunction(() => /^[^•]+$/.test(document.querySelector('.borrower-name')?.textContent ?? ''))
    await accessible(page, 'a borrower')
    const loan = await told.sun.get(`loans/${(await told.sun.get(`cases/${job.kase}`)).loan_id}`)
    const log = await told.sun.get(`events?entity_id=${loan.borrower_id}&limit=100`)
    assert.ok(log.items.some((one) => one.action === 'unmasked' && one.reason === why), JSON.stringify(log.items))
    await page.reload()
    await who.locator('.borrower-name b').waitFor()
    assert.match(await who.innerText(), /•/, 'for another look another reason')
    // The file on paper says whose it is, and has nothing to press.
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.locator('.letterhead').isVisible())
    assert.equal(await page.locator('.content :is(button, .mantine-Button-root):visible').count(), 0)
  })
})

test('the day of a car shows when it fed its tracker', async () => {
  const { points } = await told.sun.get('map/vehicles')
  const precise = points.vehicle_id.filter((_, n) => points.precision[n] === 'precise')
  assert.ok(precise.length > 0)
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/vehicles/${precise[0]}?tab=tracks`)
    await settled(page)
    await page.waitForFunction(() => document.querySelectorAll('.transport-line .fed, .transport-line .cut').length > 0)
    assert.match(await page.locator('.transport-controls').innerText(), /\d V/)
    await accessible(page, 'lanes of the day')
  })
})
