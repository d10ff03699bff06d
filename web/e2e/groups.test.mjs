// Named groups of vehicles: made and filled beside the live map, asked for there, and changed on a vehicle's page; in
// Chromium, against a live demo (see ci/browser.sh).
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

test('a group is made of what is listed, narrows the list and the map, and is left by one car', async () => {
  const name = `North branch ${Date.now() % 100_000}`
  const cars = (await story.sun.get('vehicles?limit=3')).items
  const wanted = cars[0]
  await visit(site, { who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
    await page.goto(`${site.origin}/?q=${encodeURIComponent(wanted.plate)}`)
    await page.locator('.live-filters .chip[aria-expanded]').click()
    await page.getByRole('button', { name: 'Groups…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[name=group]').fill(name)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('button', { name: 'Vehicles listed now: 1' }).click()
    await dialog.getByText(`${name} · 1`).waitFor()
    await settled(page)
    await accessible(page, 'the dialog of groups')
    await page.keyboard.press('Escape')
    const group = (await story.sun.get('groups?limit=200')).items.find((one) => one.name === name)
    assert.equal(group.members, 1)
    // Asked for alone, it is all that is listed, and the address says so.
    await page.goto(site.origin)
    await page.locator('.live-groups .chip', { hasText: name }).click()
    await page.waitForURL(new RegExp(`group=${group.id}`))
    await page.waitForFunction((plate) => {
      const rows = [...document.querySelectorAll('.live-row')]
      return rows.length === 1 && rows[0].textContent.includes(plate)
    }, wanted.plate)
    await settled(page)
    await accessible(page, 'the live map with a group')
    await page.goto(`${site.origin}/vehicles/${wanted.id}`)
    const section = page.locator('section', { has: page.locator('.v-groups') })
    await section.getByText(name).waitFor()
    await section.locator('.v-groups').click()
    await section.getByLabel('Change groups').first().focus()
    await page.keyboard.press('Backspace')
    await section.getByText('In no group').waitFor()
    assert.equal((await story.sun.get(`vehicles/${wanted.id}/groups`)).items.length, 0)
    await story.sun.ask('DELETE', `groups/${group.id}`, undefined, (await story.sun.get(`groups/${group.id}`)).version)
  })
})
