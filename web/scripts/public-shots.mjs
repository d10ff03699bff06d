// Screenshots of the pages for anybody, which the program itself serves, into web/shots/: 390×844 and 1440×900, light and
// dark, English and Chinese.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { road } from '../e2e/road.mjs'
import { Person } from '../e2e/story.mjs'
import { open, target } from './browser.mjs'

const out = fileURLToPath(new URL('../shots/', import.meta.url))
mkdirSync(out, { recursive: true })
const { api } = target()
const told = await road(target())
const site = await open()
const job = await told.offer()
const driver = await Person.in(api, told.email, told.password)
const { offer } = (await driver.get('work/offers')).find((one) => one.offer.order === job.order)
const crew = (await driver.get('work/crew')).agents.filter((one) => one.gaps.length === 0).map((one) => one.id)
await driver.ask('POST', `work/offers/${offer.offer}/accept`, { agents: crew.slice(0, 2) })
const [order, link] = [await driver.get(`work/orders/${job.order}`), await driver.get(`work/orders/${job.order}/position`)]
const pages = {
  letter: `/v/${order.letter.code}`,
  'letter-unknown': '/v/0000-0000-0000',
  link: new URL(link.page, api).pathname,
  'link-dead': '/r/none',
  complaint: '/complaint',
  status: '/complaint/status',
}
const looks = [
  { name: 'light', scheme: 'light', lang: 'en', width: 1440, height: 900 },
  { name: 'dark-zh', scheme: 'dark', lang: 'zh', width: 1440, height: 900 },
  { name: 'phone-light', scheme: 'light', lang: 'zh', width: 390, height: 844, phone: true },
  { name: 'phone-dark', scheme: 'dark', lang: 'en', width: 390, height: 844, phone: true },
]
for (const look of looks) {
  const { page, context } = await site.context(look)
  const shot = (name) => page.screenshot({ path: `${out}public-${name}-${look.name}.png`, fullPage: true })
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`${api}${path}?lang=${look.lang}`)
    await shot(name)
  }
  // The form is sent: the answer, and what the status says of it.
  await page.goto(`${api}/complaint?lang=${look.lang}`)
  await page.fill('[name=plate]', job.plate)
  await page.selectOption('select[name=category]', { index: 1 })
  await page.fill('[name=name]', 'Zhou Ting 周婷')
  await page.fill('[name=contact]', '+86 138 0000 0000')
  await page.fill('textarea', 'Two men rang at my mother’s door in the evening.')
  await page.click('form button')
  await shot('complaint-sent')
  await context.close()
}
await site.close()
await told.back()
