// The dispatch board, views that are kept with the person, and the map that follows the stream: in Chromium, against a
// live demo (see ci/browser.sh).
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

const inside = (body) => visit(site, {}, body)

const UNDER_WAY = ['draft', 'offered', 'accepted', 'en_route', 'on_site', 'on_hook', 'on_hold']

/** An order that nobody has been asked for yet, and that a contractor may have: not everybody comes to every place. */
async function draft() {
  // The books of today say what is owed: nothing is offered on an old balance.
  const confirmed = async ({ loan_id }) => story.sun.ask('POST', `loans/${loan_id}/balance`, {}, (await story.sun.get(`loans/${loan_id}`)).version)
  const mayHave = async (order) => {
    await confirmed(await story.sun.get(`cases/${order.case_id}`))
    const { actions } = await story.sun.get(`orders/${order.id}`)
    if (!actions.some((one) => one.action === 'offer' && one.refusal === null)) return false
    return (await story.sun.get(`orders/${order.id}/matches`)).ranking.ranked.length > 0
  }
  const orders = (await story.sun.get('orders?limit=500')).items
  for (const written of orders.filter((one) => one.state === 'draft' && one.case_id !== story.tour?.kase)) if (await mayHave(written)) return written
  const cases = (await story.sun.get('cases?open=true&limit=500')).items.filter((one) => ['authorised', 'in_recovery'].includes(one.state) && one.open_holds === 0 && one.id !== story.tour?.kase)
  const live = (kase) => orders.find((order) => order.case_id === kase.id && UNDER_WAY.includes(order.state))
  // Those that have no order first; then those whose order nobody has set out for yet, and which is taken back.
  const able = [...cases.filter((one) => !live(one)), ...cases.filter((one) => ['offered', 'accepted'].includes(live(one)?.state))]
  for (const kase of able) {
    if (live(kase)) await story.sun.ask('POST', `orders/${live(kase).id}/withdraw`, { reason: 'given to another' })
    await confirmed(kase)
    const place = (await story.sun.get(`vehicles/${kase.vehicle_id}/position`)).items.find((one) => one.lat != null)
    const order = await story.sun.ask('POST', `cases/${kase.id}/orders`, { kind: 'repossess', lat: place?.lat ?? null, lon: place?.lon ?? null })
    if (await mayHave(order)) return order
    await story.sun.ask('POST', `orders/${order.id}/withdraw`, { reason: 'nobody may have it' }, order.version)
  }
  assert.fail(`none of ${able.length} cases has a contractor who may have it`)
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
    // Where the order leads is told where a contractor is picked: in the list of who fits, and before the offer.
    assert.ok((await page.locator('.leads').allTextContents()).every((text) => text.startsWith('Leads to ')) && (await page.locator('.leads').count()) === 2)
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
    // One that begins, and ends with the page that needed it: not the one of the page that the log-in led to.
    await page.goto(`${site.origin}/alerts`)
    await settled(page)
    const begun = page.waitForRequest(/topics=positions/)
    await page.goto(`${site.origin}/?at=113,30,4.5`)
    const stream = await begun
    await settled(page)
    const ended = page.waitForEvent('requestfailed', (request) => request === stream)
    await page.click('.rail a[href="/alerts"]')
    await ended
  })
})
