// What the browser tests of the desk share: a visit of somebody, and what axe-core finds on a page.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * A page of somebody (unsaid: of the administrator) with a look of its own, and at the end no complaint of the console,
 * the network or the content policy.
 */
export async function visit(site, { look = {}, who, password } = {}, body) {
  const { page, context, complaints } = await site.context(look)
  try {
    if (who) {
      await page.goto(`${site.origin}/login`)
      await page.fill('input[name=email]', who)
      await page.fill('input[name=password]', password)
      await page.click('button[type=submit]')
      await page.waitForSelector('.rail')
    } else {
      await site.logIn(page)
    }
    await body(page, complaints)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

/** No serious finding of axe-core, by the rules of WCAG 2.2 AA. */
export async function accessible(page, what) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  const bad = found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  assert.deepEqual(bad.map((one) => `${what}: ${one.id} ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`), [])
}
