import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'

export type Column<T> = { head: string; cell: (row: T) => ReactNode; num?: boolean }

export function Table<T>({ rows, columns, id, empty }: { rows: readonly T[]; columns: readonly Column<T>[]; id: (row: T) => string; empty: ReactNode }) {
  if (rows.length === 0) return empty
  return (
    <div className="tablebox" tabIndex={0}>
      <table className="list">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} className={column.num ? 'num' : ''}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              {columns.map((column) => (
                <td key={column.head} className={column.num ? 'num' : ''}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const HEIGHT = 41

/** A table of thousands of rows, of which those are drawn that have room; near its end it asks for `onMore`. */
export function LongTable<T>({ rows, columns, id, label, more, onMore }: { rows: readonly T[]; columns: readonly Column<T>[]; id: (row: T) => string; label: string; more: boolean; onMore: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => HEIGHT, overscan: 12 })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const end = items[items.length - 1]
  const after = virtual.getTotalSize() - (end?.end ?? 0)
  const last = end?.index ?? 0
  useEffect(() => {
    if (more && last >= rows.length - 20) onMore()
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [more, last, rows.length])
  return (
    <div ref={box} className="longtable" tabIndex={0} role="region" aria-label={label}>
      <table className="list">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} className={column.num ? 'num' : ''}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {items.map((item) => {
            const row = rows[item.index]
            return (
              row && (
                <tr key={id(row)} style={{ height: HEIGHT }}>
                  {columns.map((column) => (
                    <td key={column.head} className={column.num ? 'num' : ''}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              )
            )
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  )
}

export const Head = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="pagehead">
    <h1>{title}</h1>
    <span className="spring" />
    {children}
  </div>
)
