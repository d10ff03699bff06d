import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { StyleSpecification } from 'maplibre-gl'
import { ask } from '../api/ask'
import { useCan } from '../app/session'
import { setBorders, setWantsTiles, useWantsTiles, wantsTiles } from './settings'
import { type Datum, drawBy } from './shift'

/** Where a lender's tiles come from, as the server keeps it. */
export type MapSource = { kind: 'raster' | 'vector-style' | 'pmtiles'; url: string; attribution: string; max_zoom: number; coord: Datum }
export type MapSettings = { source: MapSource | null; origin: string | null }
export type Tiles = { source: MapSource; style: StyleSpecification }

export const settingsQuery = queryOptions({ queryKey: ['map-settings'], staleTime: 300_000, queryFn: () => ask<MapSettings>('GET', 'settings/map') })

const tilesQuery = queryOptions({
  queryKey: ['map-settings', 'tiles'],
  staleTime: Infinity,
  retry: false,
  queryFn: async (): Promise<Tiles | null> => {
    const configured = await ask<MapSettings>('GET', 'settings/map')
    const source = wantsTiles() ? configured.source : null
    await drawBy(source?.coord ?? 'WGS84')
    return source && { source, style: await (await import('./foreign')).styleOf(source) }
  },
})

/** The lender's own tiles; null: the base map that is built in; undefined: not known yet. Where they cannot be had, the built-in map stands in. */
export function useTiles(): Tiles | null | undefined {
  const can = useCan('GET /settings/map')
  const { data, isError } = useQuery({ ...tilesQuery, enabled: can })
  if (!can) return null
  return isError ? null : data
}

/**
 * The choice between the lender's tiles and the base map that is built in; null where the lender has configured none. Every
 * map is made anew, because what lies on it is drawn by another datum.
 */
export function useBase(): { tiles: boolean; choose: (tiles: boolean) => void } | null {
  const can = useCan('GET /settings/map')
  const source = useQuery({ ...settingsQuery, enabled: can }).data?.source
  const tiles = useWantsTiles()
  const client = useQueryClient()
  if (!source) return null
  const choose = (to: boolean) => {
    setWantsTiles(to)
    // Who draws by the datum of mainland China shows approved tiles; the built-in borders are none.
    if (!to && source.coord !== 'WGS84') setBorders(false)
    void client.resetQueries({ queryKey: tilesQuery.queryKey })
  }
  return { tiles, choose }
}
