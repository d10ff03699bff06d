// The live stream across a restart of the server: the page waits, comes back by itself, and misses nothing.
// Runs the service of BINARY over a database of its own; without BINARY there is nothing to restart.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { open } from '../scripts/browser.mjs'
import { Person } from './story.mjs'

const binary = process.env.BINARY
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

test('a restart of the server is waited out, and what happened after it arrives by itself', { skip: !binary && 'BINARY says which' }, async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'lw-restart-'))
  const port = await free()
  const api = `http://127.0.0.1:${port}`
  let service = await serve(data, port)
  let site
  try {
    const token = /first-run[^\s"']*[?#](?:token=)?([\w-]+)/.exec(service.said())?.[1]
    assert.ok(token, service.said())
    const made = await fetch(`${api}/api/v1/first-run`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, ...ADMIN }) })
    assert.equal(made.status, 201, await made.text())
    Object.assign(process.env, { LIENWATCH_API: api, LIENWATCH_EMAIL: ADMIN.email, LIENWATCH_PASSWORD: ADMIN.password })
    delete process.env.LIENWATCH_WEB
    site = await open()
    const { page, context, complaints } = await site.context()
    await site.logIn(page)
    await page.goto(`${site.origin}/admin?tab=users`)
    await page.waitForSelector('.livedot[data-state=live]')
    assert.equal(await page.locator('tbody tr').count(), 1)
    assert.deepEqual(complaints, [])

    await service.stop()
    await page.waitForSelector('.livedot[data-state=late]')
    service = await serve(data, port)
    await page.waitForSelector('.livedot[data-state=live]')
    // The session outlived the restart too: it is in the database.
    const admin = await Person.in(api, ADMIN.email, ADMIN.password)
    const lender = await admin.ask('POST', 'lenders', { name: 'First Auto Finance', currency: 'CNY', jurisdiction: 'CN', time_zone: 'Asia/Shanghai' })
    await admin.ask('POST', 'users', { email: 'after@desk.example', password: ADMIN.password, display_name: 'After the restart', role: 'auditor' }, undefined, lender.id)
    await page.waitForSelector('tbody >> text=After the restart')
    const others = complaints.filter((one) => !/Failed to load resource|net::ERR_/.test(one))
    assert.deepEqual(others, [], 'nothing but the answers that could not come')
    await context.close()
  } finally {
    await site?.close()
    await service.stop()
    rmSync(data, { recursive: true, force: true })
  }
})
