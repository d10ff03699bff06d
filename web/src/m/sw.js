// The contractor app without a connection. It keeps the app's shell, all of one build at once, and the letters of jobs
// that were opened; what the app knows of a job otherwise is in its own database. `scripts/shell.mjs` fills the list in.
const SHELL = __SHELL__
const NOW = `lw-m-shell-${__BUILD__}`
// The app removes the letters of a job that is withdrawn (src/m/db.ts).
const JOBS = 'lw-m-jobs'
const PAGE = '/m'
const LETTER = /^\/api\/v1\/work\/orders\/[0-9a-f-]+\/letter$/

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(NOW)
      // Past the browser's own cache: an old file under a name that lasts would stay for good.
      await cache.addAll(SHELL.map((path) => new Request(path, { cache: 'reload' })))
      await cache.put(PAGE, await page())
      await self.skipWaiting()
    })(),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith('lw-m-shell-') && name !== NOW) await caches.delete(name)
      await self.clients.claim()
    })(),
  )
})

/** The app's page with its policy: both carry the same nonce, so that the kept copy works as the fresh one did. */
async function page() {
  const response = await fetch(PAGE, { cache: 'no-store', headers: { accept: 'text/html' } })
  if (!response.ok) throw new Error(`the page answers ${response.status}`)
  return response
}

/** The network's page, kept for the next time; without a network, or when it dawdles, the kept one. */
async function navigate() {
  const cache = await caches.open(NOW)
  const kept = await cache.match(PAGE)
  const fresh = page().then(async (response) => {
    await cache.put(PAGE, response.clone())
    return response
  })
  if (!kept) return fresh
  fresh.catch(() => undefined)
  const late = new Promise((then) => setTimeout(() => then(kept), 3000))
  return Promise.race([fresh.catch(() => kept), late])
}

/** The letter as the server has it; without a network the kept one. Refused, the kept one goes too. */
async function letter(request) {
  const cache = await caches.open(JOBS)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(request.url, response.clone())
    else if (response.status !== 429 && response.status < 500) await cache.delete(request.url)
    return response
  } catch (error) {
    const kept = await cache.match(request.url)
    if (kept) return kept
    throw error
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (LETTER.test(url.pathname)) event.respondWith(letter(request))
  else if (request.mode === 'navigate') {
    if (url.pathname === PAGE || url.pathname.startsWith(`${PAGE}/`)) event.respondWith(navigate())
  } else if (SHELL.includes(url.pathname)) event.respondWith(caches.match(url.pathname, { cacheName: NOW }).then((kept) => kept ?? fetch(request)))
})
