// Regions: loaded from a file in Admin, seen on the map, allowed for all cars, and removed; in Chromium, against a live
// demo (see ci/browser.sh).
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

const square = (west, south) => ({ type: 'Polygon', coordinates: [[[west, south], [west + 2, south], [west + 2, south + 2], [west, south + 2], [west, south]]] })
const feature = (adcode, fullname, geometry) => ({ type: 'Feature', properties: { adcode, fullname }, geometry })
const file = (...features) => ({ name: 'borders.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })) })
const listed = async () => (await story.admin.get('regions')).items

test('borders are looked at, tried and loaded; a car may be there; who may not approve only sees it', async () => {
  const [one, two] = [900000 + (Date.now() % 9000) * 10, 900001 + (Date.now() % 9000) * 10].map(String)
  await visit(site, {}, async (page, complaints) => {
    await page.goto(`${site.origin}/admin?tab=regions`)
    await page.click('button:has-text("Load borders")')
    await page.waitForSelector('.site-form input[type=file]', { state: 'attached' })
    await settled(page)
    await accessible(page, 'loading regions')
    await page.setInputFiles('.site-form input[type=file]', { name: 'none.geojson', mimeType: 'application/json', buffer: Buffer.from('{}') })
    await page.waitForSelector('.site-form .problem >> text=no GeoJSON FeatureCollection')
    assert.ok(await page.isDisabled('.site-form button[type=submit]'))
    // The properties are found; one feature is no area, and the server says so without storing the other.
    await page.setInputFiles('.site-form input[type=file]', file(feature(one, 'West', square(113, 30)), feature(two, 'East', { type: 'Point', coordinates: [0, 0] })))
    await page.waitForSelector(`.site-form >> text=the first is ${one} · West`)
    await page.click('.site-form button:has-text("Try")')
    await page.waitForSelector('.importer-report >> text=1 of 2 would be taken')
    await page.waitForSelector('.importer-report li >> text=features[1].geometry')
    assert.ok(!(await listed()).some((region) => region.code === one), 'a trial stores nothing')
    await accessible(page, 'a trial of regions')
    await page.setInputFiles('.site-form input[type=file]', file(feature(one, 'West', square(113, 30)), feature(two, 'East', square(115, 30))))
    await page.waitForSelector('.importer-report', { state: 'detached' })
    await page.click('.site-form button[type=submit]')
    await page.waitForSelector(`button.linkish:has-text("${one}")`)
    assert.equal((await listed()).filter((region) => [one, two].includes(region.code)).length, 2)
    // A click on the map chooses what is there: its neighbour is a third of the map to the west.
    await page.click(`button.linkish:has-text("${two}")`)
    await page.waitForSelector('.region-facts >> text=East')
    await settled(page)
    const box = await page.locator('.site-editor .canvas').boundingBox()
    await page.mouse.click(box.x + box.width / 2 - 320, box.y + box.height / 2)
    await page.waitForSelector('.region-facts >> text=West')
    await accessible(page, 'a region')
    await page.click('.region-facts button:has-text("Close")')
    // All cars may be there; then it cannot be taken away.
    await page.click('.site-form input[placeholder="Everywhere"]')
    await page.click(`[role=option]:visible >> text=${one}`)
    await page.keyboard.press('Tab')
    await page.click('.site-form button[type=submit]')
    await page.waitForSelector('table.list .pill >> text=All cars may be here')
    assert.deepEqual((await story.admin.get('regions/allowed')).codes, [one])
    await page.click(`button.linkish:has-text("${one}")`)
    await page.click('.region-facts button:has-text("Remove")')
    await page.waitForSelector('.region-facts .problem >> text=region_in_use')
    // The browser itself tells of the answer of 409.
    assert.deepEqual(complaints.splice(0).map((text) => /409/.test(text)), [true])
    await story.admin.ask('PUT', 'regions/allowed', { codes: [] })
    await page.waitForSelector('.region-facts .pill', { state: 'detached' })
    await page.click('.region-facts button:has-text("Remove")')
    await page.waitForSelector(`button.linkish:has-text("${one}")`, { state: 'detached' })
  })
  for (const look of [{}, { scheme: 'dark', lang: 'zh' }, { width: 390, height: 844, phone: true }]) {
    await visit(site, { look, who: 'audit@desk.example', password: story.PASSWORD }, async (page) => {
      await page.goto(`${site.origin}/admin?tab=regions`)
      await page.waitForSelector(`button.linkish:has-text("${two}")`)
      await settled(page)
      assert.equal(await page.locator('.site-form button, .pagehead button').count(), 0)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
      await accessible(page, `regions ${JSON.stringify(look)}`)
    })
  }
  const left = (await listed()).find((region) => region.code === two)
  await story.admin.ask('DELETE', `regions/${left.id}`, undefined, left.version)
})
