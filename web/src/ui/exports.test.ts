import { describe, expect, it } from 'vitest'
import { asJob, SHORT } from './exports'

describe('a list as a file', () => {
  it('is a job where it may be long', () => {
    for (const path of ['alerts', 'cases', 'loans', 'orders', 'map/vehicles', 'vehicles/0197/track']) expect(asJob(path, undefined), path).toBe(true)
  })
  it('comes at once where it is short by nature', () => {
    for (const path of ['sites', 'vendors', 'lots', 'yards/0197/inventory', 'cases/0197/ledger']) expect(asJob(path, undefined), path).toBe(false)
  })
  it('comes at once where the page has seen that it is short', () => {
    expect([asJob('alerts', 0), asJob('alerts', SHORT - 1), asJob('alerts', SHORT)]).toEqual([false, false, true])
  })
})
