// The contractors' app in Chromium, against a live demo: see ci/browser.sh.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { dirname } from 'node:path'
import { open, target } from '../scripts/browser.mjs'
import { road } from './road.mjs'
import { accessible as conforms } from './visit.mjs'
import { camera } from './camera.mjs'

const PHONE = { width: 390, height: 844, phone: true }
let site
let told
let seen
before(async () => {
  told = await road(target())
  seen = camera(`lienwatch:yard:${told.yard}`)
  site = await open({ args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${seen}`] })
})
after(async () => {
  rmSync(dirname(seen), { recursive: true, force: true })
  await site?.close()
  await told?.back()
})

/** Nothing was complained of; without a network the browser itself complains of every request. */
const quiet = (complaints) => assert.deepEqual(complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|Failed to load resource|Failed to fetch/.test(one)), [])

async function phone(body, look = {}) {
  const { page, context, complaints } = await site.context({ ...PHONE, ...look })
  await context.grantPermissions(['geolocation'], { origin: site.origin })
  await context.setGeolocation({ latitude: told.spot.lat, longitude: told.spot.lon, accuracy: 8 })
  try {
    await body(page, context)
    quiet(complaints)
  } finally {
    await context.close()
  }
}
const logIn = async (page, who = told.email) => {
  await page.goto(`${site.origin}/m`)
  await page.fill('input[name=email]', who)
  await page.fill('input[name=password]', told.password)
  await page.click('button[type=submit]')
}

async function accessible(page, what) {
  // What lies under the bar at the foot is scrolled to: it is no smaller for it.
  await page.evaluate(() => { for (const bar of document.querySelectorAll('.foot, .tabs, .top')) bar.style.position = 'static' })
  await conforms(page, what)
  const small = await page.evaluate(() => {
    const hit = (one) => (one.matches('input[type=checkbox], input[type=radio], input[type=file]') ? one.parentElement : one)
    const all = [...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=button]')].map(hit)
    return all.filter((one) => one.offsetParent !== null || one instanceof SVGElement).map((one) => [one.textContent.trim().slice(0, 20) || one.getAttribute('aria-label'), one.getBoundingClientRect()]).filter(([, box]) => box.width > 0 && (box.height < 47.5 || box.width < 44)).filter(([name]) => name !== 'Skip to content' && name !== '跳到正文').map(([name, box]) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`)
  })
  await page.evaluate(() => { for (const bar of document.querySelectorAll('.foot, .tabs, .top')) bar.style.position = '' })
  assert.deepEqual(small, [], `${what}: too small for a thumb`)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is wider than the phone`)
}

/** A photo as phones make them: larger than what is sent. */
const picture = async (page, hue, grain = false) => {
  const text = await page.evaluate(async ([hue, grain]) => {
    const canvas = document.createElement('canvas')
    canvas.width = 3000
    canvas.height = 2000
    const context = canvas.getContext('2d')
    const shade = context.createLinearGradient(0, 0, 3000, 2000)
    shade.addColorStop(0, `hsl(${hue} 60% 70%)`)
    shade.addColorStop(1, `hsl(${hue + 60} 50% 30%)`)
    context.fillStyle = shade
    context.fillRect(0, 0, 3000, 2000)
    context.fillStyle = '#223'
    context.fillRect(600, 900, 1800, 500)
    // Leaves and gravel: what makes real photos large.
    if (grain) for (let n = 0; n < 60_000; n += 1) {
      context.fillStyle = `hsl(${(n * 47) % 360} 50% ${20 + ((n * 31) % 60)}%)`
      context.fillRect((n * 7919) % 3000, (n * 104_729) % 2000, 9, 9)
    }
    const blob = await new Promise((then) => canvas.toBlob(then, 'image/jpeg', 0.9))
    return new Promise((then) => {
      const reader = new FileReader()
      reader.onload = () => then(String(reader.result).split(',')[1])
      reader.readAsDataURL(blob)
    })
  }, [hue, grain])
  return { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(text, 'base64') }
}
const take = async (page, slots) => {
  for (const [n, slot] of slots.entries()) {
    await page.setInputFiles(`input[data-slot=${slot}]`, await picture(page, n * 40, slot === 'rear'))
    await page.waitForSelector(`.slot.has:has(input[data-slot=${slot}])`)
  }
}
const kept = (page, store) => page.evaluate((store) => new Promise((then, no) => {
  const opening = indexedDB.open('lw-m')
  opening.onerror = no
  opening.onsuccess = () => {
    const db = opening.result
    const asked = db.transaction(store).objectStore(store).getAll()
    asked.onsuccess = () => { db.close(); then(asked.result.map(({ blob, thumb, ...rest }) => ({ ...rest, has: blob ? blob.size : 0 }))) }
  }
}), store)
const sign = async (page, n) => {
  const pad = page.locator('canvas.sign').nth(n)
  // Above the bar at the foot.
  await pad.evaluate((one) => one.scrollIntoView({ block: 'center' }))
  const box = await pad.boundingBox()
  await page.mouse.move(box.x + 40, box.y + 90)
  await page.mouse.down()
  for (let step = 1; step <= 12; step += 1) await page.mouse.move(box.x + 40 + step * 20, box.y + 90 + 40 * Math.sin(step + n))
  await page.mouse.up()
  await page.waitForFunction((n) => /Signed|已签名/.test(document.querySelectorAll('canvas.sign')[n].getAttribute('aria-label')), n)
}
const accept = async (page, job) => {
  await page.waitForSelector('.jobcard.offer')
  await page.goto(`${site.origin}/m/offers/${job.offer}`)
  await page.click('.foot .btn.good')
  await page.waitForSelector('.plate.big')
  assert.equal(await page.textContent('.plate.big'), job.plate)
}

test('a wrong password is told, and whoever came to the wrong door is sent to theirs', async () => {
  const { page, context } = await site.context(PHONE)
  await page.goto(`${site.origin}/m`)
  await page.waitForSelector('input[name=email]')
  await accessible(page, 'login')
  await page.fill('input[name=email]', told.email)
  await page.fill('input[name=password]', 'not the password')
  await page.click('button[type=submit]')
  await page.waitForSelector('[role=alert]')
  await logIn(page, 'sun@road.example')
  await page.waitForSelector('a.btn[href="/"]')
  await context.clearCookies()
  await page.goto(`${site.origin}/login`)
  await page.fill('input[name=email]', told.email)
  await page.fill('input[name=password]', told.password)
  await page.click('button[type=submit]')
  await page.waitForURL(/\/m$/)
  await page.waitForSelector('.tabs')
  await context.close()
})

test('from the offer to the yard, with the photos taken in a garage without a signal', async () => {
  const job = await told.offer()
  await phone(async (page, context) => {
    await logIn(page)
    await page.waitForSelector('.jobcard.offer .timer')
    await accessible(page, 'jobs')
    await page.goto(`${site.origin}/m/offers/${job.offer}`)
    await page.waitForSelector('.foot .btn.good')
    await accessible(page, 'offer')
    assert.doesNotMatch(await page.textContent('body'), new RegExp(job.plate), 'the plate is for whoever accepted')
    await page.click('.foot .btn.good')
    await page.waitForSelector('.plate.big')
    assert.equal(await page.textContent('.plate.big'), job.plate)
    assert.equal((await page.textContent('.vin')).length, 6)
    assert.match(await page.getAttribute('a.btn.tint', 'href'), /^geo:31\.2304/)
    await accessible(page, 'job')

    await page.click('text=Where is the car now?')
    await page.waitForSelector('text=Look again')
    await page.click('.foot .btn.main >> text=On the way')
    await page.click('.foot .btn.main >> text=I am on site')
    await accessible(page, 'who is here')
    await page.click('dialog .btn.main')
    await page.waitForSelector('.pill >> text=On site')
    await page.waitForSelector('.pill.good >> text=2 of 2')

    await page.click('.foot .btn >> text=Found')
    await page.waitForSelector('text=Before the car is taken')
    await accessible(page, 'found')
    for (const words of ['Plate and VIN are compared', 'Sound or picture', 'We said who we are', 'Nothing of it']) await page.click(`.tick:has-text("${words}")`)
    await page.click('.foot .btn.main')
    await page.waitForSelector('.slots')
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)

    // Into the garage.
    await context.setOffline(true)
    await take(page, ['place', 'front', 'rear', 'vin'])
    await page.waitForSelector('.chip.warn >> text=4 photos waiting')
    await accessible(page, 'photos')
    await page.reload()
    await page.waitForSelector('.chip.warn >> text=4 photos waiting')
    assert.equal(await page.locator('.slot.has').count(), 4, 'they are shown after a reload')
    const held = await kept(page, 'queue')
    assert.equal(held.filter((one) => one.what === 'file' && one.state === 'waiting' && one.has > 1000).length, 4)
    const before = (await told.sun.get(`cases/${job.kase}/evidence?limit=100`)).items
    assert.equal(before.filter((one) => one.kind === 'photo').length, 0)
    await page.click('.head .icon')
    await page.waitForSelector('.plate.big')
    await page.click('.head .icon')
    await page.waitForSelector('.jobcard')
    await page.click('.tabs button >> nth=1')
    await page.waitForSelector('text=Sent as soon as there is a connection')
    await accessible(page, 'waiting')

    // And out of it, by a road on which the signal breaks once more.
    const pieces = []
    await page.route('**/uploads/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue()
      pieces.push(Number(route.request().headers()['upload-offset']))
      return pieces.length === 2 ? route.abort('connectionreset') : route.continue()
    })
    await context.setOffline(false)
    await page.waitForSelector('text=Everything is with the server')
    await page.unroute('**/uploads/*')
    const large = held.filter((one) => one.has > 256 * 1024)
    assert.equal(large.length, 1)
    const told_twice = pieces.filter((one, n) => pieces.indexOf(one) !== n)
    assert.deepEqual(told_twice, pieces.slice(1, 2), 'the piece that broke off is sent again, and no other')
    const photos = (await told.sun.get(`cases/${job.kase}/evidence?limit=100`)).items.filter((one) => one.kind === 'photo')
    assert.deepEqual(photos.map((one) => one.note).sort(), ['front', 'place', 'rear', 'vin'])
    assert.ok(photos.every((one) => one.taken_at && one.lat_e7 && one.content_type === 'image/jpeg'))
    const sent = await kept(page, 'queue')
    assert.deepEqual(sent.filter((one) => one.what === 'file').map((one) => one.sha256).sort(), photos.map((one) => one.sha256).sort())
    assert.ok(sent.every((one) => one.has === 0), 'the originals leave the phone once the server has them')

    await page.goto(`${site.origin}/m/jobs/${job.order}`)
    await page.click('.foot .btn >> text=Recovered')
    await page.waitForSelector('.shot.on')
    await accessible(page, 'hook')
    await page.click('.foot .btn.good')
    await page.waitForSelector('.pill >> text=Recovered')

    await page.click('.tile >> text=Condition report')
    await page.waitForSelector('svg.car')
    await page.click('[data-panel=bonnet]')
    await page.click('dialog label:has-text("Dent")')
    await page.click('dialog label:has-text("Medium")')
    await page.click('dialog .btn.main')
    await page.click('label:has-text("4 Good")')
    await accessible(page, 'condition')
    await page.click('.foot .btn.main')
    await page.waitForSelector('.plate.big')

    await page.click('.tile >> text=Things in the car')
    await page.click('button.chip >> text=Child seat')
    await accessible(page, 'property')
    await page.click('.foot .btn.main')
    await page.waitForSelector('.plate.big')
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await kept(page, 'queue')).every((one) => one.state === 'sent')) break
      await page.waitForTimeout(100)
    }
    const records = (await told.sun.get(`cases/${job.kase}/records?limit=100`)).items
    const condition = records.find((one) => one.kind === 'condition')
    assert.deepEqual(condition?.detail.damages, ['Bonnet: Dent (Medium)'])
    assert.ok(records.some((one) => one.kind === 'property_inventory'))

    await page.click('.foot .btn >> text=Report')
    await page.waitForSelector('textarea')
    await page.fill('textarea', 'taken without trouble, nobody was there')
    await page.click('.tick')
    await page.fill('input[type=number] >> nth=0', '41020')
    await accessible(page, 'report')
    await page.click('.foot .btn.main')
    await page.waitForSelector('.pill >> text=Reported')

    await page.click('.foot .btn >> text=Hand over')
    await page.waitForSelector('canvas.sign')
    await page.click('text=Scan')
    await page.waitForFunction((yard) => document.querySelector('#yard').value === yard, told.yard)
    await page.waitForSelector('video.scan', { state: 'detached' })
    await sign(page, 0)
    await sign(page, 1)
    await accessible(page, 'hand-over')
    await page.click('.foot .btn.good')
    await page.waitForSelector('.plate.big')
    await page.waitForFunction(() => !document.querySelector('.foot'), undefined, { timeout: 30_000 })
    const custody = await told.sun.get(`cases/${job.kase}/custody`)
    assert.deepEqual(custody.custodian, { custodian: 'yard', yard: told.yard })
    assert.ok(custody.hand_overs.at(-1).evidence.length >= 5, 'three photos at least and two signatures')
  })
})

test('a hold stops the job, and what is withdrawn leaves the phone at once', async () => {
  const job = await told.offer()
  await phone(async (page) => {
    await logIn(page)
    await accept(page, job)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.evaluate((path) => fetch(path).then((answer) => answer.blob()), `/api/v1/work/orders/${job.order}/letter?language=en`)
    const letters = () => page.evaluate(async () => (await (await caches.open('lw-m-jobs')).keys()).length)
    assert.equal(await letters(), 1)

    const at = `cases/${job.kase}`
    await told.sun.ask('POST', `${at}/holds`, { kind: 'dispute_or_fraud', reason: 'the borrower says that he paid' }, (await told.sun.get(at)).version)
    await page.goto(`${site.origin}/m`)
    await page.waitForSelector('.jobcard.held')
    await page.click('.jobcard.held')
    await page.waitForSelector('.stop')
    await accessible(page, 'hold')
    assert.equal(await page.locator('a[href^="geo:"]').count(), 0, 'where the car is is nobody’s business now')
    await page.click('.foot .btn.main')
    await page.waitForSelector('.foot', { state: 'detached' })

    await told.sun.ask('POST', `orders/${job.order}/withdraw`, { reason: 'the borrower paid' }, (await told.sun.get(`orders/${job.order}`)).version)
    await page.click('.head .icon')
    await page.click('text=Refresh')
    await page.waitForFunction((plate) => !document.body.textContent.includes(plate), job.plate)
    assert.deepEqual((await kept(page, 'jobs')).filter((one) => one.id === job.order), [])
    assert.equal(await letters(), 0)
    await page.goto(`${site.origin}/m/jobs/${job.order}`)
    await page.waitForSelector('.empty')
  })
})

test('a refusal says the rule and what helps; an offer can be declined with a reason', async () => {
  const job = await told.offer()
  await phone(async (page, context) => {
    await logIn(page)
    await page.waitForSelector('.jobcard.offer')
    await page.goto(`${site.origin}/m/offers/${job.offer}`)
    await page.click('.foot .btn.danger')
    await page.waitForSelector('dialog')
    await accessible(page, 'decline')
    await page.click('dialog .btn.quiet')
    await page.click('.foot .btn.good')
    await page.waitForSelector('.plate.big')
    await page.click('.foot .btn.main >> text=On the way')
    await page.waitForSelector('.foot >> text=I am on site')
    await context.clearPermissions()
    await page.click('.foot >> text=I am on site')
    await page.click('dialog .btn.main')
    await page.waitForSelector('dialog .note.bad')
    await page.click('dialog .btn.quiet')
    // Nobody attests the place, nobody is on site: the machine says why it will not.
    await page.click('.foot .btn.danger')
    await page.click('label:has-text("The car is not here")')
    await page.fill('textarea', 'the bay is empty')
    await accessible(page, 'fail')
    await page.click('.foot .btn.danger')
    await page.waitForSelector('.tabs')
    assert.equal((await told.sun.get(`orders/${job.order}`)).state, 'failed')
  })
})

test('everything is there in Chinese and in the dark', async () => {
  const job = await told.offer()
  await phone(async (page) => {
    await logIn(page)
    await page.waitForSelector('.jobcard.offer')
    await accessible(page, 'jobs, zh, dark')
    await accept(page, job)
    for (const sub of ['', '/photos', '/found', '/condition', '/property', '/incident', '/contact', '/extension', '/fail', '/complete', '/hook']) {
      await page.goto(`${site.origin}/m/jobs/${job.order}${sub}`)
      await page.waitForSelector('main .card, main .choice, main .slots, main .field')
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN')
      await accessible(page, `${sub || 'job'}, zh, dark`)
    }
    await page.goto(`${site.origin}/m/me`)
    await page.waitForSelector('main .card')
    await accessible(page, 'me, zh, dark')
    // What is chosen here goes with the person.
    await page.click('main .choice label:has-text("English")')
    await page.click('main .choice label:has-text("中文")')
    await page.waitForFunction(() => localStorage.getItem('lw.m.look') === null)
    assert.equal((await page.evaluate(async () => (await (await fetch('/api/v1/session/settings')).json()).language)), 'zh')
    await page.click('.btn.danger')
    await page.waitForSelector('input[name=password]')
    assert.deepEqual(await kept(page, 'jobs'), [], 'jobs leave the phone with the log-in')
    await told.sun.ask('POST', `orders/${job.order}/withdraw`, { reason: 'test is over' }, (await told.sun.get(`orders/${job.order}`)).version)
  }, { scheme: 'dark', lang: 'zh' })
})
