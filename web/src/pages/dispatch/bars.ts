import { distance, type Place } from '../../map/geo'
import { degrees, type Order, type Point, type Round, type Stage, type Work } from './wire'

/** What a contractor has on a day: an offer that runs, work that goes on or stands still, work that is over. */
export type Tone = 'offer' | 'work' | 'held' | 'done' | 'failed'
export type Bar = { order: string; tone: Tone; from: number; to: number; row: number; /** It goes on: its end is only now. */ open: boolean; marks: readonly number[] }
/** An order as lanes read it. */
export type Listed = { id: string; state: string; vendor_id?: string | null; order: Order }

export function workOf(stage: Stage): Work | null {
  if (stage.from) return workOf(stage.from)
  if (stage.work) return stage.work
  return stage.accepted_at && stage.vendor ? { vendor: stage.vendor, accepted_at: stage.accepted_at, check_ins: stage.check_ins, hooked: stage.hooked } : null
}

const GOES_ON = ['accepted', 'en_route', 'on_site', 'on_hook', 'on_hold']
export const WORKING: readonly string[] = GOES_ON
const toneOf = (state: string): Tone => (state === 'on_hold' ? 'held' : GOES_ON.includes(state) ? 'work' : ['failed', 'reversed', 'withdrawn', 'expired'].includes(state) ? 'failed' : 'done')

/** When the work ended, where it has and somebody wrote that down. */
const endOf = (stage: Stage): string | undefined => stage.at ?? stage.acknowledged?.at

/** So much of a day is kept free for what stands on a short bar. */
const LABEL_MS = 2 * 3_600_000

/** What a contractor has between two moments, ms; bars that overlap stand under each other. */
export function laneOf(vendor: string, orders: readonly Listed[], rounds: ReadonlyMap<string, Round>, from: number, until: number, now: number): Bar[] {
  const bars: Bar[] = []
  const add = (order: string, tone: Tone, start: number, end: number, open: boolean, marks: readonly number[] = []) => {
    if (end <= from || start >= until || !(end >= start)) return
    bars.push({ order, tone, from: Math.max(from, start), to: Math.min(until, end), row: 0, open, marks: marks.filter((at) => at >= from && at < until) })
  }
  for (const { id, state, order } of orders) {
    const work = workOf(order.stage)
    if (work?.vendor === vendor) {
      const ended = GOES_ON.includes(state) ? undefined : endOf(order.stage)
      if (ended === undefined && !GOES_ON.includes(state)) continue
      const marks = [...(work.check_ins ?? []).map((one) => one.at), ...(work.hooked ? [work.hooked.at] : [])].map((at) => Date.parse(at))
      add(id, toneOf(state), Date.parse(work.accepted_at), ended === undefined ? now : Date.parse(ended), ended === undefined, marks)
    }
    for (const offer of rounds.get(id)?.offers ?? []) if (offer.vendor === vendor && offer.status === 'open') add(id, 'offer', Date.parse(offer.at), Date.parse(offer.until), false)
  }
  bars.sort((a, b) => a.from - b.from || a.order.localeCompare(b.order))
  const ends: number[] = []
  for (const bar of bars) {
    const free = ends.findIndex((end) => end <= bar.from)
    bar.row = free < 0 ? ends.length : free
    ends[bar.row] = Math.max(bar.to, bar.from + LABEL_MS)
  }
  return bars
}

/** Metres from the nearest of its bases, as the crow flies; null where one of them is not known. */
export function reach(bases: readonly Point[] | undefined, target: Point | null): number | null {
  const to: Place | null = target && degrees(target)
  if (!to || !bases || bases.length === 0) return null
  return Math.min(...bases.map((base) => distance(degrees(base), to)))
}
