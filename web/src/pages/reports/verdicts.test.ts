import { describe, expect, it } from 'vitest'
import { bar, decided, ordered, percent, precisionCsv, type TypePrecision } from './verdicts'

const share = (confirmed: number, false_positive: number, benign: number, test = 0, low = 0, high = 1) => ({ confirmed, false_positive, benign, test, low, high, precision: confirmed + false_positive + benign > 0 ? confirmed / (confirmed + false_positive + benign) : null })
const types: TypePrecision[] = [
  { type: 'tow', total: share(0, 0, 0, 3), months: [{ month: '2026-10', ...share(0, 0, 0, 3) }] },
  { type: 'removal', total: share(3, 0, 1, 2, 0.3, 0.95), months: [{ month: '2026-09', ...share(3, 0, 1, 2, 0.3, 0.95) }] },
  { type: 'offline', total: share(1, 3, 0, 0, 0.05, 0.7), months: [] },
]

describe('how often alerts were right', () => {
  it('counts no tests, and begins with what was decided most', () => {
    expect(types.map((one) => decided(one.total))).toEqual([0, 4, 4])
    expect(ordered(types).map((one) => one.type)).toEqual(['offline', 'removal', 'tow'])
  })
  it('has no bar where nothing was decided', () => {
    expect(bar(share(0, 0, 0, 3))).toBeNull()
    const drawn = bar(share(3, 0, 1, 2, 0.3, 0.95))
    expect([drawn?.from, drawn?.width, drawn?.at].map((n) => Math.round(n ?? -1))).toEqual([30, 65, 75])
    expect(percent(0.755)).toBe('76 %')
  })
  it('is written out with its months', () => {
    expect(precisionCsv(types).split('\r\n')).toEqual([
      '"type","month","confirmed","false_positive","benign","test","precision","low","high"',
      '"tow","","0","0","0","3","","0","1"',
      '"tow","2026-10","0","0","0","3","","0","1"',
      '"removal","","3","0","1","2","0.75","0.3","0.95"',
      '"removal","2026-09","3","0","1","2","0.75","0.3","0.95"',
      '"offline","","1","3","0","0","0.25","0.05","0.7"',
    ])
  })
})
