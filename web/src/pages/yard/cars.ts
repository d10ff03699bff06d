import type { Schemas } from '../../api/client'

export type Car = Schemas['StandingCar']
export type YardView = Schemas['YardView']
/** A car and the yard in which it stands. */
export type Standing = { car: Car; yard: YardView; name: string }
export type Amount = { minor: number; currency: string }
/** The API describes money as a plain object. */
export const costOf = (car: Car) => (car.cost ?? null) as unknown as Amount | null

export const COLUMNS = ['bay', 'plate', 'vin', 'yard', 'arrived', 'days', 'cost', 'condition', 'keys', 'hold', 'next'] as const
export type Column = (typeof COLUMNS)[number]
const BY: Record<Column, (one: Standing) => string | number | null> = {
  bay: ({ car }) => car.bay ?? null,
  plate: ({ car }) => car.plate ?? null,
  vin: ({ car }) => car.vin,
  yard: ({ name }) => name,
  arrived: ({ car }) => Date.parse(car.since),
  days: ({ car }) => car.days,
  cost: ({ car }) => costOf(car)?.minor ?? null,
  condition: ({ car }) => car.grade ?? null,
  keys: ({ car }) => car.keys ?? null,
  hold: ({ car }) => car.hold_until ?? null,
  next: ({ car }) => car.next_action ?? null,
}

/** In the order of a column, `-` before its name for the largest first; what is not known comes last either way. */
export function sorted(cars: readonly Standing[], sort: string): Standing[] {
  const down = sort.startsWith('-')
  const name = sort.replace('-', '')
  const by = BY[COLUMNS.find((one) => one === name) ?? 'days']
  return [...cars].sort((a, b) => {
    const [x, y] = [by(a), by(b)]
    if (x === y) return a.car.case_id < b.car.case_id ? -1 : 1
    if (x === null) return 1
    if (y === null) return -1
    return (x < y ? -1 : 1) * (down ? -1 : 1)
  })
}

const folded = (text: string) => text.toUpperCase().replace(/[\s·-]/g, '')

/** Whether a plate or a VIN holds what was typed. */
export function holds(typed: string | undefined, texts: readonly (string | null | undefined)[]): boolean {
  const asked = folded(typed ?? '')
  return asked === '' || texts.some((text) => text != null && folded(text).includes(asked))
}

/** The VIN in the text of a code (ISO 3779: 17 letters and digits without I, O and Q); null: there is none. */
export function vinIn(code: string): string | null {
  // What Code 39 stickers put before it to say that it is a vehicle's number.
  const text = code.toUpperCase()
  return /(?:^|[^A-Z0-9]|^I)([A-HJ-NPR-Z0-9]{17})(?![A-Z0-9])/.exec(text)?.[1] ?? null
}

/** Cases that are over for the lender, or whose car is sold: theirs leave the yard next. */
const OVER: readonly string[] = ['sold', 'settled', 'redeemed', 'reinstated', 'unrepossessed', 'closed']
export const mayGo = (car: Car) => OVER.includes(car.case_state) && car.open_holds === 0

/** To whom the car of a case may go out of a yard, the likely one first. */
export function goesTo(state: string): readonly ('buyer' | 'borrower' | 'carrier' | 'auction' | 'tow_truck')[] {
  if (state === 'sold' || state === 'settled') return ['buyer', 'carrier', 'auction', 'tow_truck']
  if (state === 'redeemed' || state === 'reinstated' || state === 'unrepossessed') return ['borrower', 'carrier', 'tow_truck']
  return ['carrier', 'auction', 'tow_truck']
}

/** The bays of a yard up to `most`, each with its car; and the cars that stand in none of them. */
export function plan(bays: number, cars: readonly Standing[], most: number): { cells: { bay: number; one: Standing | undefined }[]; unplaced: Standing[] } {
  const at = new Map(cars.flatMap((one) => (one.car.bay ? [[one.car.bay, one] as const] : [])))
  // A yard that shrank may hold a car beyond its last bay.
  const last = Math.min(most, Math.max(bays, ...at.keys()))
  return { cells: Array.from({ length: last }, (_, i) => ({ bay: i + 1, one: at.get(i + 1) })), unplaced: cars.filter((one) => !one.car.bay) }
}
