// A service of a test's own over an empty database, for what would change the demo under the other tests. It is that of
// BINARY; without it there is none to start.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const binary = process.env.BINARY
/** For the tests that need one. */
export const skip = !binary && 'BINARY says which'
const ADMIN = { email: 'ann@desk.example', password: 'a-long-enough-password', display_name: 'Ann' }

const free = () => new Promise((then) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => then(port))
  })
})

/** The service, once it answers; its output tells the one-time link. */
async function serve(data, port) {
  const child = spawn(binary, ['serve', '--data-dir', data, '--http', `127.0.0.1:${port}`, '--tcp', 'gt06=127.0.0.1:0', '--udp', 'teltonika=127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += chunk })
  const ended = new Promise((then) => child.on('exit', then))
  for (let i = 0; ; i += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (answer?.ok) break
    assert.ok(child.exitCode === null && i < 600, `the service did not start:\n${said}`)
    await new Promise((then) => setTimeout(then, 200))
  }
  return { said: () => said, stop: async () => { child.kill('SIGTERM'); await ended } }
}

/** With its first administrator, whom the browser logs in as from now on; it may be stopped and started again. */
export async function founded() {
  const data = mkdtempSync(path.join(tmpdir(), 'lw-own-'))
  const port = await free()
  const api = `http://127.0.0.1:${port}`
  let running = await serve(data, port)
  const stop = () => running.stop()
  const end = async () => {
    await stop()
    rmSync(data, { recursive: true, force: true })
  }
  try {
    const token = /first-run[^\s"']*[?#](?:token=)?([\w-]+)/.exec(running.said())?.[1]
    assert.ok(token, running.said())
    const made = await fetch(`${api}/api/v1/first-run`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, ...ADMIN }) })
    assert.equal(made.status, 201, await made.text())
  } catch (error) {
    await end()
    throw error
  }
  Object.assign(process.env, { LIENWATCH_API: api, LIENWATCH_EMAIL: ADMIN.email, LIENWATCH_PASSWORD: ADMIN.password })
  delete process.env.LIENWATCH_WEB
  return { api, ...ADMIN, stop, start: async () => { running = await serve(data, port) }, end }
}
