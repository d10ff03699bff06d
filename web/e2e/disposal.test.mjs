// From the yard to the settlement: what stands where, found and looked at: in Chromium, against a live demo (see
// ci/browser.sh).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, settled, target } from '../scripts/browser.mjs'
import { Person, saleable, tell } from './story.mjs'
import { accessible, visit } from './visit.mjs'

const { api, email, password } = target()
let admin
let site
let one
before(async () => {
  admin = await Person.in(api, email, password)
  one = (await admin.get('disposal/cases?limit=1')).items[0]
  assert.ok(one, 'the demo has brought no car to its sale yet')
  site = await open()
})
after(async () => {
  await site?.close()
})

test('the pipeline counts every car at its stage, and a car is found and looked at by keyboard', async () => {
  const { stages } = await admin.get('disposal/summary')
  const name = { valuation: 'Valuation', notice: 'Notice and listing', listed: 'Listed', sold: 'Bid, sold', funds: 'Funds', settled: 'Settled', redeemed: 'Goes back' }
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/disposal`)
    await page.locator('.pipeline [data-case]').first().waitFor()
    assert.equal(await page.locator('.pipeline > section').count(), 7)
    for (const [stage, label] of Object.entries(name)) {
      const cases = stages.filter((row) => row.stage === stage).reduce((sum, row) => sum + row.cases, 0)
      const head = await page.locator(`.pipeline > section[aria-label="${label}"] h2`).innerText()
      assert.match(head, new RegExp(`${cases}$`), `${stage}: ${head}`)
    }
    await accessible(page, 'pipeline')
    await page.keyboard.press('j')
    const first = await page.locator('.pipeline [data-case]').first().getAttribute('data-case')
    await page.waitForFunction((id) => new URL(location.href).searchParams.get('sel')?.includes(id), first)
    await page.locator('.job-detail .plate, .job-detail .job-title').first().waitFor()
    await settled(page)
    await accessible(page, 'a car on its way')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.job-detail', { state: 'detached' })
    await page.fill('input[aria-label="Plate, VIN or contract"]', one.contract_number)
    await page.waitForFunction((id) => { const cards = [...document.querySelectorAll('.pipeline [data-case]')]; return cards.length === 1 && cards[0].dataset.case === id }, one.case_id)
    // The heads count what is found.
    await page.waitForFunction(() => [...document.querySelectorAll('.pipeline h2 b')].reduce((sum, head) => sum + Number(head.textContent), 0) === 1)
    assert.match(page.url(), /q=/)
  })
})

test('in Chinese, in the dark and on a small screen it is the same pipeline', async () => {
  await visit(site, { look: { width: 390, height: 844, scheme: 'dark', lang: 'zh' } }, async (page) => {
    await page.goto(`${site.origin}/disposal?sel=${one.case_id}`)
    await page.locator('.pipeline [data-case]').first().waitFor()
    await settled(page)
    await accessible(page, 'pipeline, zh')
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the screen')
    assert.doesNotMatch(await page.innerText('.pipeline'), /Valuation|Listed|Funds|Settled/)
  })
})

test('a car is offered, sold to a buyer by name, paid, and its money divided', async () => {
  const { sun } = await tell({ api, email, password })
  const sale = await saleable({ sun })
  assert.ok(sale, 'no car of the demo may be sold')
  const buyer = (await admin.get('buyers?state=verified')).items.find((one) => one.gaps.length === 0)
  assert.ok(buyer?.name, 'no buyer of the demo has a name')
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/disposal?sel=${sale.kase.id}`)
    // What the car is worth: whose opinion, and which counts.
    const opinion = page.locator('table[aria-label=Appraisals] tr[data-best=true]')
    await opinion.waitFor()
    assert.match(await opinion.innerText(), /Independent[\s\S]*Counts[\s\S]*Shanghai Appraisals/)
    // An old lot of this car was taken back: the terms of another are folded away.
    const another = page.locator('.auction summary')
    if ((await another.count()) > 0) await another.click()
    // Terms, by the clock of the lender: it opened a minute ago.
    await page.click('.terms input >> nth=0')
    await page.click('[role=option]:visible:has-text("Fixed price")')
    await page.fill('.terms input[name=start]', String(sale.value))
    const opens = await page.inputValue('.terms input[name=opens]')
    await page.fill('.terms input[name=opens]', `${opens.slice(0, 11)}00:00`)
    await accessible(page, 'terms of a lot')
    await page.click('.terms button[type=submit]')
    await page.click('.auction button:has-text("List it")')
    // What proves that the sale is fair: what is missing is told, and a paper is put on file for it.
    const proof = (kind) => page.locator(`.proofs li[data-kind=${kind}]`)
    await page.locator('.proofs li[data-kind=appraisal][data-satisfied=true]').waitFor()
    assert.equal(await proof('advertisement').getAttribute('data-satisfied'), 'false')
    const paper = { name: 'advert.png', mimeType: 'image/png', buffer: Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(`advert of ${sale.kase.id}`)]) }
    await proof('advertisement').getByRole('button').click()
    await page.setInputFiles('[role=dialog] input[type=file]', paper)
    await page.fill('[role=dialog] input[name=place]', 'A market of used cars, page 4')
    await accessible(page, 'a paper for the sale')
    await page.click('[role=dialog] button[type=submit]')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await page.locator('.proofs li[data-kind=advertisement][data-satisfied=true] a', { hasText: 'Paper 1' }).waitFor()
    const buy = page.locator('.auction form.offer:not(.terms)')
    // It opens with the next look at the clock.
    await page.locator('.auction button:has-text("Bring up to date")').click()
    await buy.waitFor()
    await page.click('.auction form.offer:not(.terms) input')
    await page.click(`[role=option]:visible:has-text("${buyer.name}")`)
    await page.click('.auction form.offer:not(.terms) button[type=submit]')
    await page.locator('.auction .kv', { hasText: buyer.name }).waitFor()
    await page.click('.auction button:has-text("Record the payment")')
    await accessible(page, 'a payment')
    await page.click('[role=dialog] button[type=submit]')
    await page.locator('.auction .pill', { hasText: 'Paid' }).waitFor()
    await page.locator('.proofs li[data-kind=arms_length]').waitFor()
    assert.match(await proof('appraisal').innerText(), /sold for 100\.0 % of it/)
    // Settling waits for the statement, and says so.
    await page.locator('.whynot', { hasText: 'Settle' }).waitFor()
    await page.click('button:has-text("Compute statement")')
    const waterfall = page.locator('table[aria-label=Statement]')
    await waterfall.waitFor()
    // An insurer gives a premium back: it is taken in, and stays in the version after.
    await page.click('button:has-text("With credits, liens")')
    await page.click('[role=dialog] button:has-text("Add a credit")')
    await page.fill('[role=dialog] input[aria-label=Amount]', '350')
    await page.click('[role=dialog] button:has-text("Add a lien")')
    await accessible(page, 'what a statement takes in')
    await page.click('[role=dialog] button[aria-label^="Take out"] >> nth=1')
    await page.click('[role=dialog] button[type=submit]')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await waterfall.locator('tr', { hasText: 'Credit: Insurance refund' }).getByText('350.00').waitFor()
    const { asked } = await admin.get(`cases/${sale.kase.id}/statement`)
    assert.deepEqual(asked, { credits: [{ kind: 'insurance_refund', amount: { minor: 35_000, currency: 'CNY' } }], liens: [], debt_order: null })
    await settled(page)
    await accessible(page, 'a statement')
    assert.ok((await waterfall.locator('tr').count()) > 4)
    for (const language of ['en', 'zh']) {
      const paper = await page.evaluate(async (path) => {
        const answer = await fetch(path)
        return [answer.status, answer.headers.get('content-type')]
      }, `/api/v1/cases/${sale.kase.id}/statement/document?language=${language}`)
      assert.deepEqual(paper, [200, 'application/pdf'])
    }
  })
  assert.equal((await admin.get(`cases/${sale.kase.id}`)).state, 'sold')
})

test('a contractor sells a car on commission, and what they sold it for is entered with its paper', async () => {
  const { sun } = await tell({ api, email, password })
  const sale = await saleable({ sun })
  assert.ok(sale, 'no car of the demo may be sold')
  const seller = (await admin.get('vendors?limit=1')).items[0].vendor.profile.name
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/disposal?sel=${sale.kase.id}`)
    await page.locator('.auction summary, .terms').first().waitFor()
    const another = page.locator('.auction summary')
    if ((await another.count()) > 0) await another.click()
    await page.click('.terms input >> nth=0')
    await page.click('[role=option]:visible:has-text("Consignment")')
    await page.getByLabel('Who sells it').first().click()
    await page.click(`[role=option]:visible:has-text("${seller}")`)
    await page.fill('.terms input[name=start]', String(sale.value))
    const opens = await page.inputValue('.terms input[name=opens]')
    await page.fill('.terms input[name=opens]', `${opens.slice(0, 11)}00:00`)
    await accessible(page, 'terms of a consignment')
    await page.click('.terms button[type=submit]')
    await page.click('.auction button:has-text("List it")')
    await page.click('.auction button:has-text("Bring up to date")')
    const form = page.locator('.auction form.offer:not(.terms)')
    await form.waitFor()
    const buyer = (await admin.get('buyers?state=verified')).items.find((one) => one.gaps.length === 0)
    await form.locator('input').first().click()
    await page.click(`[role=option]:visible:has-text("${buyer.name}")`)
    await form.locator('input[name=reference]').fill('account of sale 17')
    await accessible(page, 'a sale that is reported')
    await form.getByRole('button', { name: 'Enter the sale' }).click()
    await page.click('.auction button:has-text("Award")')
    await page.locator('.auction .kv', { hasText: buyer.name }).waitFor()
  })
  const lot = (await admin.get(`lots?case_id=${sale.kase.id}&state=awarded`)).items[0]
  assert.deepEqual([lot.lot.channel, lot.lot.stage.award.price.minor], ['consignment', sale.value * 100])
})

test('a case that is closed still shows how its money was divided', async () => {
  const lot = (await admin.get('lots?state=delivered&limit=50')).items[0]
  assert.ok(lot, 'the demo has delivered no car yet')
  assert.equal((await admin.get(`cases/${lot.case_id}`)).state, 'closed')
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/disposal?sel=${lot.case_id}`)
    await page.waitForSelector('table[aria-label=Statement] tr')
    await page.locator('.proofs li[data-kind=reserve]').waitFor()
    await accessible(page, 'a sale that is over')
  })
})

test('what ended goes on: a lot that was taken back, and buyers with their files', async () => {
  const { sun } = await tell({ api, email, password })
  const sale = await saleable({ sun })
  assert.ok(sale, 'no second car of the demo may be sold')
  const { currency } = sale.kase
  const price = { minor: sale.value * 100, currency }
  const terms = { channel: 'fixed_price', price, opens_at: new Date(Date.now() + 3_600_000).toISOString(), closes_at: new Date(Date.now() + 86_400_000).toISOString(), pay_hours: 24 }
  const lot = await sun.ask('POST', `cases/${sale.kase.id}/lots`, terms)
  const name = `Quayside ${Date.now() % 1e6}`
  await visit(site, {}, async (page) => {
    await page.goto(`${site.origin}/disposal?sel=${sale.kase.id}`)
    await page.click('.auction button:has-text("Change the terms")')
    await page.fill('[role=dialog] input[name=pay_hours]', '48')
    await page.click('[role=dialog] button[type=submit]')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await page.click('.auction button:has-text("Withdraw")')
    await page.fill('[role=dialog] textarea', 'a dealer asked for it')
    await page.click('[role=dialog] button[type=submit]')
    await page.locator('.auction', { hasText: 'a dealer asked for it' }).waitFor()
    await page.click('.auction summary')
    await page.locator('.auction .terms button[type=submit]').waitFor()
    await page.click('[role=tab]:has-text("Buyers")')
    await page.waitForSelector('.longtable tbody tr')
    await accessible(page, 'buyers')
    await page.click('button:has-text("Register a buyer")')
    await page.fill('[role=dialog] input[name=name]', name)
    await page.click('[role=dialog] button[type=submit]')
    await page.click(`.longtable button:has-text("${name}")`)
    await page.locator('[role=dialog] .whynot li').first().waitFor()
    await accessible(page, 'the file of a buyer')
    assert.ok(await page.isDisabled('[role=dialog] button:has-text("Let them buy")'), 'nothing of them is checked')
    const today = new Date().toISOString().slice(0, 10)
    for (const check of ['Identity', 'Dealer’s licence', 'Sanctions lists', 'Bank account']) {
      const row = page.locator('[role=dialog] tr', { hasText: check })
      await page.locator('[role=dialog] form >> nth=0').locator('input').first().click()
      await page.click(`[role=option]:visible:has-text("${check}")`)
      await page.fill('[role=dialog] input[name=on]', today)
      await page.click('[role=dialog] button:has-text("Record the check")')
      await row.locator('text=In order').waitFor()
    }
    await page.click('[role=dialog] button:has-text("Let them buy")')
    await page.locator('[role=dialog] .pill', { hasText: 'May buy' }).waitFor()
  })
  assert.equal((await admin.get(`lots/${lot.id}`)).lot.pay_hours, 48)
  assert.equal((await admin.get('buyers?state=verified&limit=500')).items.some((one) => one.name === name), true)
})
