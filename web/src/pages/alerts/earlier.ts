type Told = { id: string; event_at: string }

/** Those of a list that happened before an alert, the newest first: the server's order is that of their last change. */
export const before = <T extends Told>(all: readonly T[] | undefined, alert: Told): T[] | undefined =>
  all?.filter((one) => one.id !== alert.id && Date.parse(one.event_at) <= Date.parse(alert.event_at)).sort((a, b) => Date.parse(b.event_at) - Date.parse(a.event_at))
