// The vehicle's page beyond its track, cases on the map, and what the live map keeps in its address; in Chromium, against
// a live demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { borders, tell } from './story.mjs'
import { accessible, visit } from './visit.mjs'

let site
let story
let car
before(async () => {
  story = await tell(target())
  await borders(story)
  site = await open()
  // A car with two trackers, places that were learnt, and an open case: its exact place may be seen.
  const { points } = await story.admin.get('map/vehicles')
  for (const [n, id] of points.vehicle_id.entries()) {
    if (points.precision[n] !== 'precise') continue
    const [detail, places] = await Promise.all([story.admin.get(`vehicles/${id}`), story.admin.get(`vehicles/${id}/places`)])
    if (detail.trackers.length === 2 && places.items.length > 1) { car = { id, plate: detail.plate, places: places.items }; break }
  }
  assert.ok(car, 'no car of the demo has what this story needs')
})
after(() => site?.close())

test('a place gets a name, a car its own regions, a tracker a command', async () => {
  const name = `Mother’s house ${Date.now() % 10_000}`
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/vehicles/${car.id}?tab=places`)
    await settled(page)
    const first = page.locator('.v-place').first()
    assert.equal(await first.locator('.v-hours i').count(), 24)
    await first.locator('button[aria-expanded]').click()
    await first.locator('input[name=label]').fill(name)
    await first.getByRole('button', { name: 'Save' }).click()
    await page.locator('.v-place b', { hasText: name }).waitFor()
    assert.equal((await story.admin.get(`vehicles/${car.id}/places`)).items[0].label, name)

    // Where it may be: a list of its own, and back to what holds for all.
    await page.locator('.v-bounds').getByRole('button', { name: 'Change' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Only in these').check()
    await dialog.locator('.mantine-MultiSelect-inputField').click()
    await page.getByRole('option').first().click()
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.locator('.v-bounds .chip').waitFor()
    const own = await story.admin.get(`vehicles/${car.id}/regions`)
    assert.equal(own.own.length, 1)
    await accessible(page, 'places and regions')
    await story.admin.ask('PUT', `vehicles/${car.id}/regions`, { codes: null })

    // A tracker, by a link of its own, and what is asked of it.
    await page.locator('.v-device').first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Tampering and power').waitFor()
    // What it hears: as the API has it, towers only where precise places are shown.
    const heard = (await story.admin.get(`vehicles/${car.id}/reception`)).items.find((one) => page.url().includes(one.tracker_id))
    const hears = drawer.locator('section', { hasText: 'Reception' })
    assert.ok(heard, 'the tracker has reported')
    await hears.locator('.kv', { hasText: `Satellites${heard.satellites ?? '—'}` }).waitFor()
    assert.equal(await hears.locator('.v-towers tbody tr').count(), heard.cells.length)
    assert.match(page.url(), /dev=/)
    await drawer.locator('.v-ask input').last().fill('to find it')
    await drawer.getByRole('button', { name: 'Ask' }).click()
    await drawer.locator('.v-commands li', { hasText: 'Position now' }).first().waitFor()
    await accessible(page, 'a tracker')
    await page.reload()
    await page.getByRole('dialog').locator('.v-commands li', { hasText: 'to find it' }).first().waitFor()
  })
})

test('a track leaves as a file only with a reason, and the law is asked', async () => {
  await visit(site, {}, async (page, complaints) => {
    await page.goto(`${site.origin}/vehicles/${car.id}?tab=tracks`)
    await settled(page)
    await page.locator('.v-trips').getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('KML').click()
    await dialog.locator('textarea[name=reason]').fill('a story of a browser test')
    const asked = page.waitForResponse((response) => response.url().includes('/track/export'))
    await dialog.getByRole('button', { name: 'Take the file' }).click()
    const answer = await asked
    assert.match(answer.url(), /reason=a\+story/)
    // As many places as the law lets go, or its refusal in words.
    if (answer.status() === 409) {
      await dialog.getByText('points').first().waitFor()
      for (const n of complaints.keys()) if (/409/.test(complaints[n])) complaints.splice(n, 1)
    } else assert.equal(answer.status(), 200)
  })
})

test('cases stand on a map too, and one is opened by hand', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/cases?view=map`)
    await settled(page)
    await page.keyboard.press('j')
    await page.locator('.casemap-card').waitFor()
    assert.match(page.url(), /sel=/)
    await accessible(page, 'cases on the map')
    await page.keyboard.press('n')
    await page.locator('.newcase button').first().waitFor()
    await accessible(page, 'a case by hand')
    await page.locator('.newcase button').first().click()
    await page.locator('textarea[name=reason]').fill('the branch asks for it')
    await page.getByRole('dialog').getByRole('button', { name: 'Create case' }).click()
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/)
    await page.locator('.checks li').first().waitFor()
    // Other stories take open cases for theirs: this one leaves none behind.
    const id = page.url().split('/').at(-1)
    await story.sun.ask('POST', `cases/${id}/close`, { close_reason: 'duplicate', reason: 'opened by a story' }, (await story.sun.get(`cases/${id}`)).version)
  })
})

test('the live map finds who was not heard, and its layers are in the address', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/?nofix=24`)
    await settled(page)
    const { total } = await story.admin.get('vehicles?no_fix_h=24&limit=1')
    await page.locator(`.live-list [aria-setsize="${total}"]`).first().waitFor()
    await page.locator('.maptools button').last().click()
    await page.getByRole('menuitemcheckbox', { name: 'Fences' }).click()
    await page.waitForURL(/layers=/)
    await page.reload()
    await settled(page)
    await page.locator('.maptools button').last().click()
    assert.equal(await page.getByRole('menuitemcheckbox', { name: 'Fences' }).getAttribute('aria-checked'), 'true')
  })
})

test('a contract shows what falls due and what was paid, and money that comes in at the desk counts at once', async () => {
  const loan = (await story.admin.get('loans?bucket=m1,m2,m3,m4&limit=200')).items.find((one) => one.overdue_minor > 0 && one.status === 'overdue')
  assert.ok(loan, 'nobody of the demo owes')
  const reference = `desk-${Date.now()}`
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/vehicles/${loan.vehicle_id}?tab=loan`)
    const lines = page.locator('table[aria-label=Schedule] tbody tr')
    await lines.first().waitFor()
    const { items, next_due } = await story.admin.get(`loans/${loan.id}/schedule`)
    assert.equal(await lines.count(), items.length)
    assert.equal(await page.locator('table[aria-label=Schedule] tr[data-state=overdue]').count(), loan.overdue_instalments)
    assert.equal(await page.locator('table[aria-label=Schedule] tr[aria-current=date]').count(), next_due ? 1 : 0)
    await accessible(page, 'a contract')
    await page.click('button:has-text("Book a payment")')
    await page.fill('[role=dialog] input[name=reference]', reference)
    await accessible(page, 'a payment of a contract')
    await page.click('[role=dialog] button[type=submit]')
    await page.locator('table[aria-label=Payments] tr', { hasText: reference }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('table[aria-label=Schedule] tr[data-state=overdue]').length === 0)
    const now = await story.admin.get(`loans/${loan.id}`)
    assert.deepEqual([now.dpd, now.overdue_minor], [0, 0])

    // It never came after all: it is undone, owed again, and can be undone no second time.
    await page.locator('table[aria-label=Payments]').getByRole('button', { name: `Undo ${reference}`, exact: true }).click()
    await page.fill('[role=dialog] input[name=reference]', `${reference}-back`)
    await accessible(page, 'a payment that is undone')
    await page.click('[role=dialog] button[type=submit]')
    await page.locator('table[aria-label=Payments] tr', { hasText: `undoes ${reference}` }).waitFor()
    await page.waitForFunction((n) => document.querySelectorAll('table[aria-label=Schedule] tr[data-state=overdue]').length === n, loan.overdue_instalments)
    assert.equal(await page.getByRole('button', { name: `Undo ${reference}`, exact: true }).count(), 0)
  })
  const owed = await story.admin.get(`loans/${loan.id}`)
  assert.deepEqual([owed.dpd, owed.overdue_minor], [loan.dpd, loan.overdue_minor])
  await visit(site, { look: { width: 390, height: 844, scheme: 'dark', lang: 'zh' } }, async (page) => {
    await page.goto(`${site.origin}/vehicles/${loan.vehicle_id}?tab=loan`)
    await page.locator('.instalments tbody tr').first().waitFor()
    await settled(page)
    await accessible(page, 'a contract, zh')
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the screen')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/loan-zh.png` })
  })
})

test('the places of what the map shows leave as a file with a reason', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/?case=true`)
    await page.click('.live-count button:has-text("Export")')
    await page.click('[role=menuitem]:has-text("GeoJSON")')
    await page.fill('[role=dialog] textarea', 'hand-over to the night shift')
    await accessible(page, 'a reason for a file')
    const file = page.waitForEvent('download')
    await page.click('[role=dialog] button[type=submit]')
    assert.match((await file).suggestedFilename(), /\.geojson$/)
  })
})
