import { headersOf } from './client'
import { Problem } from './problem'

/** Brings a file as evidence of a case; the same bytes are the same evidence. Answers its id. */
export async function uploadEvidence(kase: string, kind: string, body: Blob, note: string): Promise<string> {
  const response = await fetch(`/api/v1/cases/${kase}/evidence?${new URLSearchParams({ kind, note })}`, { method: 'POST', headers: { 'content-type': body.type || 'image/jpeg', 'idempotency-key': crypto.randomUUID(), ...headersOf(true) }, body })
  const answer = (await response.json().catch(() => null)) as { id: string } | null
  if (!response.ok || !answer) throw Problem.of(response, answer)
  return answer.id
}
