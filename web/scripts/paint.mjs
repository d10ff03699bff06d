// How long the live map takes after a log-in: until its list and count stand there, until cars are
// seen on the map, and until nothing more is drawn.
// Five fresh profiles; milliseconds, median first. Over a large fleet: `lienwatch seed`, then `lienwatch serve`.
import { open } from './browser.mjs'

const ROUNDS = 5
const TYPING_MS = 2500
const middle = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]

const site = await open()
try {
  const listed = []
  const seen = []
  const drawn = []
  let fleet = ''
  for (let round = 0; round < ROUNDS; round += 1) {
    const { context, page } = await site.context()
    await page.goto(`${site.origin}/login`)
    await page.fill('input[name=email]', process.env.LIENWATCH_EMAIL)
    await page.fill('input[name=password]', process.env.LIENWATCH_PASSWORD)
    // The click is handled and the map is seen in the page's own clock: what drives the browser takes no part.
    await page.evaluate(() => {
      const marks = { listed: 0, seen: 0, drawn: 0 }
      Object.assign(window, { marks })
      document.querySelector('form').addEventListener('submit', () => {
        const start = performance.now()
        const look = () => {
          const count = /[1-9]/.test(document.querySelector('.live-count')?.textContent ?? '')
          if (!marks.listed && count) marks.listed = performance.now() - start
          const map = document.querySelector('.mapw .canvas')
          if (!marks.seen && map?.getAttribute('data-fleet')) marks.seen = performance.now() - start
          if (marks.seen && map?.getAttribute('data-idle') === 'yes') marks.drawn = performance.now() - start
          else requestAnimationFrame(look)
        }
        look()
      })
    })
    // As long as somebody types at least: the map's code comes meanwhile.
    await page.waitForTimeout(TYPING_MS)
    await page.click('button[type=submit]')
    await page.waitForFunction(() => window.marks.drawn > 0)
    const marks = await page.evaluate(() => window.marks)
    listed.push(marks.listed)
    seen.push(marks.seen)
    drawn.push(marks.drawn)
    fleet = await page.textContent('.live-count')
    await context.close()
  }
  const line = (name, all) => console.log(`${name.padEnd(24)} ${middle(all).toFixed(0).padStart(6)}   ${all.map((ms) => ms.toFixed(0)).join(' ')}`)
  console.log(fleet)
  line('listed after', listed)
  line('cars seen after', seen)
  line('drawn after', drawn)
} finally {
  await site.close()
}
