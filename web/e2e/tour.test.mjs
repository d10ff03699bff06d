// The tour: somebody who has never seen the dashboard finds why one car is critical, and sends for it. Every click is
// counted, and docs/tour.md is written of it.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { open, settled, target } from '../scripts/browser.mjs'
import { tell } from './story.mjs'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
/** As many clicks as somebody may need, and no more. */
const MOST = 9
const BUDGET = 1_500_000

test('from the first page to a car that is sent for, in under ten clicks', async () => {
  const { tour } = await tell(target())
  assert.ok(tour, 'a critical car has a case that is authorised')
  const site = await open()
  const { page, context, complaints } = await site.context({ width: 1280, height: 800 })
  const steps = []
  let clicks = 0
  let bytes = 0
  mkdirSync(`${docs}tour`, { recursive: true })
  const camera = await context.newCDPSession(page)
  const picture = async (name, text) => {
    await settled(page)
    const { data } = await camera.send('Page.captureScreenshot', { format: 'webp', quality: 72 })
    const file = Buffer.from(data, 'base64')
    bytes += file.length
    writeFileSync(`${docs}tour/${name}.webp`, file)
    steps.push({ name, text, clicks })
  }
  const click = async (selector) => {
    clicks += 1
    await page.click(selector)
  }
  try {
    const { email, password } = target()
    await page.goto(`${site.origin}/alerts?queue=critical`)
    await page.waitForSelector('input[name=email]')
    await page.fill('input[name=email]', email)
    await page.fill('input[name=password]', password)
    await picture('log-in', 'Open the address that `make demo` prints, and log in as it says.')
    await click('button[type=submit]')

    await page.waitForSelector('.grouprow')
    await picture('critical', 'The alert inbox opens with its critical queue: the cars that should be looked at first, the worst on top.')
    await click(`.grouprow button:has-text("${tour.plate}")`)

    await page.waitForSelector('.detail-what')
    await page.waitForSelector('.why b')
    await picture('why', `Why ${tour.plate} is critical: each fact that speaks for it or against it with its weight, and where it happened.`)
    await click('.detail-actions a:has-text("Open case")')

    await page.waitForSelector('.case-title')
    await picture('case', 'Its case: what was flagged, who agreed, what the borrower owes. The law’s papers are on file and a second person has approved, so the next step is offered on the button.')
    await click('.case-title button:has-text("Write an order")')

    await page.waitForSelector('[role=dialog] form')
    await picture('order', 'The order: what is asked of the contractor, and where the car was seen last.')
    await click('[role=dialog] button[type=submit]')

    await page.waitForURL(/\/dispatch\?job=/)
    await page.waitForSelector('.match')
    await picture('contractors', 'Who fits, with the reasons of each score; who does not, and what keeps them from it.')
    await click('.match >> nth=0')
    await click('#do-dispatch')

    await page.waitForSelector('.job-title >> text=Offered')
    await picture('offered', 'The car is sent for: the offer runs, and its time with it.')
    assert.ok(clicks <= MOST, `${clicks} clicks`)
    const orders = (await (await fetch(`${target().api}/api/v1/orders?case_id=${tour.kase}`, { headers: { cookie: (await context.cookies()).map((one) => `${one.name}=${one.value}`).join('; ') } })).json()).items
    assert.ok(orders.some((order) => order.state === 'offered'), 'the server has offered it')
    assert.ok(bytes <= BUDGET, `the pictures take ${bytes} bytes`)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
    await site.close()
  }
  const page_ = [
    '# A tour of the dashboard',
    '',
    `From a city of simulated cars to one that is sent for, in ${clicks} clicks. This page and its pictures are written by the browser`,
    'test that walks the path (`web/e2e/tour.test.mjs`, `make browser-test`); the path is the one on which `make demo` ends.',
    '',
    ...steps.flatMap((step, i) => [`## ${i + 1}. ${step.clicks === 0 ? 'Begin' : `After ${step.clicks} ${step.clicks === 1 ? 'click' : 'clicks'}`}`, '', step.text, '', `![${step.name}](tour/${step.name}.webp)`, '']),
  ]
  writeFileSync(`${docs}tour.md`, `${page_.join('\n').trimEnd()}\n`)
})
