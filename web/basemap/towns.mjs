// Takes the towns out of the base map for the service's list: node web/basemap/towns.mjs > assets/places/towns.tsv
import fs from 'node:fs'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PMTiles } from 'pmtiles'

const bytes = fs.readFileSync(new URL('../public/base.pmtiles', import.meta.url))
const map = new PMTiles({
  getKey: () => 'base',
  getBytes: async (from, length) => ({ data: bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + from + length) }),
})
const { maxZoom: z } = await map.getHeader()
const towns = new Map()
for (let x = 0; x < 2 ** z; x++) {
  for (let y = 0; y < 2 ** z; y++) {
    const tile = await map.getZxy(z, x, y)
    const layer = tile && new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers.city
    for (let n = 0; layer && n < layer.length; n++) {
      const town = layer.feature(n)
      const [lon, lat] = town.toGeoJSON(x, y, z).geometry.coordinates
      // A town near an edge is in both tiles.
      const key = `${town.properties.en}|${lat.toFixed(2)}|${lon.toFixed(2)}`
      if (!towns.has(key)) towns.set(key, [lat.toFixed(3), lon.toFixed(3), town.properties.zh ?? '', town.properties.en])
    }
  }
}
const order = (a, b) => b[0] - a[0] || a[1] - b[1] || (a[3] < b[3] ? -1 : 1)
for (const town of [...towns.values()].sort(order)) console.log(town.join('\t'))
