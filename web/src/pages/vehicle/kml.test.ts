import { expect, it } from 'vitest'
import { toKml } from './kml'

const point = (lon: number, tracker_id: string): GeoJSON.Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, 30] }, properties: { at: '2026-11-23T07:50:06+08:00', tracker_id } })

it('draws a line for each tracker, and every point with its time', () => {
  const kml = toKml({ type: 'FeatureCollection', features: [point(114, 'a'), point(114.1, 'a'), point(115, 'b')] }, '鄂A<1>')
  const read = new DOMParser().parseFromString(kml, 'application/xml')
  expect(read.querySelector('parsererror')).toBeNull()
  expect([...read.querySelectorAll('LineString coordinates')].map((one) => one.textContent)).toEqual(['114,30 114.1,30', '115,30'])
  expect(read.querySelectorAll('Point')).toHaveLength(3)
  expect(kml).toContain('<when>2026-11-23T07:50:06+08:00</when>')
  expect(kml).toContain('鄂A&#60;1&#62;')
})
