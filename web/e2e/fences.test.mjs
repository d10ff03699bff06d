// Fences: drawn in Admin, watching a car, and shown on its map; in Chromium, against a live demo (see ci/browser.sh).
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

test('a fence is drawn around a car, watches it, is drawn anew, and taken out of use', async (t) => {
  const { rights } = await story.sun.get('session')
  if (!rights.includes('areas:write')) return t.skip('the service has no fences')
  const { points } = await story.sun.get('map/vehicles')
  const at = points.precision.indexOf('precise')
  const [car, plate] = [points.vehicle_id[at], points.plate[at]]
  const name = `Around ${Date.now()}`
  await as('sun@desk.example', async (page) => {
    await page.goto(`${site.origin}/admin?tab=fences&sel=new`)
    await page.waitForSelector('.site-form')
    await settled(page)
    await accessible(page, 'fences')
    await page.fill('input[name=name]', name)
    await page.fill('.site-form input[placeholder="Find a plate"]', plate)
    await page.click(`[role=option]:visible >> text=${plate}`)
    await page.keyboard.press('Tab')
    const box = await page.locator('.site-editor .canvas').boundingBox()
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForFunction(() => !document.querySelector('.site-form button[type=submit]').disabled)
    for (const [label, value] of [['Latitude', points.lat[at]], ['Longitude', points.lng[at]]]) await page.getByLabel(label, { exact: true }).fill(String(value))
    await page.click('.site-form button[type=submit]')
    await page.waitForSelector(`button.linkish:has-text("${name}")`)
    const made = (await story.sun.get(`fences?vehicle_id=${car}`)).items.find((one) => one.name === name)
    assert.deepEqual([made.rule, made.vehicle_count, made.shape.radius_m], ['keep_in', 1, 20_000])
    // On the map of the car, and beside it.
    await page.goto(`${site.origin}/vehicles/${car}`)
    await page.waitForSelector(`.v-fence:has-text("${name}")`)
    await page.waitForSelector('.leg .fences')
    await settled(page)
    await accessible(page, 'car with a fence')
    await page.click(`.v-fence a:has-text("${name}")`)
    await page.waitForSelector('.site-form button:has-text("Remove")')
    await page.getByLabel('Radius', { exact: true }).fill('45000')
    await page.click('.site-form button[type=submit]')
    await page.waitForSelector('.site-form', { state: 'detached' })
    assert.equal((await story.sun.get(`fences/${made.id}`)).shape.radius_m, 45_000)
    await page.click(`button.linkish:has-text("${name}")`)
    await page.click('.site-form button:has-text("Remove")')
    await page.waitForSelector(`button.linkish:has-text("${name}")`, { state: 'detached' })
  })
})
