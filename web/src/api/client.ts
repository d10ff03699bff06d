import createClient, { type Middleware } from 'openapi-fetch'
import { hearDate } from './clock'
import { Problem } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

/** What only memory holds: the session's write token, and the lender that an operator of the platform acts for. */
const held: { csrf: string | null; lender: string | null; lost: () => void; refused: () => void; refusedAt: number } = {
  csrf: null,
  lender: localStorage.getItem('lw.lender'),
  lost: () => {},
  refused: () => {},
  refusedAt: -Infinity,
}

const IN = 'lw.in'
export const setCsrf = (token: string | null) => {
  held.csrf = token
  if (token) localStorage.setItem(IN, 'yes')
  else localStorage.removeItem(IN)
}
/** Whether it is worth asking who is logged in: the cookie itself is hidden from scripts, and an answer of 401 is an error in the console. */
export const mayBeIn = () => localStorage.getItem(IN) !== null
export const actingFor = () => held.lender
export const actFor = (lender: string | null) => {
  held.lender = lender
  if (lender) localStorage.setItem('lw.lender', lender)
  else localStorage.removeItem('lw.lender')
}
/** What to do where the server says that nobody is logged in any more. */
export const onSessionLost = (then: () => void) => {
  held.lost = then
}

/** What to do where the server refuses what the session seemed to allow: its rights may have changed. Told once a minute. */
export const onRefused = (then: () => void) => {
  held.refused = then
}
const AGAIN_MS = 60_000

export const headersOf = (write: boolean): Record<string, string> => ({
  ...(held.lender ? { 'lienwatch-lender': held.lender } : {}),
  ...(write && held.csrf ? { 'x-csrf-token': held.csrf } : {}),
})

const proofs: Middleware = {
  onRequest({ request }) {
    const write = request.method !== 'GET' && request.method !== 'HEAD'
    for (const [name, value] of Object.entries(headersOf(write))) request.headers.set(name, value)
    // A repetition by the browser or by a retry does nothing twice.
    if (write && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', crypto.randomUUID())
    return request
  },
  onResponse({ response, schemaPath }) {
    hearDate(response.headers.get('date'))
    if (response.status === 401 && schemaPath !== '/api/v1/session') held.lost()
    if (response.status === 403 && performance.now() - held.refusedAt > AGAIN_MS) {
      held.refusedAt = performance.now()
      held.refused()
    }
  },
  onError({ error }) {
    return Problem.unreachable(error)
  },
}

export const api = createClient<paths>({ baseUrl: location.origin, headers: { accept: 'application/json' } })
api.use(proofs)

type Outcome<T> = { data?: T; error?: unknown; response: Response }

/** The answer, or its problem thrown. */
export async function answered<T>(asked: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await asked
  if (!response.ok) throw Problem.of(response, error)
  return data as T
}

/** `If-Match` of a version that was seen. */
export const seen = (version: number) => ({ 'If-Match': `"${version}"` })
