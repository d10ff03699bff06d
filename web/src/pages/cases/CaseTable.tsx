import { Button, Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { Problem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { money, moment } from '../../i18n/format'
import { Pill, Plate } from '../../ui/bits'
import { AssignMenu, useNames } from '../../ui/AssignMenu'
import { Because } from '../../ui/Because'
import { complain, told } from '../../ui/notify'
import { rank, SeverityPill } from '../../ui/severity'
import { ROW, SortHead, useDrawn } from '../../ui/Table'
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
  const may = useMay()
  const client = useQueryClient()
  const nameOf = useNames()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [holding, setHolding] = useState(false)
  const flip = (id: string) => setChosen((before) => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next })
  const picked = rows.filter(({ kase }) => chosen.has(kase.id)).slice(0, 500)
  // Each is decided for itself: what is refused stays chosen, and the first refusal is told.
  const bulk = useMutation({
    mutationFn: (action: Schemas['CaseBulk']['action']) => answered(api.POST('/api/v1/cases/bulk', { body: { items: picked.map(({ kase }) => ({ id: kase.id, version: kase.version })), action } })),
    onSuccess: (done) => {
      const bad = done.items.filter((row) => row.status >= 300)
      void told(t('assign.bulk_done', { n: done.done, bad: done.refused }))
      if (bad[0]) void complain(Problem.ofRow(bad[0]))
      setChosen(new Set(bad.map((row) => row.id)))
    },
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['cases'] }),
  })
  const write = may('cases:write')
  const box = useRef<HTMLDivElement>(null)
  const { indexes, before, after } = useDrawn(box, rows.length)
  const label = (column: Column['name']) => (column === 'severity' ? t('live.severity') : t(`cases.${column}`))
  return (
    <div className="casetable">
    {chosen.size > 0 && (
      <div className="casebulk" role="toolbar" aria-label={t('alerts.selected_n', { n: chosen.size })}>
        <b>{t('alerts.selected_n', { n: chosen.size })}</b>
        <Button size="compact-sm" loading={bulk.isPending} onClick={() => bulk.mutate({ review: {} })}>
          {word('case_action', 'start_review')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setHolding(true)}>
          {word('case_action', 'place_hold')}
        </Button>
        <AssignMenu roles={['admin', 'supervisor', 'risk_officer', 'legal']} onAssign={(user) => bulk.mutate({ assign: { user_id: user } })}>
          <Button size="compact-sm" variant="default">
            {t('assign.title')}
          </Button>
        </AssignMenu>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setChosen(new Set())}>
          {t('common.cancel')}
        </Button>
      </div>
    )}
    {holding && <Because title={word('case_action', 'place_hold')} onClose={() => setHolding(false)} onDo={(reason) => bulk.mutateAsync({ hold: { kind: 'lender_review', reason } })} />}
    <div ref={box} style={{ overflow: 'auto', background: 'var(--panel)', minHeight: 0 }} tabIndex={0}>
      <table className="list">
        <thead>
          <tr>
            {write && (
              <th className="tick">
                <Checkbox size="xs" aria-label={t('common.all')} checked={chosen.size > 0 && chosen.size === rows.length} indeterminate={chosen.size > 0 && chosen.size < rows.length} onChange={() => setChosen(chosen.size > 0 ? new Set() : new Set(rows.map(({ kase }) => kase.id)))} />
              </th>
            )}
            {COLUMNS.map((column) => (
              <SortHead key={column.name} name={column.name} num={NUMBERS.has(column.name)} sorting={{ sort, onSort }}>
                {label(column.name)}
              </SortHead>
            ))}
            <th>{t('assign.owner')}</th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {indexes.map((index) => {
            const entry = rows[index]
            if (!entry) return null
            const { kase, vehicle } = entry
            return (
              <tr key={kase.id} className="pick" style={{ height: ROW }} onClick={() => void navigate({ to: '/cases/$id', params: { id: kase.id } })}>
                {write && (
                  <td className="tick" onClick={(event) => event.stopPropagation()}>
                    <Checkbox size="xs" checked={chosen.has(kase.id)} onChange={() => flip(kase.id)} aria-label={`${t('help.select')} ${kase.plate ?? kase.contract_number}`} />
                  </td>
                )}
                <td>
                  <a href={`/cases/${kase.id}`} onClick={(event) => event.preventDefault()}>
                    <Plate small text={kase.plate} />
                  </a>
                </td>
                <td>{kase.contract_number}</td>
                <td>
                  {word('case_state', kase.state)} {kase.open_holds > 0 && kase.state !== 'closed' && <Pill color="var(--sev-warn)">{t('cases.on_hold')}</Pill>}
                </td>
                <td>{vehicle?.worst_severity ? <SeverityPill small severity={vehicle.worst_severity} /> : <span className="meta">—</span>}</td>
                <td className="num">
                  <span className="live-dpd" data-bad={kase.dpd >= 60}>{kase.dpd}</span>
                </td>
                <td className="num">{money(kase.overdue_minor, kase.currency)}</td>
                <td className="num">{money(kase.outstanding_minor, kase.currency)}</td>
                <td className="ellipsis">{word('case_rule', kase.rule)}</td>
                <td className="meta">{moment(kase.opened_at)}</td>
                <td className="sub">{nameOf(kase.assigned_to) ?? '—'}</td>
              </tr>
            )
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
    </div>
  )
}
