// Fails where a bundle is larger than it may be. Sizes are of gzip -9, in kB of 1000 bytes.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1000

/** All scripts and styles that come with an entry: its own and those it imports, but not what it loads later. */
function closure(key, into = new Set()) {
  const chunk = manifest[key]
  if (!chunk || into.has(chunk.file)) return into
  into.add(chunk.file)
  for (const css of chunk.css ?? []) into.add(css)
  for (const imported of chunk.imports ?? []) closure(imported, into)
  return into
}
const sum = (files) => [...files].reduce((n, file) => n + size(file), 0)

const entry = (name) => Object.keys(manifest).find((key) => manifest[key].isEntry && key === name)
const app = closure(entry('index.html'))
// The chunk that MapLibre is in, however it is named; what a page draws on a map comes with the page.
const hasMap = (file) => file.endsWith('.js') && readFileSync(new URL(file, dist), 'utf8').includes('maplibregl-canvas-container')
const map = Math.max(...Object.values(manifest).filter((chunk) => hasMap(chunk.file)).map((chunk) => size(chunk.file)))
const worker = readdirSync(new URL('assets/', dist)).filter((file) => /maplibre-gl-worker.*js$/.test(file)).map((file) => `assets/${file}`)

const budgets = [
  ['app', sum(app), 220],
  ['map chunk', map, 300],
  ['map worker', sum(worker), 150],
]
if (entry('m.html')) {
  const phone = closure('m.html')
  budgets.push(['contractor app', sum(phone), 180])
  // Nobody loads a map on the road before asking for one.
  if ([...phone].some(hasMap)) budgets.push(['its map, unasked', Infinity, 0])
}

let over = false
for (const [name, kb, most] of budgets) {
  const bad = !(kb <= most) || kb === 0
  over ||= bad
  console.log(`${bad ? 'OVER' : 'ok  '}  ${name.padEnd(16)} ${kb.toFixed(1).padStart(7)} of ${most} kB`)
}
process.exit(over ? 1 : 0)
