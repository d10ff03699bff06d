// After a build: writes dist/m-sw.js, which keeps all that the contractor app needs without a connection. The map stays
// out: it is fetched where somebody asks for it.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const files = new Set()
const walk = (key) => {
  const chunk = manifest[key]
  if (!chunk || files.has(`/${chunk.file}`)) return
  if (chunk.file.endsWith('.js') || chunk.file.endsWith('.css')) files.add(`/${chunk.file}`)
  for (const css of chunk.css ?? []) files.add(`/${css}`)
  for (const imported of chunk.imports ?? []) walk(imported)
}
if (!manifest['m.html']) throw new Error('the build has no m.html')
walk('m.html')
// Of the font, what Latin text needs; Chinese is drawn with the phone's own.
for (const name of readdirSync(new URL('assets/', dist))) if (/^inter-latin-wght-normal.*\.woff2$/.test(name)) files.add(`/assets/${name}`)
for (const path of ['/m.webmanifest', '/m-icon-192.png', '/icon.svg']) files.add(path)

const shell = [...files].sort()
const source = readFileSync(new URL('../src/m/sw.js', import.meta.url), 'utf8')
const build = createHash('sha256').update(source)
for (const path of shell) build.update(path).update(readFileSync(new URL(`.${path}`, dist)))
build.update(readFileSync(new URL('m.html', dist)))
const text = source.replace('__SHELL__', () => JSON.stringify(shell)).replace('__BUILD__', () => JSON.stringify(build.digest('hex').slice(0, 16)))
writeFileSync(new URL('m-sw.js', dist), text)
console.log(`m-sw.js keeps ${shell.length} files`)
