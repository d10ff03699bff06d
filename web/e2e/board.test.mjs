// The dispatch board, views that are kept with the person, and the map that follows the stream: in Chromium, against a
// live demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { tell } from './story.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let site
let story
before(async () => {
  story = await tell(target())
  site = await open()
})
after(() => site?.close())

async function inside(body) {
  const { page, context, complaints } = await site.context()
  try {
    await site.logIn(page)
    await body(page, context)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

async function accessible(page, what) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  const bad = found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  assert.deepEqual(bad.map((one) => `${what}: ${one.id} ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`), [])
}

/** An order that nobody has been asked for yet. */
async function draft() {
  const orders = (await story.sun.get('orders?limit=500')).items
  const written = orders.find((one) => one.state === 'draft')
  if (written) return written
  const cases = (await story.sun.get('cases?open=true&limit=500')).items.filter((one) => ['authorised', 'in_recovery'].includes(one.state) && one.open_holds === 0 && one.id !== story.tour?.kase)
  const live = (kase) => orders.find((order) => order.case_id === kase.id && ['draft', 'offered', 'accepted', 'en_route', 'on_site', 'on_hook', 'on_hold'].includes(order.state))
  let kase = cases.find((one) => !live(one))
  if (!kase) {
    // Each has its order: one that nobody has set out for yet is taken back.
    kase = cases.find((one) => ['offered', 'accepted'].includes(live(one).state))
    assert.ok(kase, 'a case that an order can be written for')
    await story.sun.ask('POST', `orders/${live(kase).id}/withdraw`, { reason: 'given to another' })
  }
  const place = (await story.sun.get(`vehicles/${kase.vehicle_id}/position`)).items.find((one) => one.lat != null)
  return story.sun.ask('POST', `cases/${kase.id}/orders`, { kind: 'repossess', lat: place?.lat ?? null, lon: place?.lon ?? null })
}

test('a job is dragged onto a contractor, and given by keyboard alone; the lane of today has it', async () => {
  const order = await draft()
  await inside(async (page) => {
    await page.goto(`${site.origin}/dispatch?job=${order.id}`)
    await page.waitForSelector('.lane[data-legal=true]')
    await settled(page)
    await accessible(page, 'lanes')
    const lane = page.locator('.lane[data-legal=true]').first()
    await page.locator('.job[aria-current=true]').dragTo(lane)
    await page.waitForSelector('[role=dialog] button[type=submit]:not([disabled])')
    await accessible(page, 'offer')
    await page.keyboard.press('Escape')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    assert.equal((await story.sun.get(`orders/${order.id}`)).state, 'draft', 'nothing is offered before somebody has agreed')
    assert.ok(page.url().includes(order.id), 'Esc closes the dialog and nothing else')
    await page.keyboard.press('t')
    assert.ok(await page.evaluate(() => document.activeElement.matches('.lane[data-legal=true] .lane-give')))
    await page.keyboard.press('Enter')
    await page.waitForSelector('[role=dialog] button[type=submit]:not([disabled])')
    await page.waitForFunction(() => document.activeElement.matches('[role=dialog] button[type=submit]'))
    await page.keyboard.press('Enter')
    await page.waitForSelector('.lane-bar.is-offer[aria-current=true]')
    assert.equal((await story.sun.get(`orders/${order.id}`)).state, 'offered')
    await accessible(page, 'lane')
  })
  await story.sun.ask('POST', `orders/${order.id}/withdraw`, { reason: 'the test is over' }, (await story.sun.get(`orders/${order.id}`)).version)
})

test('a view that is saved is there in another browser; what an old browser held moves to the server', async () => {
  const name = `North ${Date.now()}`
  await inside(async (page) => {
    await page.evaluate((kept) => localStorage.setItem('lw.views', JSON.stringify({ cases: [{ name: kept, search: '?view=table' }] })), name)
    await page.goto(`${site.origin}/cases`)
    await page.click('button:has-text("Views")')
    await page.waitForSelector(`[role=menuitem]:has-text("${name}")`)
    await page.waitForFunction(() => localStorage.getItem('lw.views') === null)
  })
  await inside(async (page) => {
    await page.goto(`${site.origin}/cases`)
    await page.click('button:has-text("Views")')
    await page.click(`[role=menuitem]:has-text("${name}")`)
    await page.waitForURL(/\/cases\?view=table/)
    await page.click('button:has-text("Views")')
    await page.click(`[role=menuitem]:has-text("${name}") [role=button]`)
    await page.waitForSelector(`[role=menuitem]:has-text("${name}")`, { state: 'detached' })
  })
})

test('the map follows what moves, and lets go of it where nobody looks', async () => {
  await inside(async (page) => {
    // One that begins, and ends with the page that needed it.
    const begun = page.waitForRequest(/topics=positions/)
    await page.goto(`${site.origin}/?at=113,30,4.5`)
    const stream = await begun
    await settled(page)
    const ended = page.waitForEvent('requestfailed', (request) => request === stream)
    await page.click('.rail a[href="/alerts"]')
    await ended
  })
})
