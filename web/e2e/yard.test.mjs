// What stands in the yards, where, and how a car leaves and comes back: in Chromium, against a live demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { camera } from './camera.mjs'
import { Person } from './story.mjs'
import { accessible, visit } from './visit.mjs'

const { api, email, password } = target()
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==', 'base64')
let admin
/** A car that stands in a yard and is not on its way out, and that yard. */
let car
let yard
let carrier
let site
let seen
before(async () => {
  admin = await Person.in(api, email, password)
  for (const one of (await admin.get('yards?limit=500')).items) {
    const found = (await admin.get(`yards/${one.id}/inventory?limit=500`)).items.find((row) => row.open_holds === 0 && ['in_custody', 'for_disposal'].includes(row.case_state))
    if (found) [yard, car] = [one, found]
  }
  assert.ok(car, 'the demo has brought no car into a yard yet')
  carrier = (await admin.get('vendors?limit=500')).items.find((one) => ['transport', 'tow'].some((kind) => one.vendor.profile.kinds.includes(kind)))
  assert.ok(carrier, 'nobody carries cars')
  seen = camera(`https://keys.example/tag?vin=${car.vin}`)
  site = await open({ args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${seen}`] })
})
after(async () => {
  if (seen) rmSync(dirname(seen), { recursive: true, force: true })
  await site?.close()
})
const standing = async () => (await admin.get(`yards/${yard.id}/inventory?limit=500`)).items.find((row) => row.case_id === car.case_id)

test('the inventory says of each car where it stands, what it costs and what is next', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/yard?yard=${yard.id}`)
    const row = page.locator('.longtable tbody tr', { hasText: car.plate })
    await row.waitFor()
    const text = await row.innerText()
    const { cost, days } = await standing()
    assert.ok(text.includes(car.vin), text)
    assert.ok(text.includes(new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(cost.minor / 100)), text)
    assert.match(text, new RegExp(`\\b${days}\\b`))
    assert.match(text, /Sell|Clear for disposal/)
    await page.click('.longtable th:has-text("VIN") button')
    assert.match(page.url(), /sort=vin/)
    assert.equal(await page.getAttribute('.longtable th:has-text("VIN")', 'aria-sort'), 'ascending')
    await accessible(page, 'inventory')
    await page.fill('input[aria-label="Plate or VIN"]', 'NO SUCH CAR')
    await page.getByText('No car matches').waitFor()
    await page.click('button:has-text("Show all cars")')
    await row.waitFor()
  })
})

test('a code held before the camera finds its car', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/yard`)
    await page.click('button[aria-label="Scan a code"]')
    await page.waitForFunction((vin) => document.querySelector('input[aria-label="Plate or VIN"]').value === vin, car.vin)
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await page.locator('.longtable tbody tr', { hasText: car.plate }).waitFor()
    assert.equal(await page.locator('.longtable tbody tr').count(), 1)
  })
})

test('a car is put into another bay on the plan, and one that is taken is refused with what helps', async () => {
  await visit(site, {}, async (page, complaints) => {
    await page.goto(`${site.origin}/yard?yard=${yard.id}&view=bays`)
    const held = page.locator('.bay > button:first-child', { hasText: car.plate })
    await held.click()
    assert.equal(await held.getAttribute('aria-pressed'), 'true')
    await accessible(page, 'plan of bays')
    const free = page.locator('.bay:not([data-car]) > button')
    const bay = Number((await free.nth(3).innerText()).replace(/\D/g, ''))
    await free.nth(3).click()
    await page.waitForFunction(([plate, bay]) => [...document.querySelectorAll('.bay[data-car]')].some((one) => one.innerText.includes(plate) && one.querySelector('.bay-no').textContent === `Bay ${bay}`), [car.plate, bay])
    assert.equal((await standing()).bay, bay)
    // A bay that the yard does not have, by the dialog: the page says why not, and what is possible.
    await page.goto(`${site.origin}/yard?yard=${yard.id}`)
    await page.click(`button[aria-label="Of ${car.plate}"]`)
    await page.click('[role=menuitem]:has-text("Move")')
    await accessible(page, 'another bay')
    await page.route('**/bay', (route) => route.continue({ postData: JSON.stringify({ bay: 99_999 }) }))
    await page.click('[role=dialog] button[type=submit]')
    assert.match(await page.locator('[role=dialog] .problem').innerText(), /no bay 99999[^]*from 1 to/)
    await page.unroute('**/bay')
    await page.click('[role=dialog] button:has-text("Out of its bay")')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    assert.equal((await standing()).bay, null)
    for (let n = complaints.length - 1; n >= 0; n -= 1) if (/409/.test(complaints[n])) complaints.splice(n, 1)
  })
})

/** From the condition to the signature, and the hand-over sent. */
async function papers(page, km, things) {
  await page.fill('[role=dialog] input >> nth=0', String(km))
  await page.fill('[role=dialog] input >> nth=1', '2')
  await page.click('[role=dialog] button[type=submit]')
  await page.setInputFiles('.slot input >> nth=0', { name: 'front.png', mimeType: 'image/png', buffer: PIXEL })
  await page.waitForSelector('.slot[data-taken=true] img')
  await page.click('[role=dialog] button[type=submit]')
  await things()
  await page.click('[role=dialog] button[type=submit]')
  await page.fill('[role=dialog] input >> nth=0', 'He Gang')
  const box = await page.locator('.signature canvas').boundingBox()
  await page.mouse.move(box.x + 20, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 4 })
  await page.mouse.up()
  await page.click('[role=dialog] button[type=submit]:enabled')
  await page.waitForFunction(() => !document.querySelector('[role=dialog]') || document.querySelector('[role=dialog] .problem'))
  assert.equal(await page.locator('[role=dialog] .problem').allInnerTexts().then(String), '')
}

test('a car goes out to a carrier, is on its way then, and comes back into the bay that is free', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/yard?tab=out&yard=${yard.id}`)
    const row = page.locator('.longtable tbody tr', { hasText: car.plate })
    await row.getByRole('button', { name: 'Check out' }).click()
    await page.getByText('To whom').waitFor()
    await page.click('[role=dialog] input:visible >> nth=1')
    await page.locator('[role=option]', { hasText: carrier.vendor.profile.name }).click()
    await accessible(page, 'check-out')
    await page.click('[role=dialog] button[type=submit]:enabled')
    await papers(page, car.odometer_km ?? 41_000, async () => {
      await page.getByText('Found in the car').waitFor()
      await page.fill('[role=dialog] input[maxlength="500"]', 'with the borrower’s sister, against signature')
      await accessible(page, 'personal things')
    })
    await row.waitFor({ state: 'detached' })
    const custody = await admin.get(`cases/${car.case_id}/custody`)
    assert.deepEqual([custody.custodian, custody.bay], [{ custodian: 'carrier', vendor: carrier.id }, null])
    const told = (await admin.get(`cases/${car.case_id}/records?limit=500`)).items.filter((one) => one.kind === 'property_handled')
    assert.ok(told.some((one) => one.detail.note.includes('sister')))

    await page.click('.tabs button:has-text("Check-in")')
    const back = page.locator('.longtable tbody tr', { hasText: car.plate })
    await back.waitFor()
    await page.fill('input[aria-label="Plate or VIN"]', car.vin.slice(-8))
    await page.waitForFunction(() => document.querySelectorAll('.longtable tbody tr').length === 1)
    await accessible(page, 'arrivals')
    await back.getByRole('button', { name: 'Check in' }).click()
    const { first_free_bay } = await admin.get(`yards/${yard.id}`)
    await page.waitForFunction((bay) => [...document.querySelectorAll('[role=dialog] input')].some((one) => one.value === String(bay)), first_free_bay)
    await page.click('[role=dialog] button[type=submit]:enabled')
    await papers(page, (car.odometer_km ?? 41_000) + 30, () => page.fill('[role=dialog] textarea', 'umbrella'))
    await back.waitFor({ state: 'detached' })
    const now = await standing()
    assert.deepEqual([now.bay, now.keys, now.grade], [first_free_bay, 2, 3])
  })
})

test('in Chinese, in the dark and on a small screen it is the same yard', async () => {
  await visit(site, { look: { width: 390, height: 844, scheme: 'dark', lang: 'zh' } }, async (page) => {
    for (const tab of ['', '?view=bays', '?tab=in', '?tab=out', '?tab=yards']) {
      await page.goto(`${site.origin}/yard${tab}`)
      await settled(page)
      await page.waitForSelector('.longtable, .bayscroll, .yards, .empty')
      await accessible(page, `yard${tab}`)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `yard${tab} is wider than the screen`)
      assert.doesNotMatch(await page.innerText('main'), /Check|Bays|Keys|Next step/)
    }
  })
})
