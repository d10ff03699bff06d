/** Rows that come while somebody waits. */
export const SHORT = 2_000

/** Lists that grow with the fleet and with time; the others are short by nature. */
const LONG = /^(alerts|cases|loans|orders|invoices|statements|map\/vehicles|vehicles\/[^/]+\/track)$/

/** Whether a list is taken as a job: it may be long, and nobody has seen that it is not. */
export const asJob = (path: string, total: number | undefined): boolean => LONG.test(path) && (total === undefined || total >= SHORT)
