// Administration: devices found, people and their roles, keys, webhooks, what is in the trail and at the ports: in
// Chromium, against a live demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { device } from './device.mjs'
import { Person } from './story.mjs'
import { accessible, visit } from './visit.mjs'

const { api, email, password } = target()
const mark = String(Date.now() % 1e6).padStart(6, '0')
let admin
let site
before(async () => {
  admin = await Person.in(api, email, password)
  site = await open()
})
after(async () => {
  await site?.close()
})

test('a device is found by its plate, and what it sends is shown as it came', async () => {
  const { items } = await admin.get('trackers?connection=online&limit=200')
  // The one that spoke last has its connection; others sleep for an hour between two reports.
  const speaks = items.filter((tracker) => tracker.plate && tracker.connected && tracker.protocol === 'jt808')
  const [one] = speaks.sort((a, b) => b.last_seen_at.localeCompare(a.last_seen_at))
  assert.ok(one, 'no tracker of the demo is connected')
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/admin?tab=devices`)
    const rows = page.locator('.longtable tbody tr')
    await rows.first().waitFor()
    await accessible(page, 'devices')
    await page.fill('input[aria-label="Device, plate or VIN"]', one.plate)
    await page.waitForFunction((device) => document.querySelectorAll('.longtable tbody tr').length <= 4 && document.body.innerText.includes(device), one.device_id)
    await page.click(`button[aria-label="Of ${one.device_id}"]`)
    await page.click('[role=menuitem]:has-text("Raw messages")')
    await page.fill('[role=dialog] input[name=reason]', 'odd times')
    await accessible(page, 'raw messages')
    await page.click('[role=dialog] button[type=submit]')
    await page.getByText('Running until').waitFor()
    // A parked car is silent for an hour; asked where it is, it answers.
    await admin.ask('POST', `trackers/${one.id}/commands`, { kind: 'locate' })
    await page.waitForSelector('.rawlog code')
    assert.match(await page.locator('.rawlog code').first().innerText(), /^([0-9a-f]{2} ?)+$/)
    await page.click('[role=dialog] button:has-text("Delete")')
    await page.waitForSelector('.rawlog', { state: 'detached' })
    await page.click('[role=dialog] button[aria-label="Close"]')
    await page.fill('input[aria-label="Device, plate or VIN"]', 'no such device')
    await page.getByText('No device matches').waitFor()
    await page.click('button:has-text("Clear filters")')
    await rows.first().waitFor()
  })
})

test('a device that nobody knows is registered, and is one of the trackers then', async () => {
  const imei = `86${mark}${mark}9`
  const stranger = await device(admin, imei)
  try {
    await visit(site, {}, async (page) => {
      await page.goto(`${site.origin}/admin?tab=quarantine`)
      const row = page.locator('tbody tr', { hasText: imei })
      await row.waitFor({ timeout: 60_000 })
      await accessible(page, 'quarantine')
      await row.getByRole('button', { name: 'Register' }).click()
      await page.fill('[role=dialog] input[name=model]', 'found on the road')
      await accessible(page, 'registration')
      await page.click('[role=dialog] button[type=submit]')
      await row.waitFor({ state: 'detached' })
      const [made] = (await admin.get(`trackers?device_id=${imei}`)).items
      assert.deepEqual([made.model, made.role, made.vehicle_id], ['found on the road', 'wired', null])
      // The long list of trackers is gone through by keys, from one that can be pressed to the next.
      await page.goto(`${site.origin}/admin?tab=devices`)
      await page.locator('.longtable tbody tr').nth(2).waitFor()
      await page.locator('.longtable').focus()
      await page.keyboard.press('j')
      const at = () => page.evaluate(() => document.activeElement?.closest('.longtable tbody tr')?.textContent ?? null)
      const first = await at()
      await page.keyboard.press('j')
      const second = await at()
      assert.ok(first && second && first !== second, `${first} then ${second}`)
      await page.keyboard.press('k')
      assert.equal(await at(), first)
    })
  } finally {
    stranger.close()
  }
})

test('a role changes with a reason, and the trail tells it', async () => {
  const who = await admin.ask('POST', 'users', { email: `role-${mark}@desk.example`, password: 'a-long-enough-password', display_name: `Lu ${mark}`, role: 'auditor' })
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/admin`)
    const row = page.locator('tbody tr', { hasText: `Lu ${mark}` })
    await row.getByRole('button', { name: 'Change role' }).click()
    await page.click('[role=dialog] input:visible >> nth=0')
    await page.click('[role=option]:has-text("Supervisor")')
    await page.fill('[role=dialog] textarea', `takes over branch ${mark}`)
    await accessible(page, 'change of a role')
    await page.click('[role=dialog] button[type=submit]')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await row.getByText('Supervisor').waitFor()
    assert.equal((await admin.get('users?limit=500')).items.find((one) => one.id === who.id).role, 'supervisor')
    await page.goto(`${site.origin}/admin?tab=audit&action=role_changed`)
    await page.locator('.longtable tbody tr', { hasText: `takes over branch ${mark}` }).waitFor()
    await accessible(page, 'audit')
    await page.goto(`${site.origin}/admin?tab=audit&until=2020-01-01`)
    await page.getByText('Nothing matches').waitFor()
    // Out again, and asked first.
    await page.goto(`${site.origin}/admin`)
    await row.getByRole('button', { name: 'Disable' }).click()
    await page.click('[role=dialog] button:has-text("Disable")')
    await row.getByText('Disabled').waitFor()
  })
})

test('a key is shown once and works until it is revoked', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/admin?tab=keys`)
    await page.click('button:has-text("Make a key")')
    await page.fill('[role=dialog] input[name=name]', `core ${mark}`)
    await accessible(page, 'a key')
    await page.click('[role=dialog] button[type=submit]')
    const shown = page.locator('[role=dialog] input[readonly]')
    await shown.waitFor()
    const key = await shown.inputValue()
    await accessible(page, 'a secret')
    const asked = () => fetch(`${api}/api/v1/vehicles?limit=1`, { headers: { authorization: `Bearer ${key}` } })
    assert.equal((await asked()).status, 200)
    await page.click('[role=dialog] button:has-text("I have kept it")')
    const row = page.locator('tbody tr', { hasText: `core ${mark}` })
    await page.reload()
    await row.waitFor()
    assert.ok(!(await page.content()).includes(key), 'it is not shown again')
    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.click('[role=dialog] button:has-text("Revoke")')
    await row.getByText('Revoked').waitFor()
    assert.equal((await asked()).status, 401)
  })
})

test('a webhook is added with its secret, asked for a test, and a rule says what it is told of', async () => {
  const heard = []
  const server = createServer((request, response) => {
    heard.push(request.headers)
    request.resume().on('end', () => response.end('ok'))
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  try {
    await visit(site, {}, async (page) => {
      await page.goto(`${site.origin}/admin?tab=integrations`)
      await page.click('button:has-text("Add webhook")')
      await page.fill('[role=dialog] input[name=name]', `hook ${mark}`)
      await page.fill('[role=dialog] input[name=url]', `http://127.0.0.1:${server.address().port}/lienwatch`)
      await page.click('[role=dialog] button[type=submit]')
      await page.locator('[role=dialog] input[readonly]').waitFor()
      await page.click('[role=dialog] button:has-text("I have kept it")')
      const row = page.locator('.integrations section').first().locator('tbody tr', { hasText: `hook ${mark}` })
      await accessible(page, 'integrations')
      await row.getByRole('button', { name: 'Test' }).click()
      await page.getByText('A test message is on its way').waitFor()
      await page.click('button:has-text("Add rule")')
      await page.fill('[role=dialog] input[name=name]', `rule ${mark}`)
      await page.click('[role=dialog] button[type=submit]')
      await page.waitForSelector('[role=dialog]', { state: 'detached' })
      const rule = page.locator('tbody tr', { hasText: `rule ${mark}` })
      await rule.getByText('case.flagged').waitFor()
      // A rule changes, and keeps what the form does not show.
      const ruleNow = async () => (await admin.get('notification-rules?limit=500')).items.find((one) => one.name.startsWith(`rule ${mark}`))
      const before = await ruleNow()
      await admin.ask('PUT', `notification-rules/${before.id}`, { name: before.name, enabled: true, platform: before.lender_id == null, rule: { ...before.rule, language: 'zh' } }, before.version)
      await page.reload()
      await rule.getByRole('button', { name: 'Change' }).click()
      assert.equal(await page.inputValue('[role=dialog] textarea[name=events]'), 'case.flagged')
      await page.fill('[role=dialog] textarea[name=events]', 'case.flagged, case.closed')
      await accessible(page, 'change a rule')
      await page.click('[role=dialog] button[type=submit]')
      await rule.getByText('case.flagged, case.closed').waitFor()
      const { rule: kept } = await ruleNow()
      assert.deepEqual([kept.events, kept.language, kept.first], [['case.flagged', 'case.closed'], 'zh', before.rule.first])
      // So does the webhook, under another name.
      await row.getByRole('button', { name: 'Change' }).click()
      assert.equal(await page.inputValue('[role=dialog] input[name=url]'), '', 'the address stays unless another is typed')
      await page.fill('[role=dialog] input[name=name]', `hook ${mark} b`)
      await page.click('[role=dialog] button[type=submit]')
      await row.getByText(`hook ${mark} b`).waitFor()
      await rule.getByRole('button', { name: 'Turn off' }).click()
      await rule.getByText('Off', { exact: true }).waitFor()
      await rule.getByRole('button', { name: 'Remove' }).click()
      await page.click('[role=dialog] button:has-text("Remove")')
      await rule.waitFor({ state: 'detached' })
      // The message came, signed; or, where the installation calls no address of its own network, it says so.
      const hook = (await admin.get('notification-endpoints?limit=500')).items.find((one) => one.name === `hook ${mark} b`)
      const sent = async () => (await admin.get('notifications?channel=webhook&limit=100')).items.find((one) => one.endpoint_id === hook.id)
      let told = await sent()
      for (let n = 0; n < 600 && !['delivered', 'failed', 'dead'].includes(told?.state); n += 1) told = await sent()
      const detail = JSON.stringify(await admin.get(`notifications/${told.id}`))
      if (told.state === 'delivered') assert.ok(heard.length === 1 && Object.keys(heard[0]).some((name) => name.includes('signature')), detail)
      else assert.ok(heard.length === 0 && /network|private|address/.test(detail), detail)
      await page.goto(`${site.origin}/admin?tab=notifications`)
      await page.locator('.longtable tbody tr').first().waitFor()
      await accessible(page, 'notifications')
      await page.goto(`${site.origin}/admin?tab=integrations`)
      await row.getByRole('button', { name: 'Remove' }).click()
      await page.click('[role=dialog] button:has-text("Remove")')
      await row.waitFor({ state: 'detached' })
    })
  } finally {
    server.close()
  }
})

test('the ports tell what they heard; on a small screen and in Chinese too', async () => {
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/admin?tab=system`)
    await page.getByText('Where trackers come in').waitFor()
    await page.locator('.list tbody tr').first().waitFor()
    assert.match(await page.locator('.list tbody').innerText(), /127\.0\.0\.1:\d+|0\.0\.0\.0:\d+/)
    await accessible(page, 'system')
  })
  await visit(site, { look: { width: 390, height: 844, scheme: 'dark', lang: 'zh' } }, async (page) => {
    for (const tab of ['devices', 'quarantine', 'integrations', 'keys', 'notifications', 'audit', 'system', 'imports']) {
      await page.goto(`${site.origin}/admin?tab=${tab}`)
      await settled(page)
      await accessible(page, tab)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${tab} is wider than the screen`)
    }
  })
})

test('sites come out of a file: tried, told what is wrong, and taken', async () => {
  const mark = Date.now() % 1e6
  const feature = (name, more) => ({ type: 'Feature', properties: { name, ...more }, geometry: { type: 'Point', coordinates: [121.47, 31.23] } })
  const file = JSON.stringify({ type: 'FeatureCollection', features: [feature(`Pawn lane ${mark}`, { kind: 'second_pledge', radius_m: 120, external_id: `e2e-${mark}` }), feature('No radius', { kind: 'dealer' })] })
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/admin?tab=sites`)
    await page.click('button:has-text("Load a file")')
    await page.setInputFiles('input[type=file]', { name: 'sites.geojson', mimeType: 'application/geo+json', buffer: Buffer.from('[]') })
    await page.getByText('This is no GeoJSON').waitFor()
    await page.setInputFiles('input[type=file]', { name: 'sites.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(file) })
    await page.getByText('2 features').waitFor()
    await page.click('[role=dialog] button[type=submit]')
    const report = page.locator('[role=dialog] .importer-report')
    await report.getByText('1 of 2 would be taken').waitFor()
    assert.match(await report.innerText(), /radius_m/)
    await accessible(page, 'sites of a file')
    await page.click('[role=dialog] button[type=submit]')
    await report.getByText('1 of 2 taken').waitFor()
    await page.click('[role=dialog] button[aria-label="Close"]')
    await page.getByText(`Pawn lane ${mark}`).waitFor()
  })
})
