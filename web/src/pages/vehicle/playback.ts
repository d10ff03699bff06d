import { useCallback, useEffect, useRef, useState } from 'react'

export const SPEEDS = [1, 16, 60, 240, 960] as const
/** Drawn so often while playing: more than a map drawn in software can follow helps nobody. */
const FRAME_MS = 50

type Options = { start: number; end: number; first: number | undefined; last: number | undefined; asked: string | undefined; onRest: (seconds: string | undefined) => void }
export type Playback = { t: number; playing: boolean; speed: number; toggle: () => void; seek: (t: number) => void; by: (ms: number) => void; setSpeed: (speed: number) => void }

/** Where a day stands. The moment is in the address whenever it rests, in seconds since the day began. */
export function usePlayback({ start, end, first, last, asked, onRest }: Options): Playback {
  const home = last ?? start
  const wanted = asked !== undefined && Number.isFinite(Number(asked)) ? start + Number(asked) * 1000 : home
  const [t, setT] = useState(wanted)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<number>(60)
  const rest = useRef(onRest)
  rest.current = onRest
  const now = useRef(t)
  now.current = t

  // Another day, or its fixes have come: to the moment of the address, or to the newest fix.
  useEffect(() => {
    setPlaying(false)
    setT(wanted)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [start, first === undefined])

  const store = useCallback((at: number) => rest.current(String(Math.round((at - start) / 1000))), [start])
  const seek = useCallback(
    (to: number) => {
      const at = Math.max(start, Math.min(end - 1000, to))
      setT(at)
      store(at)
    },
    [start, end, store],
  )
  const limit = last ?? end
  useEffect(() => {
    if (!playing) return
    let before = performance.now()
    const timer = setInterval(() => {
      const passed = performance.now() - before
      before += passed
      const to = now.current + passed * speed
      setT(Math.min(to, limit))
      if (to >= limit) {
        setPlaying(false)
        store(limit)
      }
    }, FRAME_MS)
    return () => clearInterval(timer)
  }, [playing, speed, limit, store])

  const toggle = useCallback(() => {
    if (playing) {
      setPlaying(false)
      store(now.current)
      return
    }
    // At the end, it begins anew.
    if (now.current >= limit - 1000 && first !== undefined) setT(first)
    setPlaying(true)
  }, [playing, limit, first, store])
  const by = useCallback((ms: number) => seek(now.current + ms), [seek])
  return { t, playing, speed, toggle, seek, by, setSpeed }
}
