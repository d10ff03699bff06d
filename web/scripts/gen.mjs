// Writes src/api/schema.d.ts from ../openapi.json. `--check` writes nothing and fails where the file is not current.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../openapi.json', import.meta.url)
const target = new URL('../src/api/schema.d.ts', import.meta.url)

const document = JSON.parse(readFileSync(source, 'utf8'))

// A reference to nothing stops the generator: such a parameter is taken as text, and named so that it is mended.
const find = (pointer) =>
  pointer.split('/').slice(1).reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document)
const mend = (node) => {
  if (!node || typeof node !== 'object') return
  if (typeof node.$ref === 'string' && !find(node.$ref)) {
    console.error(`openapi.json: ${node.$ref} does not exist`)
    delete node.$ref
    node.type = 'string'
  }
  Object.values(node).forEach(mend)
}
mend(document)

// Handlers of different folders share names; the client goes by method and path.
for (const item of Object.values(document.paths)) for (const operation of Object.values(item)) delete operation.operationId

const head = '// Generated from ../openapi.json by `npm run gen`. Do not edit.\n\n'
const text = head + astToString(await openapiTS(document, { alphabetize: true }))

if (process.argv.includes('--check')) {
  let old = ''
  try { old = readFileSync(target, 'utf8') } catch { /* not there: not current */ }
  if (old !== text) {
    console.error('src/api/schema.d.ts is not current: run `npm run gen`')
    process.exit(1)
  }
} else {
  writeFileSync(target, text)
}
