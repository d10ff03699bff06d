// Notes of a case and whoever they name: in Chromium, against a live demo (see ci/browser.sh).
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

test('a note names a colleague, who is told in the frame, and is not told again once it was opened', async () => {
  const kase = (await story.sun.get('cases?open=true&limit=500')).items[0]
  const text = `Did the agency look behind the market? ${Date.now()}`
  await as('sun@desk.example', async (page) => {
    await page.goto(`${site.origin}/cases/${kase.id}`)
    await page.fill('textarea[name=note]', text)
    await page.click('.note-send input')
    await page.keyboard.type('Lin Fa')
    await page.click('[role=option]:has-text("Lin Fa")')
    await page.keyboard.press('Escape')
    await page.click('.note-write button[type=submit]')
    await page.waitForSelector(`.note-list li:has-text("${text}") >> text=@Lin Fa`)
    await settled(page)
    await accessible(page, 'notes')
    const [kept] = (await story.sun.get(`cases/${kase.id}/notes`)).items
    assert.deepEqual([kept.text, kept.by_name, kept.mentions.map((one) => one.display_name)], [text, 'Sun Li', ['Lin Fa']])
  })
  await as('law@desk.example', async (page) => {
    await page.goto(`${site.origin}/cases`)
    const at = page.locator('button[aria-label^="提及您的备注："]')
    await at.waitFor()
    await at.click()
    await page.click(`[role=menuitem]:has-text("${text}")`)
    await page.waitForURL(new RegExp(kase.id))
    await page.waitForSelector(`.note-list li:has-text("${text}")`)
    await accessible(page, 'notes in Chinese, dark')
  }, { lang: 'zh', scheme: 'dark' })
  const unread = (await story.law.get('mentions?unread=true')).items
  assert.ok(unread.every((one) => one.text !== text), 'read')
})
