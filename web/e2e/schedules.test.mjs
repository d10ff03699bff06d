// Reports that are ordered once and come by e-mail: the dialog of Reports; in Chromium, against a live demo (see
// ci/browser.sh).
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

const words = {
  en: { button: 'Schedule', pause: 'Pause', resume: 'Resume', end: 'End', paused: 'Paused' },
  zh: { button: '定期发送', pause: '暂停', resume: '恢复', end: '取消订阅', paused: '已暂停' },
}

test('a report is ordered, paused, taken up again and ended, in every look', async () => {
  for (const look of [{}, { scheme: 'dark', lang: 'zh' }, { width: 390, height: 844, phone: true }]) {
    const say = words[look.lang ?? 'en']
    await visit(site, { look, who: 'sun@desk.example', password: story.PASSWORD }, async (page) => {
      await page.goto(`${site.origin}/reports`)
      await page.getByRole('button', { name: say.button, exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.locator('.schedule-form').waitFor()
      await dialog.locator('.schedule-form button[type=submit]').click()
      const line = dialog.locator('.schedules li')
      await line.waitFor()
      assert.match(await line.innerText(), /08:00/)
      assert.equal((await story.sun.get('reports/schedules')).items.length, 1)
      await settled(page)
      await accessible(page, `schedules ${JSON.stringify(look)}`)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the window')
      await line.getByRole('button', { name: say.pause, exact: true }).click()
      await line.getByText(say.paused).waitFor()
      assert.equal((await story.sun.get('reports/schedules')).items[0].paused_because, 'by_hand')
      await line.getByRole('button', { name: say.resume, exact: true }).click()
      await line.getByRole('button', { name: say.pause, exact: true }).waitFor()
      await line.getByRole('button', { name: say.end, exact: true }).click()
      await line.waitFor({ state: 'detached' })
      assert.equal((await story.sun.get('reports/schedules')).items.length, 0)
    })
  }
})
