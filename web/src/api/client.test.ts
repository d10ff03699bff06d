import { describe, expect, it, vi } from 'vitest'
import { answered, api, onRefused } from './client'

describe('a refusal', () => {
  it('has the session asked again, once', async () => {
    const fetch = () => Promise.resolve(new Response(JSON.stringify({ status: 403, code: 'forbidden', detail: 'no' }), { status: 403, headers: { 'content-type': 'application/problem+json' } }))
    const refused = vi.fn()
    onRefused(refused)
    for (let n = 0; n < 2; n += 1) await expect(answered(api.GET('/api/v1/system', { fetch }))).rejects.toMatchObject({ status: 403 })
    expect(refused).toHaveBeenCalledOnce()
  })
})
