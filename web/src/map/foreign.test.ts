import { describe, expect, it } from 'vitest'
import { vectorLayers } from './foreign'

describe('an archive of vector tiles', () => {
  it('is drawn as the built-in map where its layers are that map’s', () => {
    const ids = vectorLayers(['land', 'water', 'river', 'city', 'admin1'], 'zh').map((layer) => layer.id)
    expect(ids).toContain('citydot')
    expect(ids).toContain('region')
  })
  it('is drawn by the Protomaps schema, and what that does not know as lines', () => {
    expect(vectorLayers(['earth', 'water', 'tracks'], 'en').map((layer) => layer.id)).toEqual(['earth', 'water', 'other-tracks'])
    expect(vectorLayers([], 'en').length).toBeGreaterThan(5)
  })
})
