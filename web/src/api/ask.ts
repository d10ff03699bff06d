import { headersOf } from './client'
import { Problem } from './problem'

/** A call by its path below `/api/v1`, for documents that are described here and not in the generated types. */
export async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: unknown, version?: number): Promise<T> {
  const write = method !== 'GET'
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: { accept: 'application/json', ...headersOf(write), ...(write ? { 'idempotency-key': crypto.randomUUID() } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(version === undefined ? {} : { 'if-match': `"${version}"` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw Problem.unreachable(error)
  })
  const text = await response.text()
  const answer: unknown = text ? JSON.parse(text) : undefined
  if (!response.ok) throw Problem.of(response, answer)
  return answer as T
}
