import { expect, it } from 'vitest'
import { flipped, layersOf, printLayers } from './layers'

it('keeps the usual layers out of the address, and finds every other choice again', () => {
  expect(printLayers(layersOf(undefined))).toBeUndefined()
  for (const layer of ['sites', 'fences', 'density', 'grid'] as const) {
    const other = flipped(layersOf(undefined), layer)
    expect(printLayers(other)).toBeDefined()
    expect(layersOf(printLayers(other))).toEqual(other)
    expect(printLayers(flipped(other, layer))).toBeUndefined()
  }
  expect(layersOf(printLayers(new Set()))).toEqual(new Set())
  expect(layersOf('sites,unknown')).toEqual(new Set(['sites']))
})
