import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'

export type Column<T> = { head: string; cell: (row: T) => ReactNode; num?: boolean; title?: string | undefined; /** As what it stands in the order; unsaid: nobody sorts by it. */ name?: string }
/** By which column, `-` before its name for the largest first. */
export type Sorting = { sort: string; onSort: (sort: string) => void }

/** The heading of a column that can be sorted by: once for the smallest first, again for the largest. */
export function SortHead({ name, num, title, sorting: { sort, onSort }, children }: { name: string; num?: boolean | undefined; title?: string | undefined; sorting: Sorting; children: ReactNode }) {
  const down = sort.startsWith('-')
  const on = sort.replace('-', '') === name
  return (
    <th className={num ? 'num' : ''} title={title} aria-sort={on ? (down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onSort(on && !down ? `-${name}` : name)}>
        {children} {on ? (down ? '↓' : '↑') : ''}
      </button>
    </th>
  )
}

const Heads = <T,>({ columns, sorting }: { columns: readonly Column<T>[]; sorting?: Sorting | undefined }) => (
  <thead>
    <tr>
      {columns.map(({ head, num, title, name }) =>
        sorting && name ? (
          <SortHead key={head} name={name} num={num} title={title} sorting={sorting}>
            {head}
          </SortHead>
        ) : (
          <th key={head} className={num ? 'num' : ''} title={title}>
            {head}
          </th>
        ),
      )}
    </tr>
  </thead>
)

const Cells = <T,>({ columns, row }: { columns: readonly Column<T>[]; row: T }) =>
  columns.map((column) => (
    <td key={column.head} className={column.num ? 'num' : ''}>
      {column.cell(row)}
    </td>
  ))

/** j and k go from row to row, to the first thing in each that can be pressed: only while the table has the focus. */
function stepRows(event: KeyboardEvent<HTMLDivElement>) {
  const by = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
  const target = event.target as HTMLElement
  if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || target.closest('input,textarea,select,[contenteditable]')) return
  const stops = [...event.currentTarget.querySelectorAll('tbody tr')].flatMap((row) => row.querySelector<HTMLElement>('a[href],button:not(:disabled)') ?? [])
  const now = stops.findIndex((stop) => stop.closest('tr')?.contains(target))
  const next = stops[now < 0 ? (by > 0 ? 0 : stops.length - 1) : now + by]
  if (!next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}

export function Table<T>({ rows, columns, id, empty }: { rows: readonly T[]; columns: readonly Column<T>[]; id: (row: T) => string; empty: ReactNode }) {
  if (rows.length === 0) return empty
  return (
    <div className="tablebox" tabIndex={0} aria-keyshortcuts="j k" onKeyDown={stepRows}>
      <table className="list">
        <Heads columns={columns} />
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              <Cells columns={columns} row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Height of a row of a long table, pixels. */
export const ROW = 41

/** Which of `n` rows have room in a box that scrolls, and what is left out before and after them, pixels. */
export function useDrawn(box: RefObject<HTMLElement | null>, n: number) {
  const virtual = useVirtualizer({ count: n, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12 })
  const items = virtual.getVirtualItems()
  const end = items[items.length - 1]
  return { indexes: items.map((item) => item.index), last: end?.index ?? 0, before: items[0]?.start ?? 0, after: virtual.getTotalSize() - (end?.end ?? 0) }
}

type Long<T> = { rows: readonly T[]; columns: readonly Column<T>[]; id: (row: T) => string; label: string; /** A sentence above the table. */ lead?: ReactNode; sorting?: Sorting; /** There are more, which `onMore` brings. */ more?: boolean; onMore?: () => void; /** The id of the row that is looked at: it is scrolled to. */ picked?: string | undefined; /** A click on a row outside its buttons and links; who has no mouse needs one of those in a cell. */ onPick?: (row: T) => void }

/** A table of thousands of rows, of which those are drawn that have room; near its end it asks for more. Where rows are picked,
 * the page has the keys. */
export function LongTable<T>({ rows, columns, id, label, lead, sorting, more = false, onMore, picked, onPick }: Long<T>) {
  const box = useRef<HTMLDivElement>(null)
  const { indexes, last, before, after } = useDrawn(box, rows.length)
  useEffect(() => {
    if (more && last >= rows.length - 20) onMore?.()
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [more, last, rows.length])
  const at = picked === undefined ? -1 : rows.findIndex((row) => id(row) === picked)
  useEffect(() => {
    if (!box.current || at < 0) return
    // The head sticks above the rows, one row high.
    const { scrollTop, clientHeight } = box.current
    if (at * ROW < scrollTop) box.current.scrollTop = at * ROW
    else if ((at + 2) * ROW > scrollTop + clientHeight) box.current.scrollTop = (at + 2) * ROW - clientHeight
  }, [at])
  return (
    <div ref={box} className="longtable" tabIndex={0} role="region" aria-label={label} {...(onPick ? {} : { 'aria-keyshortcuts': 'j k', onKeyDown: stepRows })}>
      {lead && <p className="sub longtable-lead">{lead}</p>}
      <table className="list">
        <Heads columns={columns} sorting={sorting} />
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {indexes.map((index) => {
            const row = rows[index]
            return (
              row && (
                <tr
                  key={id(row)}
                  style={{ height: ROW }}
                  className={onPick && 'pick'}
                  data-picked={index === at || undefined}
                  onClick={onPick && ((event) => { if (!(event.target as Element).closest('a,button')) onPick(row) })}
                >
                  <Cells columns={columns} row={row} />
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
