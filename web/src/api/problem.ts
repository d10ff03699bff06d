import type { components } from './schema'

type Wire = components['schemas']['Problem']

/** A request that was not done, as the server says it (RFC 9457), or what kept it from being asked. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly field: string | undefined
  readonly fix: string | undefined
  /** What a refusal says, as a code with parameters: see `i18n/reasons`. */
  readonly reason: string | undefined
  readonly params: Readonly<Record<string, unknown>> | undefined
  readonly requestId: string | undefined
  /** Seconds, where the server says when to try again. */
  readonly retryAfter: number | undefined

  constructor(of: { status: number; code: string; detail: string; field?: string | null; fix?: string | null; reason?: string | null; params?: Readonly<Record<string, unknown>>; requestId?: string | null; retryAfter?: number }) {
    super(of.detail)
    this.name = 'Problem'
    this.status = of.status
    this.code = of.code
    this.detail = of.detail
    this.field = of.field ?? undefined
    this.fix = of.fix ?? undefined
    this.reason = of.reason ?? undefined
    this.params = of.params
    this.requestId = of.requestId ?? undefined
    this.retryAfter = of.retryAfter
  }

  /** Nobody answered. */
  static unreachable(cause: unknown): Problem {
    return new Problem({ status: 0, code: 'unreachable', detail: cause instanceof Error ? cause.message : String(cause) })
  }

  /** What an answer that is not a success says. A proxy's answer has no document: its status must do. */
  static of(response: Response, body: unknown): Problem {
    const wire = (typeof body === 'object' && body !== null ? body : {}) as Partial<Wire>
    const retry = Number(response.headers.get('retry-after') ?? NaN)
    return new Problem({
      status: response.status,
      code: wire.code ?? `http_${response.status}`,
      detail: wire.detail ?? (response.statusText || `HTTP ${response.status}`),
      field: wire.field,
      fix: wire.fix,
      reason: wire.reason,
      params: wire.params,
      requestId: response.headers.get('x-request-id'),
      retryAfter: Number.isFinite(retry) ? retry : undefined,
    })
  }

  /** Of one row of a bulk, which has its own status and document. */
  static ofRow(row: { status: number; problem?: Wire | null }): Problem {
    return new Problem({ ...row.problem, status: row.status, code: row.problem?.code ?? `http_${row.status}`, detail: row.problem?.detail ?? '' })
  }

  /** Asking again may help. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export const asProblem = (error: unknown): Problem => (error instanceof Problem ? error : Problem.unreachable(error))
