import { describe, expect, it } from 'vitest'
import { Problem } from '../api/problem'
import type { FileItem } from './items'
import { type asked, CHUNK, inPieces } from './uploads'

const SIZE = 2 * CHUNK + 1000
const item = (bytes = SIZE): FileItem & { blob: Blob } => ({
  id: 'client', user: 'ann', order: 'order', seq: 1, made_at: '2026-11-22T10:00:00Z', state: 'waiting', what: 'file', kind: 'photo', slot: 'front', note: 'scratch', spot: { lat: 31, lon: 121 }, bytes, sha256: 'sum', blob: new Blob([new Uint8Array(bytes)]), thumb: null, server_id: null,
})
const refused = (status: number, code: string) => new Problem({ status, code, detail: code })

/** A server that keeps what it was sent, and fails as it is told. */
function server({ breaks = [] as number[], loses = [] as number[], knows = true } = {}) {
  const log: string[] = []
  let offset = 0
  let total = 0
  let patches = 0
  const view = () => new Response(JSON.stringify({ id: 'u1', offset, chunk_bytes: 1024 * 1024, evidence: total > 0 && offset === total ? { id: 'e1', sha256: 'sum' } : null }))
  const ask: typeof asked = async (method, path, body, headers = {}) => {
    if (method === 'POST' && path.endsWith('/uploads')) {
      if (!knows) throw refused(404, 'not_found')
      const said = JSON.parse(String(body)) as { bytes: number; client_id: string; note: string }
      log.push(`announce ${said.client_id} ${said.note}`)
      total = said.bytes
      return view()
    }
    if (method === 'POST') {
      log.push(`whole ${(body as Blob).size}`)
      return new Response(JSON.stringify({ id: 'e1', sha256: 'sum' }))
    }
    const at = Number(headers['upload-offset'])
    patches += 1
    if (breaks.includes(patches)) throw Problem.unreachable(new Error('gone'))
    if (at !== offset) throw refused(409, 'upload_offset')
    offset += (body as Blob).size
    log.push(`patch ${at}+${(body as Blob).size}`)
    if (loses.includes(patches)) throw Problem.unreachable(new Error('the answer was lost'))
    return view()
  }
  return { ask, log, far: () => offset, move: (to: number) => (offset = to) }
}

describe('an upload in pieces', () => {
  it('goes piece by piece, each from where the last ended', async () => {
    const { ask, log } = server()
    expect(await inPieces(ask).send(item())).toEqual({ id: 'e1', sha256: 'sum' })
    expect(log).toEqual(['announce client front: scratch', `patch 0+${CHUNK}`, `patch ${CHUNK}+${CHUNK}`, `patch ${2 * CHUNK}+1000`])
  })

  it('is taken up where it broke off, at the next try', async () => {
    const { ask, log } = server({ breaks: [2] })
    await expect(inPieces(ask).send(item())).rejects.toMatchObject({ status: 0 })
    await inPieces(ask).send(item())
    expect(log.filter((line) => line.startsWith('patch'))).toEqual([`patch 0+${CHUNK}`, `patch ${CHUNK}+${CHUNK}`, `patch ${2 * CHUNK}+1000`])
  })

  it('does not send again what arrived though its answer was lost', async () => {
    const { ask, log } = server({ loses: [3] })
    await expect(inPieces(ask).send(item())).rejects.toMatchObject({ status: 0 })
    expect(await inPieces(ask).send(item())).toMatchObject({ id: 'e1' })
    expect(log.filter((line) => line.startsWith('patch')).length).toBe(3)
  })

  it('asks where to go on when the server is elsewhere', async () => {
    const one = server()
    const sending = inPieces(async (method, path, body, headers) => {
      // Another window sent the first piece meanwhile.
      if (method === 'PATCH' && one.far() === 0) one.move(CHUNK)
      return one.ask(method, path, body, headers)
    }).send(item())
    expect(await sending).toMatchObject({ id: 'e1' })
    expect(one.log.filter((line) => line.startsWith('announce')).length).toBe(2)
  })

  it('goes in one where it is small, or where the server knows no pieces', async () => {
    const small = server()
    await inPieces(small.ask).send(item(1000))
    expect(small.log).toEqual(['whole 1000'])
    const old = server({ knows: false })
    await inPieces(old.ask).send(item())
    expect(old.log).toEqual([`whole ${SIZE}`])
  })

  it('says so when the job is gone', async () => {
    const gone: typeof asked = async () => {
      throw refused(404, 'not_found')
    }
    await expect(inPieces(gone).send(item())).rejects.toMatchObject({ status: 404 })
  })
})
