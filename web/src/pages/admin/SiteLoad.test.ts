import { expect, test } from 'vitest'
import { featuresIn } from './SiteLoad'

test('only a collection of features is taken', () => {
  expect(featuresIn('{"type":"FeatureCollection","features":[{},{}]}')?.n).toBe(2)
  for (const text of ['', 'null', '[]', '{"type":"Feature"}', '{"type":"FeatureCollection"}', '{"type":"FeatureCollection","features":{}}']) expect(featuresIn(text), text).toBeNull()
})
