import { useEffect, useMemo, useState } from 'react'
import type { Schemas } from './client'
import { LiveStream, type LiveEvent } from './live'
import { type Choice, type MapVehicle, rows } from './queries'

/** What moves in a part of the world, as the stream tells it. */
export type Moves = Schemas['Moves']

/** A vehicle as it was told last, and when that was, by the server's clock. */
type Held = { vehicle: MapVehicle; told: number }
export type Holding = { now: number; by: ReadonlyMap<string, Held> }

/** What is held after the stream has told something: a snapshot begins anew, what is gone is forgotten. Null: too many to be told one by one. */
export function moved(before: Holding | null, told: Moves): Holding | null {
  if (told.crowded) return null
  const now = Date.parse(told.now)
  const by = new Map(told.snapshot ? [] : before?.by)
  for (const id of told.gone) by.delete(id)
  for (const vehicle of rows(told.points)) by.set(vehicle.vehicle_id, { vehicle, told: now })
  return { now, by }
}

/** The vehicles of it, as old as they are by now: who is silent is told once, and grows older all the same. */
export const vehiclesOf = ({ now, by }: Holding): MapVehicle[] =>
  [...by.values()].map(({ vehicle, told }) => (now > told ? { ...vehicle, age_s: vehicle.age_s + Math.round((now - told) / 1000) } : vehicle))

/** So long a view must rest before it is subscribed to: a map that is dragged would begin a stream for each pixel. */
const REST_MS = 400
/** While nothing is told, ages are counted on so often. */
const AGE_MS = 30_000

/** Whether anybody looks at this page. A hidden one holds no stream: a browser has six connections for all of its tabs. */
function useLooking(): boolean {
  const [looking, setLooking] = useState(() => document.visibilityState !== 'hidden')
  useEffect(() => {
    const look = () => setLooking(document.visibilityState !== 'hidden')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return looking
}

/**
 * Follows what moves. Null until the stream's first word, where there is too much to be told one by one, and where the
 * stream has been away for long: then what was asked for is shown instead.
 */
export function useMoves(bbox: string | undefined, choice: Choice, enabled: boolean, open: (path: string) => LiveStream = (path) => new LiveStream(undefined, undefined, path)): readonly MapVehicle[] | null {
  const [held, setHeld] = useState<Holding | null>(null)
  const looking = useLooking()
  const path = useMemo(() => {
    const asked = new URLSearchParams({ topics: 'positions', ...(bbox ? { bbox } : {}) })
    for (const [name, value] of Object.entries(choice)) if (value !== undefined) asked.set(name, String(value))
    return `/api/v1/events/stream?${asked}`
  }, [bbox, choice])
  useEffect(() => {
    setHeld(null)
    if (!enabled || !looking) return
    const stream = open(path)
    let age: ReturnType<typeof setTimeout> | undefined
    const count = () => {
      age = setTimeout(() => {
        setHeld((before) => before && { ...before, now: before.now + AGE_MS })
        count()
      }, AGE_MS)
    }
    const unhear = stream.hear((event: LiveEvent) => {
      const told = event as unknown as Moves
      if (!Array.isArray(told.points?.vehicle_id)) return
      setHeld((before) => moved(before, told))
      clearTimeout(age)
      count()
    })
    const unwatch = stream.watch(() => stream.current() === 'off' && setHeld(null))
    const rest = setTimeout(() => stream.start(), REST_MS)
    return () => {
      clearTimeout(rest)
      clearTimeout(age)
      unhear()
      unwatch()
      stream.stop()
    }
    // How a stream is opened does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [path, enabled, looking])
  return useMemo(() => held && vehiclesOf(held), [held])
}
