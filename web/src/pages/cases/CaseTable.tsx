import { useVirtualizer } from '@tanstack/react-virtual'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useWords, word } from '../../i18n'
import { money, moment } from '../../i18n/format'
import { Pill, Plate } from '../../ui/bits'
import { rank, SeverityPill } from '../../ui/severity'
import { ROAD } from '../case/actions'
import type { Entry } from './CasesPage'

type Column = { name: 'plate' | 'contract' | 'state' | 'severity' | 'dpd' | 'overdue' | 'exposure' | 'rule' | 'opened'; by: (entry: Entry) => string | number }
const road: readonly string[] = ROAD
const COLUMNS: readonly Column[] = [
  { name: 'plate', by: ({ kase }) => kase.plate ?? '' },
  { name: 'contract', by: ({ kase }) => kase.contract_number },
  { name: 'state', by: ({ kase }) => road.indexOf(kase.state) },
  { name: 'severity', by: ({ vehicle }) => rank(vehicle?.worst_severity) },
  { name: 'dpd', by: ({ kase }) => kase.dpd },
  { name: 'overdue', by: ({ kase }) => kase.overdue_minor },
  { name: 'exposure', by: ({ kase }) => kase.outstanding_minor },
  { name: 'rule', by: ({ kase }) => kase.rule },
  { name: 'opened', by: ({ kase }) => kase.opened_at },
]
const NUMBERS = new Set(['dpd', 'overdue', 'exposure'])
const HEIGHT = 41

/** `sort` is a column's name, `-` before it for the largest first. */
export function CaseTable({ entries, sort = '-dpd', onSort }: { entries: Entry[]; sort?: string; onSort: (sort: string) => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const down = sort.startsWith('-')
  const name = sort.replace('-', '')
  const rows = useMemo(() => {
    const by = (COLUMNS.find((column) => column.name === name) ?? COLUMNS[4])?.by ?? (() => 0)
    const order = (a: Entry, b: Entry) => {
      const [x, y] = [by(a), by(b)]
      return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1)
    }
    return [...entries].sort(order)
  }, [entries, name, down])
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => HEIGHT, overscan: 12 })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items[items.length - 1]?.end ?? 0)
  const label = (column: Column['name']) => (column === 'severity' ? t('live.severity') : t(`cases.${column}`))
  return (
    <div ref={box} style={{ overflow: 'auto', background: 'var(--panel)' }} tabIndex={0}>
      <table className="list">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column.name} className={NUMBERS.has(column.name) ? 'num' : ''} aria-sort={column.name === name ? (down ? 'descending' : 'ascending') : 'none'}>
                <button type="button" onClick={() => onSort(column.name === name && !down ? `-${column.name}` : column.name)}>
                  {label(column.name)} {column.name === name ? (down ? '↓' : '↑') : ''}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {items.map((item) => {
            const entry = rows[item.index]
            if (!entry) return null
            const { kase, vehicle } = entry
            return (
              <tr key={kase.id} className="pick" style={{ height: HEIGHT }} onClick={() => void navigate({ to: '/cases/$id', params: { id: kase.id } })}>
                <td>
                  <a href={`/cases/${kase.id}`} onClick={(event) => event.preventDefault()}>
                    <Plate small text={kase.plate} />
                  </a>
                </td>
                <td>{kase.contract_number}</td>
                <td>
                  {word('case_state', kase.state)} {kase.open_holds > 0 && <Pill color="var(--sev-warn)">{t('cases.on_hold')}</Pill>}
                </td>
                <td>{vehicle?.worst_severity ? <SeverityPill small severity={vehicle.worst_severity} /> : <span className="meta">—</span>}</td>
                <td className="num">
                  <span className="live-dpd" data-bad={kase.dpd >= 60}>{kase.dpd}</span>
                </td>
                <td className="num">{money(kase.overdue_minor, kase.currency)}</td>
                <td className="num">{money(kase.outstanding_minor, kase.currency)}</td>
                <td className="ellipsis">{word('case_rule', kase.rule)}</td>
                <td className="meta">{moment(kase.opened_at)}</td>
              </tr>
            )
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  )
}
