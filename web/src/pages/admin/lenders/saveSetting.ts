import { answered, api, type Schemas } from '../../../api/client'
import { ask } from '../../../api/ask'
import { asProblem } from '../../../api/problem'
import type { Settings } from './policy'

/** How often somebody else may have saved in between. */
const TRIES = 3

/** A policy is written whole: what somebody else has changed meanwhile is kept, and the change is made to what is there now. */
export async function saveSetting(id: string, change: (policy: Settings) => unknown): Promise<Schemas['Lender']> {
  for (let left = TRIES - 1; ; left -= 1) {
    const { policy, version } = await answered(api.GET('/api/v1/lenders/{id}', { params: { path: { id } } }))
    try {
      return await ask('PATCH', `lenders/${id}`, { policy: change((policy ?? {}) as Settings) }, version)
    } catch (error) {
      if (left === 0 || asProblem(error).code !== 'stale_version') throw error
    }
  }
}
