// The live stream across a restart of the server: the page waits, comes back by itself, and misses nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open } from '../scripts/browser.mjs'
import { founded, skip } from './service.mjs'
import { Person } from './story.mjs'

test('a restart of the server is waited out, and what happened after it arrives by itself', { skip }, async () => {
  const service = await founded()
  let site
  try {
    site = await open()
    const { page, context, complaints } = await site.context()
    await site.logIn(page)
    await page.goto(`${site.origin}/admin?tab=users`)
    await page.waitForSelector('.livedot[data-state=live]')
    assert.equal(await page.locator('tbody tr').count(), 1)
    assert.deepEqual(complaints, [])

    await service.stop()
    await page.waitForSelector('.livedot[data-state=late]')
    await service.start()
    await page.waitForSelector('.livedot[data-state=live]')
    // The session outlived the restart too: it is in the database.
    const admin = await Person.in(service.api, service.email, service.password)
    const lender = await admin.ask('POST', 'lenders', { name: 'First Auto Finance', currency: 'CNY', jurisdiction: 'CN', time_zone: 'Asia/Shanghai' })
    await admin.ask('POST', 'users', { email: 'after@desk.example', password: service.password, display_name: 'After the restart', role: 'auditor' }, undefined, lender.id)
    await page.waitForSelector('tbody >> text=After the restart')
    const others = complaints.filter((one) => !/Failed to load resource|net::ERR_/.test(one))
    assert.deepEqual(others, [], 'nothing but the answers that could not come')
    await context.close()
  } finally {
    await site?.close()
    await service.end()
  }
})
