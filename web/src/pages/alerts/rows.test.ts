import { expect, it } from 'vitest'
import type { SilentAlert, Storm } from '../../api/inbox'
import { count } from '../../i18n/format'
import { groupOf } from './queues'
import { looking, rowAt, rowsOf, stormName, vehiclesIn } from './rows'
import { say } from './say'

const storm = (of: Partial<Storm> = {}): Storm => ({ id: '1~c~x', vehicles: 312, alerts: 320, fresh: 5, severity: 'warn', first_at: '2026-01-01T00:00:00Z', last_at: '2026-01-01T01:00:00Z', region: null, town: 'Chengdu', town_zh: '成都', ...of })
const silent = (id: string): SilentAlert => ({ id, version: 1, vehicle_id: `car-${id}`, severity: 'warn', desk_state: 'new', event_at: '2026-01-01T00:00:00Z', raised_at: '2026-01-01T00:00:00Z' })
const car = (vehicle: string) => groupOf(vehicle, [])

it('puts storms first, and the alerts of the unfolded one below it', () => {
  const [a, b] = [storm(), storm({ id: '2~r~SC', vehicles: 20 })]
  expect(rowsOf([a, b], null, [car('x')]).map((row) => row.key)).toEqual(['storm:1~c~x', 'storm:2~r~SC', 'x'])
  const rows = rowsOf([a, b], { id: b.id, alerts: [silent('s1'), silent('s2')] }, [car('x')])
  expect(rows.map((row) => row.kind)).toEqual(['storm', 'storm', 'member', 'member', 'vehicle'])
  expect(vehiclesIn(rows)).toBe(312 + 20 + 1 + 1 + 1)
})

it('finds each row again by what it writes into the address', () => {
  const rows = rowsOf([storm()], { id: storm().id, alerts: [silent('s1'), silent('s2')] }, [car('x'), car('car-s2')])
  for (const [i, row] of rows.entries()) expect(rowAt(rows, looking(row)), row.key).toBe(i)
  expect(rowAt(rows, {})).toBe(-1)
  expect(rowAt(rows, { v: 'elsewhere' })).toBe(-1)
  // Folded again, the address still means the car where it has a row of its own.
  expect(rowAt(rowsOf([storm()], null, [car('car-s2')]), { storm: storm().id, v: 'car-s2', a: 's2' })).toBe(1)
})

it('calls a storm by the region, else by the town, else by its number alone, in the language of the page', () => {
  const name = (of: Partial<Storm>, lang: string) => stormName(storm(of), say(lang), lang, count)
  expect(name({ region: 'Sichuan' }, 'en')).toBe('312 silent in Sichuan — carrier outage?')
  expect(name({}, 'en')).toBe('312 silent near Chengdu — carrier outage?')
  expect(name({}, 'zh')).toBe('成都附近 312 辆车失联：疑似运营商故障？')
  expect(name({ town_zh: null }, 'zh')).toContain('Chengdu')
  expect(name({ town: null, town_zh: null }, 'en')).toBe('312 silent — carrier outage?')
})
