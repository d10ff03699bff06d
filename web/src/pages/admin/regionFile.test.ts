import { describe, expect, it } from 'vitest'
import { drawable, exampleOf, readRegions, type RegionFile, shownOf } from './regionFile'

const square = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }
const feature = (properties: object | null, geometry: object | null = square) => ({ type: 'Feature', properties, geometry })
const read = (...features: object[]) => readRegions(JSON.stringify({ type: 'FeatureCollection', features })) as RegionFile

describe('a file of regions', () => {
  it('says where its codes and names seem to be', () => {
    const atlas = read(feature({ adcode: 310000, name: '上海市', level: 'province' }), feature({ adcode: 320000, name: '江苏省', level: 'province' }))
    expect([atlas.code, atlas.name]).toEqual(['adcode', 'name'])
    expect(exampleOf(atlas, atlas.code, atlas.name)).toBe('310000 · 上海市')
    const natural = read(feature({ id: 'x y', ISO_3166_2: 'CN-SH', NAME_1: 'Shanghai' }), feature({ id: 'x y', ISO_3166_2: 'CN-JS', NAME_1: 'Jiangsu' }))
    expect([natural.code, natural.name]).toEqual(['ISO_3166_2', 'NAME_1'])
  })
  it('has no code where the server would refuse it, or two regions share it', () => {
    const shared = read(feature({ code: 'A', kurz: 'N1', name: 'North' }), feature({ code: 'A', kurz: 'N2', name: 'South' }))
    expect(shared.code).toBe('kurz')
    expect(read(feature({ code: 'ein sehr langer Name mit Leerzeichen' })).code).toBe('code')
    expect(read(feature(null))).toMatchObject({ code: 'code', name: 'code', properties: [] })
  })
  it('is shown as far as it has areas', () => {
    const mixed = read(feature({ code: 'A' }), feature({ code: 'B' }, { type: 'Point', coordinates: [0, 0] }), feature({ code: 'C' }, null))
    expect(shownOf(mixed)).toEqual([square])
  })
  it('is refused where it is none, and read with a byte order mark', () => {
    expect([readRegions('{'), readRegions('null'), readRegions('[]'), readRegions('{"type":"FeatureCollection","features":[]}')]).toEqual(['no_json', 'no_collection', 'no_collection', 'no_feature'])
    expect(readRegions(`\uFEFF${JSON.stringify({ type: 'FeatureCollection', features: [feature({ code: 'A' })] })}`)).toMatchObject({ code: 'code' })
  })
})

describe('of many regions', () => {
  const many = Array.from({ length: 100 }, (_, n) => ({ id: `r${n}`, corners: 100 + n }))
  it('as many are drawn as there is room for, the chosen one always', () => {
    expect(drawable(many, undefined)).toHaveLength(60)
    expect(drawable(many, 'r99')[0]?.id).toBe('r99')
    expect(drawable(many, 'r99')).toHaveLength(60)
    expect(drawable([{ id: 'a', corners: 20_000 }, ...Array.from({ length: 9 }, (_, n) => ({ id: `b${n}`, corners: 19_000 }))], 'a')).toHaveLength(4)
  })
})
