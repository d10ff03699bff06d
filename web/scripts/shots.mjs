// Screenshots of every page into web/shots/: 1440×900 and 390×844, light and dark, the dark ones in Chinese.
//   npm run shots [page …]
import { mkdirSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { auction, borders, tell } from '../e2e/story.mjs'
import { open, settled, target } from './browser.mjs'

const out = fileURLToPath(new URL('../shots/', import.meta.url))
const docs = fileURLToPath(new URL('../../docs/shots/', import.meta.url))
for (const folder of [out, docs]) mkdirSync(folder, { recursive: true })
/** The three that the README shows. */
const README = { 'vehicle-light': 'vehicle', 'live-card-dark-zh': 'live', 'alerts-light': 'alerts' }

/** The vehicle and the case that are worth a picture: the worst ones. */
async function subjects(page) {
  return page.evaluate(async () => {
    const get = async (path) => (await fetch(`/api/v1/${path}`)).json()
    const vehicles = (await get('vehicles?has_open_alert=true&limit=500')).items
    const { points } = await get('map/vehicles')
    // With a case where there is one, and a place: a car that was sold has neither.
    const told = (one) => Number(Boolean(one.open_case_id)) + Number(points.vehicle_id.includes(one.id))
    const worst = vehicles.filter((one) => one.worst_severity === 'critical').sort((a, b) => told(b) - told(a) || (b.open_alerts ?? 0) - (a.open_alerts ?? 0))[0]
    const someCase = (await get('cases?open=true&limit=1')).items[0]
    const precise = points.vehicle_id.map((_, n) => n).filter((n) => points.precision[n] === 'precise')
    const driving = precise.sort((a, b) => points.fix_age_s[a] - points.fix_age_s[b])[0]
    return { worst: worst?.id, driving: points.vehicle_id[driving], kase: worst?.open_case_id ?? someCase?.id, yard: (await get('yards')).items.find((one) => one.yard.approved_by)?.id }
  })
}

const pages = {
  login: () => '/login',
  live: () => '/',
  'live-card': (s) => `/?v=${s.worst}`,
  alerts: (s) => `/alerts?v=${s.worst}`,
  'alerts-list': () => '/alerts',
  cases: () => '/cases',
  'cases-table': () => '/cases?view=table',
  case: (s) => `/cases/${s.kase}`,
  vehicle: (s) => `/vehicles/${s.worst}`,
  'vehicle-tracks': (s) => `/vehicles/${s.driving}?tab=tracks`,
  'vehicle-timeline': (s) => `/vehicles/${s.worst}?tab=timeline`,
  dispatch: () => '/dispatch',
  yard: () => '/yard',
  'yard-bays': (s) => `/yard?view=bays&yard=${s.yard}`,
  'yard-in': () => '/yard?tab=in',
  'yard-out': () => '/yard?tab=out',
  'yard-yards': () => '/yard?tab=yards',
  'yard-check-in': (s) => `/yard?yard=${s.yard}&check=in`,
  disposal: () => '/disposal',
  auction: () => `/disposal?sel=${lot?.case_id}`,
  promises: () => '/disposal?tab=promises',
  invoices: () => '/disposal?tab=invoices',
  complaints: () => '/complaints?queue=all',
  reports: () => '/reports',
  'reports-split': () => '/reports?by=vendor',
  admin: () => '/admin',
  'admin-devices': () => '/admin?tab=devices',
  'admin-sites': () => '/admin?tab=sites&sel=new',
  'admin-fences': () => '/admin?tab=fences&sel=new',
  'admin-regions': () => '/admin?tab=regions',
  'admin-region': () => `/admin?tab=regions&sel=${region}`,
  'admin-quarantine': () => '/admin?tab=quarantine',
  'admin-notifications': () => '/admin?tab=notifications',
  'admin-integrations': () => '/admin?tab=integrations',
  'admin-keys': () => '/admin?tab=keys',
  'admin-contractors': () => '/admin?tab=contractors',
  'admin-rates': () => '/admin?tab=rates',
  'admin-rules': () => '/admin?tab=rules',
  'admin-risk': () => '/admin?tab=risk',
  'complaint-new': () => '/complaints?sel=new',
  'admin-imports': () => '/admin?tab=imports',
  'admin-map': () => '/admin?tab=map',
  'admin-audit': () => '/admin?tab=audit',
  'admin-system': () => '/admin?tab=system',
}

const asked = process.argv.slice(2)
const names = asked.length > 0 ? asked : Object.keys(pages)
const story = await tell(target())
const lot = await auction(story).catch(() => null)
await borders(story)
const region = (await story.admin.get('regions')).items[0]?.id
const site = await open()
const looks = [
  { name: 'light', scheme: 'light', lang: 'en', width: 1440, height: 900 },
  { name: 'dark-zh', scheme: 'dark', lang: 'zh', width: 1440, height: 900 },
  { name: 'phone-light', scheme: 'light', lang: 'zh', width: 390, height: 844, phone: true },
  { name: 'phone-dark', scheme: 'dark', lang: 'en', width: 390, height: 844, phone: true },
].filter((look) => !process.env.LOOK || process.env.LOOK.split(',').includes(look.name))
let bad = 0
for (const look of looks) {
  const { page, context, complaints } = await site.context(look)
  if (names.includes('login')) {
    await page.goto(`${site.origin}/login`)
    await settled(page)
    await page.screenshot({ path: `${out}login-${look.name}.png` })
  }
  await site.logIn(page)
  const of = await subjects(page)
  for (const name of names.filter((one) => one !== 'login' && pages[one])) {
    await page.goto(site.origin + pages[name](of))
    try {
      await settled(page)
    } catch {
      complaints.push(`${name}: did not come to rest`)
    }
    await page.screenshot({ path: `${out}${name}-${look.name}.png` })
    const shown = README[`${name}-${look.name}`]
    if (shown) {
      const camera = await context.newCDPSession(page)
      const { data } = await camera.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
      writeFileSync(`${docs}${shown}.webp`, Buffer.from(data, 'base64'))
    }
  }
  for (const complaint of complaints) console.error(`${look.name}: ${complaint}`)
  bad += complaints.length
  await context.close()
}
await site.close()
// The contractors' app has a story of its own.
if (asked.length === 0 || asked.includes('m')) bad += spawnSync(process.execPath, [fileURLToPath(new URL('m-shots.mjs', import.meta.url))], { stdio: 'inherit' }).status ?? 1
process.exit(bad > 0 ? 1 : 0)
