// The risk score in Chromium: on a vehicle, in lists, and its parameters; against a live demo (see ci/browser.sh).
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
const riskiest = async () => (await story.sun.get('vehicles?sort=risk&limit=1')).items[0]

test('the ring of a vehicle is its score, its reasons have their points, and the days their line', async () => {
  const car = await riskiest()
  const score = await story.sun.get(`vehicles/${car.id}/risk`)
  for (const look of [{}, { scheme: 'dark', lang: 'zh' }, { width: 390, height: 844, phone: true }]) {
    await as('risk@desk.example', async (page) => {
      await page.goto(`${site.origin}/vehicles/${car.id}`)
      await page.waitForSelector('.risk-days .risk-step')
      await settled(page)
      assert.equal(await page.textContent('.risk-number'), String(score.points))
      // The lesser of many are one click away.
      assert.equal(await page.locator('.risk-why .linkish').count(), score.reasons.length > 6 ? 1 : 0)
      if (score.reasons.length > 6) await page.click('.risk-why .linkish')
      assert.deepEqual(await page.locator('.risk-why li b').allTextContents(), score.reasons.map((one) => `+${Number.isInteger(one.points) ? one.points : one.points.toFixed(1)}`))
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
      await accessible(page, `risk ${JSON.stringify(look)}`)
      // A reason leads to what it rests on.
      await page.click('.risk-why li a >> nth=0')
      await page.waitForURL(new RegExp(`/alerts\\?.*${score.reasons.find((one) => one.evidence.length > 0).evidence[0]}`))
    }, look)
  }
})

test('who may not know why sees the number of the list alone', async () => {
  const car = await riskiest()
  await as('yard@desk.example', async (page) => {
    await page.goto(`${site.origin}/vehicles/${car.id}`)
    await page.waitForSelector('.v-devices')
    await settled(page)
    assert.equal(await page.locator('.risk-score, .risk-why, .risk-days').count(), 0)
  })
})

test('the list of the live map begins with the greatest risk', async () => {
  const wanted = (await story.sun.get('vehicles?sort=risk&limit=500')).items.map((one) => one.risk ?? -1)
  await as('risk@desk.example', async (page) => {
    await page.goto(`${site.origin}/?sort=risk`)
    await page.waitForSelector('.live-row .riskmark')
    await settled(page)
    const shown = await page.locator('.live-row').evaluateAll((rows) => rows.toSorted((a, b) => a.ariaPosInSet - b.ariaPosInSet).map((row) => Number.parseInt(row.querySelector('.riskmark')?.textContent ?? '-1', 10)))
    assert.ok(shown.length > 5)
    assert.deepEqual(shown, wanted.slice(0, shown.length))
  })
})

test('other parameters are tried, brought into force with a reason, and not over what somebody else did', async () => {
  const before = await story.sun.get('risk/parameters')
  try {
    await as('sun@desk.example', async (page, complaints) => {
      await page.goto(`${site.origin}/admin?tab=risk`)
      await page.waitForSelector('input[name="weights.removal"]')
      await settled(page)
      await accessible(page, 'risk parameters')
      await page.fill('input[name="bands.high"]', '90')
      await page.waitForSelector('.riskbad')
      assert.ok(await page.isDisabled('.riskfoot button:has-text("Try")'), 'bands that do not rise are not tried')
      await page.fill('input[name="bands.high"]', '40')
      await page.waitForSelector('.riskbad', { state: 'detached' })
      await page.click('.riskfoot button:has-text("Try")')
      await page.waitForURL(/tab=risk&sel=/)
      await page.waitForSelector('.risktrial h2')
      const id = new URL(page.url()).searchParams.get('sel')
      const { result } = await story.sun.get(`risk/previews/${id}`)
      assert.equal(await page.textContent('.risktrial h2'), `Would have fired ${result.proposed.rises} times in 30 days`)
      assert.ok(result.proposed.rises > 0 && result.proposed.threshold === 40, JSON.stringify(result.proposed))
      await accessible(page, 'trial')
      // The trial is an address: what was tried is there again.
      await page.reload()
      await page.waitForSelector('.risktrial h2')
      assert.equal(await page.inputValue('input[name="bands.high"]'), '40')
      // Somebody else is faster.
      const theirs = await story.wei.ask('POST', 'risk/parameters', { parameters: { ...before.parameters, version: undefined, other: 14 }, note: 'others weigh less' }, before.version)
      await page.fill('input[name="weights.removal"]', '65')
      await page.fill('.riskfoot textarea >> nth=0', 'fewer of our repair shops')
      await page.click('.riskfoot button[type=submit]')
      const over = page.waitForSelector('.riskfoot .riskbad')
      const told = page.waitForSelector(`.riskversions >> text=others weigh less`)
      await Promise.all([over, told])
      assert.equal((await story.sun.get('risk/parameters')).version, theirs.version, 'theirs stands')
      await page.click('.riskfoot button[type=submit]')
      await page.waitForSelector(`.riskform >> text=Version ${theirs.version + 1} is in force`)
      const now = await story.sun.get('risk/parameters')
      assert.deepEqual([now.parameters.weights.removal, now.parameters.bands.high, now.note], [65, 40, 'fewer of our repair shops'])
      await accessible(page, 'versions')
      // The browser itself tells of the one answer of 412.
      assert.deepEqual(complaints.splice(0).map((one) => /412/.test(one)), [true])
    })
  } finally {
    const { version } = await story.sun.get('risk/parameters')
    await story.sun.ask('POST', 'risk/parameters', { parameters: {}, note: 'the test is over' }, version)
  }
})

test('an auditor reads the parameters, and changes none', async () => {
  await as('audit@desk.example', async (page) => {
    await page.goto(`${site.origin}/admin?tab=risk`)
    await page.waitForSelector('input[name="weights.removal"]')
    assert.equal(await page.locator('.riskfoot').count(), 0)
    assert.equal(await page.getAttribute('input[name="weights.removal"]', 'readonly'), '')
  })
})
