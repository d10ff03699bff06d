// The desk's main stories in Chromium, against a live demo: see ci/browser.sh.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { auction, onItsWay, Person, tell } from './story.mjs'
import { accessible, visit } from './visit.mjs'

let site
let story
before(async () => {
  story = await tell(target())
  site = await open()
})
after(() => site?.close())

const as = (look, body, who) => visit(site, { look, who, password: story.PASSWORD }, body)

/** With Tab alone, as somebody without a pointer goes. */
async function tabTo(page, selector) {
  for (let n = 0; n < 150; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not come to ${selector}`)
}

test('a wrong password is told, the right one leads to where one wanted to go', async () => {
  const { page, context, complaints } = await site.context()
  await page.goto(`${site.origin}/cases?view=table`)
  await page.waitForURL(/\/login\?to=/)
  await accessible(page, 'login')
  const { email, password } = target()
  await page.fill('input[name=email]', email)
  assert.deepEqual(complaints, [], 'before anything went wrong')
  await page.fill('input[name=password]', 'not the password')
  await page.click('button[type=submit]')
  await page.waitForSelector('[role=alert]')
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL(/\/cases\?view=table$/)
  await context.close()
})

test('the live map shows the fleet, its list the same cars, and a choice is a link', async () => {
  await as({}, async (page) => {
    await settled(page)
    // A car that was sold has no tracker any more, and no place.
    const { in_view, total } = await story.admin.get('map/vehicles')
    assert.ok(in_view > 20 && total === 60, `${in_view} of ${total}`)
    assert.ok((await page.textContent('.live-count')).startsWith(`${in_view} in view of ${total}`))
    await page.click('.live-row >> nth=0')
    await page.waitForSelector('.live-card .plate')
    assert.match(page.url(), /[?&]v=/)
    await settled(page)
    await page.reload()
    await page.waitForSelector('.live-card .plate')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.live-card', { state: 'detached' })
    await page.click('.chip >> text=Critical')
    await page.waitForURL(/sev=critical/)
    const critical = (await story.admin.get('vehicles?limit=500')).items.filter((one) => one.worst_severity === 'critical').length
    await page.waitForFunction((n) => document.querySelectorAll('.live-row').length === n, critical)
    await settled(page)
    await accessible(page, 'live map')
  })
})

test('from alert to case to an offer by keyboard alone', async () => {
  await as({}, async (page) => {
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.waitForSelector('.grouprow')
    await page.keyboard.press('j')
    await page.waitForSelector('.detail-what')
    await settled(page)
    await accessible(page, 'alerts')
    // Down the list to the car that is ready; nothing is clicked on the whole way.
    for (let n = 0; n < 80 && (await page.textContent('.detail .plate')) !== story.tour.plate; n += 1) await page.keyboard.press('j')
    assert.equal(await page.textContent('.detail .plate'), story.tour.plate)
    const answered = page.waitForResponse((response) => response.request().method() === 'POST' && /\/alerts\//.test(response.url()))
    await page.keyboard.press('e')
    assert.equal((await answered).status(), 200)
    await page.waitForFunction(() => [...document.querySelectorAll('.oneof')].every((one) => !one.textContent.includes('New')))
    const acknowledged = (await story.admin.get('alerts?desk_state=acknowledged&limit=500')).items
    assert.ok(acknowledged.some((one) => one.vehicle_id === story.tour.vehicle), 'the server has it')
    await page.keyboard.press('o')
    await page.waitForURL(/\/vehicles\//)
    assert.equal(await page.textContent('.v-title .plate'), story.tour.plate)
    await page.keyboard.press('c')
    await page.waitForURL(/\/cases\//)
    await page.waitForSelector('.case-title')
    await settled(page)
    await accessible(page, 'case')
    await page.keyboard.press('m')
    await page.waitForSelector('[role=dialog] form')
    await accessible(page, 'order')
    await tabTo(page, '[role=dialog] button[type=submit]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/dispatch\?job=/)
    await page.waitForSelector('.match')
    await settled(page)
    await accessible(page, 'dispatch')
    await tabTo(page, '.match input')
    await page.keyboard.press('Space')
    await page.keyboard.press('d')
    await page.waitForSelector('.job-title >> text=Offered')
    const orders = (await story.admin.get(`orders?case_id=${story.tour.kase}`)).items
    assert.ok(orders.some((one) => one.state === 'offered'), 'the server has offered it')
  }, 'sun@desk.example')
})

test('a track is played back, and the moment is in the address', async () => {
  await as({}, async (page) => {
    const { points } = await story.admin.get('map/vehicles')
    const precise = points.vehicle_id.map((_, n) => n).filter((n) => points.precision[n] === 'precise')
    const newest = precise.sort((a, b) => points.fix_age_s[a] - points.fix_age_s[b])[0]
    await page.goto(`${site.origin}/vehicles/${points.vehicle_id[newest]}?tab=tracks`)
    await page.waitForSelector('.v-trips tbody tr')
    await settled(page)
    await page.click('.v-trips tbody tr >> nth=0')
    await page.waitForURL(/[?&]t=/)
    const before = await page.textContent('.transport-time')
    await page.keyboard.press('5')
    await page.keyboard.press('Space')
    await page.waitForFunction((was) => document.querySelector('.transport-time').textContent !== was, before)
    await page.waitForSelector('.rb[aria-label="Pause"], .rb[aria-label="Play"]')
    await accessible(page, 'tracks')
  })
})

test('the board asks the machine where a card may go', async () => {
  await as({}, async (page) => {
    await page.goto(`${site.origin}/cases`)
    await page.waitForSelector('.card')
    await accessible(page, 'board')
    await page.focus('.board section:first-child .card >> nth=0 >> button >> nth=0')
    await page.keyboard.press('m')
    await page.waitForSelector('[role=menuitem] >> text=Start review')
    await page.click('[role=menuitem] >> text=Place a hold')
    await page.fill('textarea[name=reason]', 'the borrower called and will pay on Friday')
    await page.click('[role=dialog] button[type=submit]')
    await page.waitForSelector('.card >> text=On hold')
  }, 'sun@desk.example')
})

test('everything is there in Chinese, in the dark, and on a phone', async () => {
  for (const look of [{ scheme: 'dark', lang: 'zh' }, { width: 390, height: 844, phone: true, lang: 'zh' }]) {
    await as(look, async (page) => {
      for (const path of ['/', '/alerts', '/cases', '/dispatch', '/yard', '/disposal', '/reports', '/admin', '/admin?tab=audit']) {
        await page.goto(site.origin + path)
        await settled(page)
        assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN')
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is wider than the window`)
        await accessible(page, `${path} ${JSON.stringify(look)}`)
      }
    })
  }
})

test('an auditor is offered nothing that would be refused, and sees no place', async () => {
  await as({}, async (page) => {
    const names = await page.locator('.rail a').allTextContents()
    assert.ok(!names.some((name) => name.includes('Live map')), names.join())
    await page.goto(`${site.origin}/alerts`)
    await page.waitForSelector('.grouprow')
    await page.click('.grouprow button')
    await page.waitForSelector('.detail-what')
    assert.equal(await page.locator('.detail-actions').count(), 0)
  }, 'audit@desk.example')
})

test('what another person does arrives by itself', async () => {
  await as({}, async (page) => {
    await page.goto(`${site.origin}/cases?view=table`)
    await page.waitForSelector('[data-state=live]')
    const someone = await Person.in(target().api, 'wei@desk.example', story.PASSWORD)
    const kase = (await someone.get('cases?open=true&state=flagged&limit=500')).items.at(-1)
    const row = page.locator('tr', { hasText: kase.contract_number })
    assert.match(await row.textContent(), /Flagged/)
    await someone.ask('POST', `cases/${kase.id}/review`, {}, kase.version)
    await row.locator('text=In review').waitFor()
  })
})

test('the palette finds a car by its plate', async () => {
  await as({}, async (page) => {
    const car = (await story.admin.get('vehicles?limit=1')).items[0]
    await page.keyboard.press('Control+k')
    await page.waitForSelector('[role=dialog] input')
    await page.fill('[role=dialog] input', car.plate)
    await page.click(`[role=dialog] >> text=${car.plate}`)
    await page.waitForURL(new RegExp(car.id))
  })
})

test('an auction is watched: bids arrive by themselves, a late one moves the end, one by telephone is entered', async () => {
  const lot = await auction(story)
  assert.ok(lot, 'a car is under the hammer')
  await as({}, async (page) => {
    await page.goto(`${site.origin}/disposal?sel=${lot.case_id}`)
    await page.waitForSelector('.countdown')
    const rows = await page.locator('.bids tbody tr').count()
    const closes = await page.textContent('.countdown')
    const buyers = (await story.sun.get('buyers')).items
    const now = (await story.sun.get(`lots/${lot.id}`)).lot
    // Nobody bids against oneself.
    const leads = now.all_bids.at(-1).buyer
    // Nor is a bid of the same instant any later: the clock of the service goes on in steps.
    while (Date.parse((await story.sun.get('system')).now) <= Date.parse(now.all_bids.at(-1).at)) await settled(page)
    const [next, then] = buyers.map((one) => one.id).filter((id) => id !== leads)
    assert.ok(then, 'three buyers')
    await story.sun.ask('POST', `lots/${lot.id}/actions`, { action: 'bid', bid: crypto.randomUUID(), buyer: next, amount: now.next_bid })
    await page.waitForFunction((n) => document.querySelectorAll('.bids tbody tr').length > n, rows)
    await page.waitForFunction(() => /Extended [1-9]/.test(document.querySelector('.countdown').textContent))
    assert.notEqual(await page.textContent('.countdown'), closes)
    await settled(page)
    await accessible(page, 'auction')
    await page.click('.auction form input >> nth=0')
    // Another list of the page keeps its options, unseen.
    await page.locator('[role=option]:visible').nth(buyers.findIndex((one) => one.id === then)).click()
    await page.click('.auction form button[type=submit]')
    await page.waitForFunction((n) => document.querySelectorAll('.bids tbody tr').length > n + 1, rows)
  }, 'sun@desk.example')
})

test('a yard takes a car in, step by step', async () => {
  assert.ok(await onItsWay(story), 'no car is on its way, and none stands in a yard')
  await as({}, async (page) => {
    await page.goto(`${site.origin}/yard?tab=yards`)
    await page.click('.yard button:has-text("Check in") >> nth=0')
    await page.waitForSelector('.wizard')
    await accessible(page, 'check-in')
    await page.click('[role=dialog] input >> nth=0')
    await page.click('[role=option]:visible >> nth=0')
    await page.click('[role=dialog] button[type=submit]')
    await page.fill('[role=dialog] input >> nth=0', '41020')
    await page.fill('[role=dialog] input >> nth=1', '2')
    await page.click('.panels button:has-text("Front bumper")')
    await page.click('.panels button:has-text("Front bumper")')
    assert.match(await page.textContent('.panels button >> nth=0'), /Dent/)
    await accessible(page, 'condition')
    await page.click('[role=dialog] button[type=submit]')
    await page.setInputFiles('.slot input >> nth=0', { name: 'front.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==', 'base64') })
    await page.waitForSelector('.slot[data-taken=true] img')
    await accessible(page, 'photos')
    await page.click('[role=dialog] button[type=submit]')
    await page.fill('[role=dialog] textarea', 'umbrella\nchild seat')
    await page.click('[role=dialog] button[type=submit]')
    await page.fill('[role=dialog] input >> nth=0', 'He Gang')
    assert.ok(await page.isDisabled('[role=dialog] button[type=submit]'), 'not without a signature')
    const box = await page.locator('.signature canvas').boundingBox()
    await page.mouse.move(box.x + 20, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + 120, box.y + 90, { steps: 4 })
    await page.mouse.up()
    await page.waitForFunction(() => !document.querySelector('[role=dialog] button[type=submit]').disabled)
    await accessible(page, 'signature')
  }, 'sun@desk.example')
})

test('a site is drawn, found in the list, and taken away', async () => {
  await as({}, async (page) => {
    await page.goto(`${site.origin}/admin?tab=sites&sel=new`)
    await page.waitForSelector('.site-form')
    await settled(page)
    await accessible(page, 'sites')
    const name = `Drawn ${Date.now()}`
    await page.fill('.site-form input >> nth=0', name)
    const box = await page.locator('.site-editor .canvas').boundingBox()
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForFunction(() => !document.querySelector('.site-form button[type=submit]').disabled)
    await page.click('.site-form button[type=submit]')
    await page.waitForSelector(`button.linkish:has-text("${name}")`)
    const made = (await story.sun.get('sites?limit=500')).items.find((one) => one.name === name)
    assert.equal(made.shape.radius_m, 100)
    await page.click(`button.linkish:has-text("${name}")`)
    await page.click('.site-form button:has-text("Remove")')
    await page.waitForSelector(`button.linkish:has-text("${name}")`, { state: 'detached' })
  }, 'sun@desk.example')
})

test('reports, rates, rules, invoices, promises: each page is there in full', async () => {
  await as({}, async (page) => {
    for (const [path, shown] of [['/reports?by=month', '.kpis .figure'], ['/admin?tab=rates', '.ratehead'], ['/admin?tab=rules', '.rule'], ['/disposal?tab=invoices', '.moneydesk'], ['/disposal?tab=tasks', '.moneylist'], ['/disposal?tab=promises', '.moneylist'], ['/admin?tab=map', '.mapsettings']]) {
      await page.goto(site.origin + path)
      await page.waitForSelector(shown)
      await settled(page)
      await accessible(page, path)
    }
    assert.ok((await page.goto(`${site.origin}/reports`)).ok())
    await page.waitForSelector('.kpis .figure')
    const sheet = await story.admin.get(`reports/kpis?from=${new Date(Date.now() - 90 * 86_400_000).toISOString()}&to=${new Date(Date.now() + 3_600_000).toISOString()}`)
    assert.equal(await page.locator('.kpis .figure').count(), sheet.groups[0].kpis.length, 'all key figures')
    // How things stand is what the server counts, and each count leads to its list.
    await page.waitForSelector('.health')
    const stands = await story.admin.get('reports/standing')
    const fitted = stands.devices.map((one) => String(one.fitted))
    assert.deepEqual(await page.locator('.health tbody tr').first().locator('td.num').allInnerTexts(), fitted)
    const [some] = stands.cases
    await page.locator(`a[href="/cases?state=${some.state}"]`).click()
    await page.waitForSelector('.pagehead .chip[aria-pressed=true]')
    await page.waitForFunction((n) => document.querySelectorAll('.board .card').length >= n, Math.min(1, some.cases))
  })
})
