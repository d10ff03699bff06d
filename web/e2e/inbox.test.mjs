// The alert inbox of a large lender: more than a page, storms as one row, the voltage around an alert, and what is put off
// until the next fix; in Chromium, against a live demo (see ci/browser.sh).
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { device } from './device.mjs'
import { Person, tell } from './story.mjs'
import { accessible, visit } from './visit.mjs'

const SILENT = 25
const LONELY = 120
const REASON = 'the carrier says its mast was down'

/** A statement in the demo's own database: no demo has as many silent cars as a carrier's outage makes. */
function sql(statement) {
  const data = process.env.LIENWATCH_DATA
  assert.ok(data, 'LIENWATCH_DATA: ci/browser.sh says where the demo is')
  const versions = readdirSync('/usr/lib/postgresql').toSorted((a, b) => b - a)
  const port = readFileSync(`${data}/postgres/data/postmaster.pid`, 'utf8').split('\n')[3].trim()
  const password = readFileSync(`${data}/database-password`, 'utf8').trim()
  return execFileSync(`/usr/lib/postgresql/${versions[0]}/bin/psql`, ['-v', 'ON_ERROR_STOP=1', '-qAt', `postgres://lienwatch:${password}@127.0.0.1:${port}/lienwatch`, '-c', statement], { encoding: 'utf8' })
}

/** Cars with one alert that says they are silent: `n` of them, so many minutes apart. */
const silent = (mark, n, minutes, lat) => sql(`
  with cars as (
    insert into vehicle (id, lender_no, vin, plate, created_at, updated_at)
    select gen_random_uuid(), (select min(lender_no) from alert), 'LSVAB${mark}' || lpad(n::text, 11, '0'), '${mark}-' || n, now(), now() from generate_series(1, ${n}) n
    returning vehicle_no, lender_no, plate)
  insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, lat_e7, lon_e7, event_at, raised_at, updated_at, late, evidence)
  select gen_random_uuid(), lender_no, vehicle_no, 'offline', 1, 'warn', 'open', 1, ${Math.round(lat * 1e7)}, 1041000000,
         (select max(event_at) from alert) - interval '6 hours' - make_interval(mins => ${minutes} * split_part(plate, '-', 2)::int),
         (select max(event_at) from alert) - interval '5 hours', now(), false, '[{"feature": "silent_s", "value": 21600, "weight": 1}]' from cars`)

let site
let story
let admin
before(async () => {
  story = await tell(target())
  admin = await Person.in(target().api, target().email, target().password)
  silent('ST', SILENT, 1, 30.66)
  silent('LO', LONELY, 90, 45.75)
  site = await open()
})
after(() => site?.close())

const looks = [{}, { scheme: 'dark', lang: 'zh' }, { width: 1100, height: 800 }, { width: 390, height: 844, phone: true }]
const narrow = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
const shot = async (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
const storms = () => story.sun.get('alerts/storms')

test('counts are of all vehicles, and the keys go on past the first page', async () => {
  const summary = await story.sun.get('alerts/summary')
  assert.ok(summary.queues.open >= SILENT + LONELY)
  await visit(site, { who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
    await page.goto(`${site.origin}/alerts`)
    await page.waitForSelector('.grouprow')
    await page.waitForFunction((n) => document.querySelector('.queues button.on b')?.textContent === String(n), summary.queues.open)
    const seen = new Set()
    let last = null
    for (let n = 0; n < 80; n += 1) {
      await page.keyboard.press('j')
      await page.waitForFunction((before) => {
        const now = document.querySelector('.grouprow[data-on=true] b')?.textContent
        return now && now !== before
      }, last)
      last = await page.textContent('.grouprow[data-on=true] b')
      seen.add(last)
    }
    assert.equal(seen.size, 80)
    await page.keyboard.press('k')
    await page.waitForFunction((before) => document.querySelector('.grouprow[data-on=true] b')?.textContent !== before, last)
  })
})

test('a storm is one row with a pane of its own, unfolded and decided by keyboard', async () => {
  const [storm] = (await storms()).items
  assert.equal(storm.vehicles, SILENT)
  for (const look of looks) {
    await visit(site, { look, who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
      await page.goto(`${site.origin}/alerts`)
      const row = page.locator('.grouprow[data-kind=storm]')
      await row.waitFor()
      assert.match(await row.textContent(), look.lang === 'zh' ? /成都附近 25 辆车失联/ : /25 silent near Chengdu — carrier outage\?/)
      assert.equal(await page.locator('.grouprow', { hasText: 'ST-' }).count(), 0)
      await settled(page)
      await shot(page, `storm-list-${looks.indexOf(look)}`)
      await accessible(page, `storm row ${JSON.stringify(look)}`)
      await row.locator('button').first().click()
      await page.waitForSelector('.stormtitle')
      await page.waitForURL(/storm=/)
      await settled(page)
      assert.ok(await narrow(page), 'wider than the window')
      await shot(page, `storm-pane-${looks.indexOf(look)}`)
      await accessible(page, `storm pane ${JSON.stringify(look)}`)
    })
  }
  await visit(site, { who: 'sun@desk.example', password: story.PASSWORD }, async (page, complaints) => {
    // A link from before still finds it, and one that names nothing says so.
    await page.goto(`${site.origin}/alerts?storm=${encodeURIComponent(storm.id)}`)
    await page.waitForSelector('.stormtitle')
    assert.equal(await page.locator('.detail-side .oneof').count(), SILENT)
    await page.keyboard.press('o')
    await page.waitForSelector('.grouprow[data-kind=member]')
    await page.keyboard.press('j')
    await page.waitForURL(/v=/)
    await page.waitForSelector('.detail-what')
    await page.keyboard.press('k')
    await page.waitForSelector('.stormtitle')
    await page.keyboard.press('x')
    await page.waitForFunction((n) => document.querySelector('.bulk b')?.textContent.startsWith(`${n} `), SILENT)
    const done = page.waitForResponse((response) => response.url().endsWith('/alerts/bulk'))
    await page.keyboard.press('e')
    assert.equal((await (await done).json()).items.filter((one) => one.status === 200).length, SILENT)
    await page.waitForFunction(() => document.querySelector('.detail .kv')?.textContent.includes('0'))
    assert.equal((await storms()).items[0].fresh, 0)
    await page.keyboard.press('r')
    await page.fill('textarea[name=reason]', REASON)
    // A letter in a field is a letter.
    await page.keyboard.press('e')
    await page.keyboard.press('Backspace')
    await page.click('[role=dialog] button[type=submit]')
    await page.waitForFunction(() => document.querySelector('.grouprow[data-kind=storm]') === null)
    assert.deepEqual((await storms()).items, [])
    await page.waitForSelector('.detail .empty')
    // What was looked at is gone: the server says so, and the browser's console too.
    assert.ok(complaints.splice(0).every((one) => one.includes('404')))
    const resolved = (await story.sun.get('alerts?desk_state=resolved&type=offline&limit=500')).items.filter((one) => one.plate?.startsWith('ST-'))
    assert.equal(resolved.length, SILENT)
    assert.ok(resolved.every((one) => one.desk_reason === REASON))
  })
})

test('what happened at one site is listed alone, from an alert there', async () => {
  const alert = (await story.sun.get('alerts?limit=500&order=desc')).items.find((one) => one.site_id)
  assert.ok(alert, 'the demo has a car at a known site')
  const there = (await story.sun.get(`alerts?site_id=${alert.site_id}&limit=500`)).items
  assert.ok(there.length > 0 && there.every((one) => one.site_id === alert.site_id))
  await visit(site, { who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
    await page.goto(`${site.origin}/alerts?queue=all&v=${alert.vehicle_id}&a=${alert.id}`)
    await page.locator('.detail').getByRole('link', { name: alert.site_name }).click()
    await page.waitForURL((url) => url.searchParams.get('site') === alert.site_id)
    const chip = page.locator('.only .chip', { hasText: `At ${alert.site_name}` })
    await chip.waitFor()
    const plates = there.map((one) => one.plate ?? one.vehicle_id.slice(0, 8))
    await page.waitForFunction((plates) => {
      const rows = [...document.querySelectorAll('.grouprow')]
      return rows.length > 0 && rows.every((row) => plates.includes(row.querySelector('b')?.textContent))
    }, plates)
    await accessible(page, 'the inbox of one site')
    await chip.click()
    await page.waitForURL((url) => !url.searchParams.has('site'))
  })
})

test('the voltage around an alert is drawn with the alert in it, and said in words', async () => {
  const alerts = (await story.sun.get('alerts?desk_state=new,acknowledged&state=open,closed&severity=warn,high,critical&limit=500&order=desc')).items
  let told
  for (const alert of alerts.filter((one) => !/^(ST|LO)-/.test(one.plate ?? ''))) {
    const power = await story.sun.get(`alerts/${alert.id}/power`)
    if (power.items.some((one) => one.power_mv.length > 5)) { told = { alert, power }; break }
  }
  assert.ok(told, 'a car of the demo that tells of its voltage')
  const lone = alerts.find((one) => one.plate?.startsWith('LO-'))
  for (const look of looks) {
    await visit(site, { look, who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
      await page.goto(`${site.origin}/alerts?v=${told.alert.vehicle_id}&a=${told.alert.id}`)
      const chart = page.locator('.voltage .chart [role=img]')
      await chart.locator('canvas').waitFor()
      assert.match(await chart.getAttribute('aria-label'), / V/)
      await chart.scrollIntoViewIfNeeded()
      await settled(page)
      assert.ok(await narrow(page), 'wider than the window')
      // Something is drawn, and the alert stands in the middle of the two days.
      const inked = await chart.locator('canvas').evaluate((canvas) => {
        const { width, height } = canvas
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
        const red = []
        for (let i = 0; i < data.length; i += 4) if (data[i] > 190 && data[i + 1] < 130 && data[i + 2] < 140 && data[i + 3] > 128) red.push((i / 4) % width)
        return { width, red: red.length, middle: red.reduce((a, b) => a + b, 0) / red.length }
      })
      assert.ok(inked.red > 50, JSON.stringify(inked))
      assert.ok(Math.abs(inked.middle / inked.width - 0.53) < 0.08, JSON.stringify(inked))
      await shot(page, `voltage-${looks.indexOf(look)}`)
      await accessible(page, `voltage ${JSON.stringify(look)}`)
    })
  }
  await visit(site, { who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
    await page.goto(`${site.origin}/alerts?v=${lone.vehicle_id}`)
    await page.getByText('No tracker of this vehicle sent a voltage').waitFor()
    // Nearer: the words are of the hours that are shown.
    await page.goto(`${site.origin}/alerts?v=${told.alert.vehicle_id}&a=${told.alert.id}`)
    const asked = page.waitForResponse((answer) => /\/power\?/.test(answer.url()) && answer.url().includes(encodeURIComponent(new Date(Date.parse(told.alert.event_at) - 3_600_000).toISOString())))
    await page.locator('.voltage-head').getByText('± 1 h').click()
    const { from, to } = await (await asked).json()
    assert.equal(Date.parse(to) - Date.parse(from), 7_200_000)
  })
})

test('an alert is put off until the next fix, and comes back with it', async () => {
  // A car of our own: its alert wakes with its next place.
  const digits = String(Date.now()).slice(-9)
  const imei = `86${digits}1234`
  const car = await story.sun.ask('POST', 'vehicles', { vin: `LSVAB2${digits}FX`, plate: `FX-${digits.slice(-4)}` })
  const tracker = await story.sun.ask('POST', 'trackers', { device_id: imei, protocol: 'gt06', role: 'wired' })
  await story.sun.ask('POST', 'installations', { tracker_id: tracker.id, vehicle_id: car.id })
  const id = sql(`insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, event_at, raised_at, updated_at, late, evidence)
    select gen_random_uuid(), lender_no, vehicle_no, 'overspeed', 77, 'warn', 'open', 1, now(), now(), now(), false, '[]' from vehicle where id = '${car.id}' returning id`).trim()
  const heard = await story.sun.get(`alerts/${id}`)
  const alerts = (await story.sun.get('alerts?desk_state=new,acknowledged&type=offline&limit=500&order=desc')).items
  const lone = alerts.find((one) => one.plate?.startsWith('LO-'))
  const state = async (id) => (await story.sun.get(`alerts/${id}`))
  await visit(site, { who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
    for (const alert of [lone, heard]) {
      await page.goto(`${site.origin}/alerts?v=${alert.vehicle_id}&a=${alert.id}`)
      await page.waitForSelector('.detail-what')
      await page.keyboard.press('s')
      const choice = page.getByRole('menuitem', { name: 'Until next fix' })
      await choice.waitFor()
      await settled(page)
      await accessible(page, 'snooze menu')
      const done = page.waitForResponse((response) => response.request().method() === 'POST' && /\/alerts\//.test(response.url()))
      // A menu has the keys to itself: nothing is acknowledged, and the row stays.
      await page.keyboard.press('e')
      for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowDown')
      await page.waitForFunction(() => document.activeElement.textContent === 'Until next fix')
      await page.keyboard.press('Enter')
      assert.equal((await done).status(), 200)
    }
    const asleep = await state(lone.id)
    assert.deepEqual([asleep.desk_state, asleep.snoozed_until_fix], ['snoozed', true])
    await page.goto(`${site.origin}/alerts?queue=snoozed&v=${lone.vehicle_id}`)
    await page.getByText('until it is heard from a new place').waitFor()
    const box = await device(admin, imei)
    try {
      // One second after the other: a fix of the second in which it was put off is none after it.
      for (const until = Date.now() + 60_000; (await state(heard.id)).desk_state !== 'new'; ) {
        assert.ok(Date.now() < until, `${heard.id} sleeps on`)
        box.fix({ lat: 31.2, lon: 121.4 + (until - Date.now()) / 1e8, at: new Date() })
        await page.waitForTimeout(1000)
      }
    } finally {
      box.close()
    }
    assert.equal((await state(lone.id)).desk_state, 'snoozed')
  })
})
