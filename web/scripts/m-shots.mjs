// Screenshots of the contractors' app into web/shots/: 390×844, light in English and dark in Chinese.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { road } from '../e2e/road.mjs'
import { open, target } from './browser.mjs'

const out = fileURLToPath(new URL('../shots/', import.meta.url))
mkdirSync(out, { recursive: true })
const told = await road(target())
const site = await open()
const looks = [
  { name: 'light', scheme: 'light', lang: 'en' },
  { name: 'dark', scheme: 'dark', lang: 'zh' },
].filter((look) => !process.env.LOOK || process.env.LOOK.split(',').includes(look.name))
let bad = 0
for (const look of looks) {
  const job = await told.offer()
  const waits = await told.offer(12)
  const { page, context, complaints } = await site.context({ width: 390, height: 844, phone: true, ...look })
  await context.grantPermissions(['geolocation'], { origin: site.origin })
  await context.setGeolocation({ latitude: told.spot.lat, longitude: told.spot.lon, accuracy: 8 })
  const shot = async (name, fullPage = false) => {
    await page.evaluate(() => document.fonts.ready)
    await page.waitForTimeout(250)
    await page.screenshot({ path: `${out}m-${name}-${look.name}.png`, fullPage })
  }
  const at = (sub) => page.goto(`${site.origin}/m/jobs/${job.order}${sub}`)
  await page.goto(`${site.origin}/m`)
  await page.waitForSelector('input[name=email]')
  await shot('login')
  await page.fill('input[name=email]', told.email)
  await page.fill('input[name=password]', told.password)
  await page.click('button[type=submit]')
  await page.waitForSelector('.jobcard.offer')
  await shot('jobs')
  const offer = (await page.evaluate(async () => (await fetch('/api/v1/work/offers')).json())).find((one) => one.offer.order === job.order)
  await page.goto(`${site.origin}/m/offers/${offer.offer.offer}`)
  await page.waitForSelector('.foot .btn.good')
  await shot('offer')
  await page.click('.foot .btn.danger')
  await shot('decline')
  await page.click('dialog .btn.quiet')
  await page.click('.foot .btn.good')
  await page.waitForSelector('.plate.big')
  await shot('job')
  await page.click('.card .btn:has(> span:text-matches("car now|车现在"))')
  await page.waitForTimeout(1500)
  await shot('job-located', true)
  await page.click('.foot .btn.main')
  await page.waitForTimeout(800)
  await page.click('.foot .btn.main')
  await shot('check-in')
  await page.click('dialog .btn.main')
  await page.waitForSelector('dialog', { state: 'detached' })
  await page.waitForTimeout(300)
  await shot('on-site')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  for (const sub of ['found', 'photos', 'condition', 'property', 'incident', 'contact', 'fail', 'complete', 'extension']) {
    await at(`/${sub}`)
    await page.waitForSelector('main > *')
    await shot(sub, ['found', 'condition', 'complete'].includes(sub))
  }
  await at('/photos')
  await page.waitForSelector('.slots')
  await context.setOffline(true)
  for (const [slot, hue] of [['place', 200], ['front', 20], ['left', 90]]) {
    const bytes = await page.evaluate(async (hue) => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: 1600, height: 1200 })
      const c = canvas.getContext('2d')
      const sky = c.createLinearGradient(0, 0, 0, 1200)
      sky.addColorStop(0, `hsl(${hue} 40% 78%)`)
      sky.addColorStop(1, `hsl(${hue} 20% 40%)`)
      c.fillStyle = sky
      c.fillRect(0, 0, 1600, 1200)
      c.fillStyle = `hsl(${hue + 180} 30% 30%)`
      c.beginPath(); c.roundRect(300, 560, 1000, 320, 90); c.fill()
      c.beginPath(); c.roundRect(500, 400, 600, 240, 90); c.fill()
      c.fillStyle = '#111'
      for (const x of [500, 1100]) { c.beginPath(); c.arc(x, 880, 110, 0, 7); c.fill() }
      const blob = await new Promise((then) => canvas.toBlob(then, 'image/jpeg', 0.9))
      return [...new Uint8Array(await blob.arrayBuffer())]
    }, hue)
    await page.setInputFiles(`input[data-slot=${slot}]`, { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) })
    await page.waitForSelector(`.slot.has:has(input[data-slot=${slot}])`)
  }
  await shot('photos-offline')
  await page.goto(`${site.origin}/m/waiting`)
  await page.waitForSelector('.card')
  await shot('waiting')
  await page.goto(`${site.origin}/m`)
  await page.waitForSelector('.jobcard')
  await shot('jobs-offline')
  await context.setOffline(false)
  await page.waitForFunction(() => !document.querySelector('.chip.warn'))
  await at('/found')
  for (const n of [0, 1, 2, 4]) await page.click(`.tick >> nth=${n}`)
  await page.click('.foot .btn.main')
  await page.waitForSelector('.slots')
  await at('/hook')
  await page.waitForSelector('.shot.on')
  await shot('hook')
  await page.click('.foot .btn.good')
  await page.waitForSelector('.plate.big')
  await shot('hooked')
  await at('/condition')
  await page.waitForSelector('svg.car')
  for (const [panel, n] of [['bonnet', 1], ['left_front_door', 2], ['rear_bumper', 0]]) {
    await page.click(`[data-panel=${panel}]`)
    await page.click(`dialog .cols3 label >> nth=${n}`)
    await page.click(`dialog fieldset >> nth=1 >> label >> nth=${n}`)
    if (n === 2) await shot('mark')
    await page.click('dialog .btn.main')
  }
  await shot('condition-marked', true)
  await at('/handover')
  await page.waitForSelector('canvas.sign')
  await page.selectOption('#yard', told.yard)
  await page.locator('canvas.sign').first().evaluate((one) => one.scrollIntoView({ block: 'center' }))
  const box = await page.locator('canvas.sign').first().boundingBox()
  await page.mouse.move(box.x + 40, box.y + 90)
  await page.mouse.down()
  for (let step = 1; step <= 16; step += 1) await page.mouse.move(box.x + 40 + step * 14, box.y + 90 + 36 * Math.sin(step * 1.3))
  await page.mouse.up()
  await shot('handover', true)
  await at('/map')
  await page.waitForSelector('.map[data-idle]')
  await shot('map')
  const kase = `cases/${waits.kase}`
  await page.goto(`${site.origin}/m/me`)
  await page.waitForSelector('.card')
  await shot('me')
  // The other one is accepted, and stopped.
  const second = (await page.evaluate(async () => (await fetch('/api/v1/work/offers')).json())).find((one) => one.offer.order === waits.order)
  await page.goto(`${site.origin}/m/offers/${second.offer.offer}`)
  await page.click('.foot .btn.good')
  await page.waitForSelector('.plate.big')
  await told.sun.ask('POST', `${kase}/holds`, { kind: 'dispute_or_fraud', reason: 'the borrower says that he paid' }, (await told.sun.get(kase)).version)
  await page.reload()
  await page.waitForSelector('.stop')
  await shot('hold')
  for (const complaint of complaints.filter((one) => !/ERR_INTERNET|Failed to/.test(one))) { console.error(`${look.name}: ${complaint}`); bad += 1 }
  await context.close()
}
await site.close()
await told.back()
process.exit(bad > 0 ? 1 : 0)
