// What browser tests and screenshots share: Chromium, a server for dist/, a session.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { serve } from './serve.mjs'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const haveBrowser = () => existsSync(executablePath)

/** Where the API is, and who may do everything there. LIENWATCH_WEB: dist/ is embedded in that binary. */
export const target = () => {
  const api = process.env.LIENWATCH_API
  const email = process.env.LIENWATCH_EMAIL
  const password = process.env.LIENWATCH_PASSWORD
  if (!api || !email || !password) throw new Error('say LIENWATCH_API, LIENWATCH_EMAIL and LIENWATCH_PASSWORD: `lienwatch demo` prints them')
  return { api, email, password }
}

/** `args`: what Chromium is told beside, e.g. which camera it has. */
export async function open({ args = [] } = {}) {
  const { api, email, password } = target()
  const site = process.env.LIENWATCH_WEB ? { origin: process.env.LIENWATCH_WEB, close: () => {} } : await serve({ api })
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...args],
  })
  /** A fresh profile, with what the console and the network complain about. */
  const context = async ({ width = 1440, height = 900, scheme = 'light', lang = 'en', phone = false } = {}) => {
    const made = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', locale: lang === 'zh' ? 'zh-CN' : 'en-GB', hasTouch: phone, isMobile: phone, deviceScaleFactor: 1 })
    await made.addInitScript((language) => localStorage.setItem('lw.lang', language), lang)
    const page = await made.newPage()
    // All visitors come from one address: whoever would log in too soon is told when to come again.
    await made.route('**/api/v1/session', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      let response = await route.fetch()
      while (response.status() === 429) {
        await new Promise((then) => setTimeout(then, (Number(response.headers()['retry-after']) || 1) * 1000))
        response = await route.fetch()
      }
      return route.fulfill({ response })
    })
    const complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => { const url = request.url(); if (!url.startsWith(site.origin) && !/^(data|blob):/.test(url)) complaints.push(`left the origin: ${url}`) })
    page.setDefaultTimeout(60_000)
    return { context: made, page, complaints }
  }
  const logIn = async (page) => {
    await page.goto(`${site.origin}/login`)
    await page.fill('input[name=email]', email)
    await page.fill('input[name=password]', password)
    await page.click('button[type=submit]')
    await page.waitForSelector('.rail')
  }
  return { origin: site.origin, browser, context, logIn, close: async () => { await browser.close(); site.close() } }
}

/** Until nothing is waited for: skeletons gone, maps drawn, requests answered. */
export async function settled(page) {
  await page.waitForLoadState('load')
  await page.waitForFunction(() => {
    if (document.querySelector('.rail') ? !document.querySelector('.content > *') : !document.querySelector('form')) return false
    if (document.querySelector('.skeleton, .mapw .wait')) return false
    const maps = [...document.querySelectorAll('.mapw:not(.none)')]
    return maps.every((map) => map.querySelector('.canvas')?.getAttribute('data-idle') === 'yes' || map.querySelector('.problem'))
  }, undefined, { timeout: 60_000 })
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => then(undefined))))))
}
