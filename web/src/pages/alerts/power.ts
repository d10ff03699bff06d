import type { AlertPower } from '../../api/inbox'

type Series = AlertPower['items'][number]
type Fact = { feature: string; value: unknown }
type RuleNumber = { name: string; value: unknown; unit?: string | null }

/** Of a lorry's wiring, not of a car's: 24 V systems stand above this, 12 V systems never. */
const LORRY_MV = 18_000

/** The voltage below which the rule speaks, mV: as the alert itself says, else as the numbers of its rule and the wiring do. */
export function limitOf(evidence: readonly Fact[], rule: readonly RuleNumber[], mv: readonly number[]): number | null {
  const told = evidence.find((fact) => fact.feature === 'limit_mv')?.value
  if (typeof told === 'number') return told
  const sorted = [...mv].sort((a, b) => a - b)
  const usual = sorted[Math.floor(sorted.length / 2)]
  if (usual === undefined) return null
  const value = rule.find((one) => one.unit === 'millivolts' && one.name === (usual > LORRY_MV ? 'low_24_mv' : 'low_12_mv'))?.value
  return typeof value === 'number' ? value : null
}

/** Lowest and highest reading, and the last one before a time. */
export function spread(points: Series['power_mv'], at: string): { low: number; high: number; before: number | null } | null {
  if (points.length === 0) return null
  const values = points.map((point) => point.value)
  const earlier = points.filter((point) => Date.parse(point.at) <= Date.parse(at))
  return { low: Math.min(...values), high: Math.max(...values), before: earlier[earlier.length - 1]?.value ?? null }
}

/** Longer than this without a reading, the line breaks, seconds: a tracker that sleeps reports once a day. */
export const BREAK_S = 6 * 3600

/** Times in seconds and values for the chart, with a hole where nothing was told for long. */
export function columns(points: Series['power_mv'], scale: number): [number[], (number | null)[]] {
  const times: number[] = []
  const values: (number | null)[] = []
  for (const point of points) {
    const at = Date.parse(point.at) / 1000
    const last = times[times.length - 1]
    // Two readings of one second: the chart wants times that rise.
    if (last !== undefined && at <= last) {
      values[values.length - 1] = point.value / scale
      continue
    }
    if (last !== undefined && at - last > BREAK_S) {
      times.push(last + 1)
      values.push(null)
    }
    times.push(at)
    values.push(point.value / scale)
  }
  return [times, values]
}
