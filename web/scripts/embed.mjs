// After a build: compresses what compresses, and lists all of dist/ for the binary's build script.
//   path <tab> content type <tab> SHA-256 <tab> page | lasting | plain <tab> br,gz or nothing
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.png': 'image/png', '.pmtiles': 'application/vnd.pmtiles' }
const compressible = new Set(['.js', '.css', '.svg', '.json', '.webmanifest'])

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* files(at)
    else yield at
  }
}

// The manifest is for scripts/budgets.mjs only; older compressed files are made anew.
const skipped = (file) => file.includes(`${path.sep}.vite${path.sep}`) || /\.(br|gz)$/.test(file) || file.endsWith('embedded.tsv')
for (const file of [...files(dist)]) if (/\.(br|gz)$/.test(file)) rmSync(file)
const lines = []
for (const file of [...files(dist)].filter((one) => !skipped(one)).sort()) {
  const ending = path.extname(file)
  const type = types[ending]
  if (!type) throw new Error(`${file}: what type is it? say so in scripts/embed.mjs`)
  const bytes = readFileSync(file)
  const name = `/${path.relative(dist, file).split(path.sep).join('/')}`
  // Pages get a nonce each time and are small: they stay as they are.
  const how = ending === '.html' ? 'page' : name.startsWith('/assets/') ? 'lasting' : 'plain'
  const encodings = []
  if (compressible.has(ending)) {
    for (const [encoding, packed] of [
      ['br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })],
      ['gz', gzipSync(bytes, { level: 9 })],
    ]) {
      if (packed.length >= bytes.length * 0.95) continue
      writeFileSync(`${file}.${encoding}`, packed)
      encodings.push(encoding)
    }
  }
  lines.push([name, type, createHash('sha256').update(bytes).digest('hex'), how, encodings.join(',')].join('\t'))
}
const list = path.join(dist, 'embedded.tsv')
const text = `${lines.join('\n')}\n`
writeFileSync(list, text)
// The first list that appears is noticed by no rule of the build script: it is told by its own age.
const script = fileURLToPath(new URL('../../build.rs', import.meta.url))
if (existsSync(script) && statSync(script).mtimeMs < statSync(list).mtimeMs) utimesSync(script, new Date(), new Date())
