// Serves dist/ as the binary does: the same content policy with a nonce per page, Range for the base map, and the API
// behind it. For browser tests and screenshots of a build that no binary has embedded yet.
import { createReadStream, readFileSync, statSync } from 'node:fs'
import http from 'node:http'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.pmtiles': 'application/octet-stream', '.png': 'image/png' }

export const policy = (nonce) =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** Answers the server; `api` is where the API is. */
export function serve({ api, port = 0 }) {
  const upstream = new URL(api)
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://x')
    if (/^\/(api|first-run|healthz|readyz|metrics)/.test(url.pathname)) {
      const asked = http.request({ host: upstream.hostname, port: upstream.port, path: request.url, method: request.method, headers: { ...request.headers, host: upstream.host } }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers)
        response.flushHeaders()
        answer.pipe(response)
      })
      asked.on('error', () => response.destroyed || response.writeHead(502).end())
      response.on('close', () => asked.destroy())
      request.pipe(asked)
      return
    }
    let file = path.join(dist, path.normalize(decodeURIComponent(url.pathname)))
    const found = () => { try { return file.startsWith(dist) && statSync(file).isFile() } catch { return false } }
    const page = !found()
    if (page) file = path.join(dist, /^\/m(\/|$)/.test(url.pathname) ? 'm.html' : 'index.html')
    const type = types[path.extname(file)] ?? 'application/octet-stream'
    if (page || file.endsWith('.html')) {
      const nonce = randomBytes(16).toString('base64')
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy(nonce), 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-cache' })
      response.end(readFileSync(file, 'utf8').replaceAll('__CSP_NONCE__', nonce))
      return
    }
    const size = statSync(file).size
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    const head = { 'content-type': type, 'accept-ranges': 'bytes' }
    if (!range) {
      response.writeHead(200, { ...head, 'content-length': size })
      createReadStream(file).pipe(response)
      return
    }
    const start = Number(range[1])
    const end = Math.min(range[2] ? Number(range[2]) : size - 1, size - 1)
    if (start > end) { response.writeHead(416, { 'content-range': `bytes */${size}` }).end(); return }
    response.writeHead(206, { ...head, 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': end - start + 1 })
    createReadStream(file, { start, end }).pipe(response)
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve({ origin: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); server.close() } })))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { origin } = await serve({ api: process.env.LIENWATCH_API ?? 'http://127.0.0.1:8080', port: Number(process.env.PORT ?? 4173) })
  console.log(origin)
}
