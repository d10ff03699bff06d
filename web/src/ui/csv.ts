type Cell = string | number | null | undefined

/** A table as CSV (RFC 4180): every cell in quotes. */
export const csv = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n')
