import { headersOf } from '../api/client'
import { asProblem, Problem } from '../api/problem'
import type { Stored, Uploader } from './queue'
import type { FileItem } from './items'

/** A request whose body or answer is no JSON, or whose repetition must carry a key that is known beforehand. */
export async function asked(method: string, path: string, body: BodyInit | null, headers: Record<string, string> = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { method, body, headers: { accept: 'application/json', ...headersOf(method !== 'GET'), ...headers } })
  } catch (error) {
    throw Problem.unreachable(error)
  }
  if (!response.ok) throw Problem.of(response, await response.json().catch(() => null))
  return response
}

export const about = (item: FileItem) => ({
  kind: item.kind,
  taken_at: item.made_at,
  ...(item.spot ?? {}),
  note: [item.slot, item.note].filter(Boolean).join(': '),
})

/** In one piece: what is cut off begins anew. The server takes the same bytes for the same evidence. */
export const whole = (ask: typeof asked = asked): Uploader => ({
  async send(item): Promise<Stored> {
    const query = new URLSearchParams(Object.entries(about(item)).map(([name, value]) => [name, String(value)]))
    const response = await ask('POST', `/api/v1/work/orders/${item.order}/evidence?${query}`, item.blob, { 'content-type': item.blob.type || 'application/octet-stream' })
    return (await response.json()) as Stored
  },
})

/** What a weak signal carries in some seconds. */
export const CHUNK = 256 * 1024
/** Below it a second request costs more than it saves. */
const SMALL = 128 * 1024
/** How often it asks anew where an upload is, before it waits for the next time. */
const TRIES = 4

type Upload = { id: string; offset: number; chunk_bytes: number; evidence: Stored | null }

/**
 * In pieces, taken up where they broke off: announced under the item's own id, so that asking again is asking how far it
 * is. A server that knows no pieces gets it in one.
 */
export const inPieces = (ask: typeof asked = asked): Uploader => ({
  async send(item): Promise<Stored> {
    if (item.bytes <= SMALL) return whole(ask).send(item)
    const path = `/api/v1/work/orders/${item.order}/uploads`
    const announcement = JSON.stringify({ client_id: item.id, sha256: item.sha256, bytes: item.bytes, ...about(item) })
    for (let tries = 1; ; tries += 1) {
      let upload: Upload
      try {
        upload = (await (await ask('POST', path, announcement, { 'content-type': 'application/json' })).json()) as Upload
      } catch (error) {
        const { status } = asProblem(error)
        // Whether the job is gone or only the way unknown, the other way tells.
        if (status === 404 || status === 405) return whole(ask).send(item)
        throw error
      }
      try {
        while (!upload.evidence) {
          const piece = item.blob.slice(upload.offset, upload.offset + Math.min(CHUNK, upload.chunk_bytes))
          const response = await ask('PATCH', `${path}/${upload.id}`, piece, { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(upload.offset) })
          upload = (await response.json()) as Upload
        }
        return upload.evidence
      } catch (error) {
        const problem = asProblem(error)
        // Its answer was lost, or it went away meanwhile: the announcement says where to go on.
        if (tries >= TRIES || !(problem.code === 'upload_offset' || problem.status === 404)) throw error
      }
    }
  },
})
