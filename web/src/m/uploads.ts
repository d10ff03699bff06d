import { headersOf } from '../api/client'
import { Problem } from '../api/problem'
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
export const whole: Uploader = {
  async send(item): Promise<Stored> {
    const query = new URLSearchParams(Object.entries(about(item)).map(([name, value]) => [name, String(value)]))
    const response = await asked('POST', `/api/v1/work/orders/${item.order}/evidence?${query}`, item.blob, { 'content-type': item.blob.type || 'application/octet-stream' })
    return (await response.json()) as Stored
  },
}

