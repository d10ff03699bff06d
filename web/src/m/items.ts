import type { Problem } from '../api/problem'

export type Refused = { status: number; code: string; detail: string; fix?: string; field?: string; reason?: string; params?: Readonly<Record<string, unknown>> }
type Base = {
  /** Made on this phone: the server knows a repetition by it. */
  id: string
  /** Whose: nobody else's log-in sends it. */
  user: string
  order: string
  /** In which order it was made. */
  seq: number
  made_at: string
  state: 'waiting' | 'refused' | 'sent'
  refused?: Refused
}
export type FileKind = 'photo' | 'signature'
export type FileItem = Base & {
  what: 'file'
  kind: FileKind
  /** Which of the guided photos. */
  slot: string
  note: string | null
  spot: { lat: number; lon: number } | null
  bytes: number
  sha256: string
  /** Kept until the server confirmed that it has the same bytes. */
  blob: Blob | null
  thumb: Blob | null
  server_id: string | null
}
export type CallItem = Base & {
  what: 'call'
  name: 'records' | 'handover' | 'contact'
  path: string
  /** Names files of this phone as `file:<id>`; the server's ids stand there when it is sent. */
  body: unknown
  needs: string[]
}
export type Item = FileItem | CallItem

export const fileName = (id: string) => `file:${id}`

/** The body with the server's ids; `null`: a file that it names is not with the server yet. */
export function resolved(body: unknown, ids: ReadonlyMap<string, string>): unknown {
  let missing = false
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string' && value.startsWith('file:')) {
      const id = ids.get(value.slice(5))
      missing ||= id === undefined
      return id
    }
    // The same bytes are the same evidence for the server, and it wants each named once.
    if (Array.isArray(value)) return value.some((one) => typeof one === 'string' && one.startsWith('file:')) ? [...new Set(value.map(walk))] : value.map(walk)
    if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
    return value
  }
  const made = walk(body)
  return missing ? null : made
}

export const refusedBy = (problem: Problem): Refused => ({
  status: problem.status,
  code: problem.code,
  detail: problem.detail,
  ...(problem.fix ? { fix: problem.fix } : {}),
  ...(problem.field ? { field: problem.field } : {}),
  ...(problem.reason ? { reason: problem.reason } : {}),
  ...(problem.params ? { params: problem.params } : {}),
})

export const waitingPhotos = (items: readonly Item[]) => items.filter((item) => item.what === 'file' && item.state === 'waiting').length
export const pending = (items: readonly Item[]) => items.filter((item) => item.state !== 'sent')
