/** Below this a difference is the time that an answer takes, and the second that its date is cut to. */
const NOTHING_MS = 3_000

let ahead = 0

/** What an answer says of the time there (RFC 9110, `Date`): a desk whose clock is wrong counts down to the right moment. */
export function hearDate(date: string | null, here = Date.now()): void {
  const there = date === null ? NaN : Date.parse(date)
  if (Number.isNaN(there)) return
  const off = there - here
  ahead = Math.abs(off) < NOTHING_MS ? 0 : off
}

/** Now, by the clock of the service. */
export const serverNow = (): number => Date.now() + ahead
