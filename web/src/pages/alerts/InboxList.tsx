import { ActionIcon, Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconCloudOff } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { serverNow } from '../../api/clock'
import { useWords, word } from '../../i18n'
import { ago, clock, count, dateOf, duration, moment } from '../../i18n/format'
import { useSession } from '../../app/session'
import { useNames } from '../../ui/AssignMenu'
import { SeverityIcon, tone } from '../../ui/severity'
import { type Group, overdueBy } from './queues'
import { type Row, stormName } from './rows'
import { say } from './say'

const HEIGHT = 62
type Props = { rows: Row[]; at: number; chosen: ReadonlySet<string>; limit_s: number | null | undefined; more: boolean; onMore: () => void; onFlip: (key: string) => void; onPick: (row: Row) => void; onFold: (storm: string) => void }

export function InboxList({ rows, at, chosen, limit_s, more, onMore, onFlip, onPick, onFold }: Props) {
  const { t, language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => HEIGHT, overscan: 8, getItemKey: (i) => rows[i]?.key ?? i })
  const key = rows[at]?.key
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  const shown = virtual.getVirtualItems()
  const end = shown[shown.length - 1]?.index ?? 0
  useEffect(() => {
    if (more && end >= rows.length - 10) onMore()
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [more, end, rows.length])
  return (
    <div className="rows" ref={box} tabIndex={0} role="list">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {shown.map((item) => {
          const row = rows[item.index]
          if (!row) return null
          const on = item.index === at
          const name = row.kind === 'storm' ? stormName(row.storm, say(language), language, count) : row.kind === 'member' ? (row.alert.plate ?? row.alert.vehicle_id.slice(0, 8)) : row.group.plate
          const severity = row.kind === 'storm' ? row.storm.severity : row.kind === 'member' ? row.alert.severity : row.group.severity
          const fresh = row.kind === 'storm' ? row.storm.fresh > 0 : row.kind === 'member' ? row.alert.desk_state === 'new' : row.group.oldestNew !== null
          return (
            <div key={row.key} role="listitem" className="grouprow" data-kind={row.kind} data-on={on} data-fresh={fresh} style={{ ...tone(severity), height: HEIGHT, transform: `translateY(${item.start}px)` }}>
              <Checkbox size="xs" checked={chosen.has(row.key)} onChange={() => onFlip(row.key)} aria-label={`${t('help.select')} ${name}`} />
              <button type="button" onClick={() => onPick(row)} aria-current={on ? 'true' : undefined}>
                {row.kind === 'storm' ? <IconCloudOff size={17} aria-hidden /> : <SeverityIcon severity={severity} size={17} />}
                {row.kind === 'vehicle' ? <OfVehicle group={row.group} limit_s={limit_s} /> : row.kind === 'storm' ? <OfStorm row={row} name={name} limit_s={limit_s} /> : <OfMember row={row} name={name} />}
              </button>
              {row.kind === 'storm' && (
                <ActionIcon className="unfold" variant="subtle" color="gray" aria-expanded={row.unfolded} aria-label={say(language)(row.unfolded ? 'fold' : 'unfold')} onClick={() => onFold(row.storm.id)}>
                  {row.unfolded ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
                </ActionIcon>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** How long it waits, and, where the lender has a limit, whether that is too long. */
function Waiting({ since, limit_s }: { since: string; limit_s: number | null | undefined }) {
  const { t, language } = useWords()
  // From two days on the hours only take the room of what it is about.
  const long = (seconds: number) => (seconds < 2 * 86_400 ? duration(seconds) : say(language)('days', { n: count(Math.floor(seconds / 86_400)) }))
  const over = limit_s == null ? -1 : overdueBy(since, limit_s, serverNow())
  if (over > 0) return <em className="overdue" title={say(language)('limit', { time: duration(limit_s ?? 0) })}>{say(language)('overdue', { time: long(over) })}</em>
  return <span title={limit_s == null ? undefined : say(language)('limit', { time: duration(limit_s) })}>{`${t('alerts.sla')} ${long((serverNow() - Date.parse(since)) / 1000)}`}</span>
}

function OfVehicle({ group, limit_s }: { group: Group; limit_s: number | null | undefined }) {
  const { t } = useWords()
  const kinds = [...new Set(group.alerts.map((alert) => alert.type))]
  const nameOf = useNames()
  const me = useSession()?.user_id
  const held = group.alerts.find((alert) => alert.assigned_to)
  const whose = held && (held.assigned_to === me ? nameOf(me) : (held.assignee_name ?? nameOf(held.assigned_to)))
  return (
    <>
      <span className="who">
        <b className="ellipsis">{group.plate}</b>
        {whose && <i className="whose ellipsis" title={`${t('assign.title')}: ${whose}`}>{whose}</i>}
      </span>
      <span className="meta num" title={`${moment(group.first)} – ${moment(group.last)}`}>
        {ago(group.last)}
      </span>
      <span className="what ellipsis">
        {kinds.slice(0, 2).map((kind) => word('alert_type', kind)).join(' · ')}
        {kinds.length > 2 && ` +${kinds.length - 2}`}
      </span>
      <span className="meta num">
        {group.oldestNew ? <Waiting since={group.oldestNew} limit_s={limit_s} /> : word('desk_state', group.alerts[0]?.desk_state ?? 'new')}
        {group.n > 1 && <i className="n">{count(group.n)}</i>}
      </span>
    </>
  )
}

function OfStorm({ row, name, limit_s }: { row: Extract<Row, { kind: 'storm' }>; name: string; limit_s: number | null | undefined }) {
  return (
    <>
      <b className="stormname" title={name}>{name}</b>
      <span className="what ellipsis">{`${moment(row.storm.first_at)} – ${dateOf(row.storm.first_at) === dateOf(row.storm.last_at) ? clock(row.storm.last_at) : moment(row.storm.last_at)}`}</span>
      <span className="meta num">{row.storm.waiting_since ? <Waiting since={row.storm.waiting_since} limit_s={limit_s} /> : word('desk_state', 'acknowledged')}</span>
    </>
  )
}

function OfMember({ row, name }: { row: Extract<Row, { kind: 'member' }>; name: string }) {
  return (
    <>
      <b className="ellipsis">{name}</b>
      <span className="meta num">{ago(row.alert.event_at)}</span>
      <span className="what ellipsis">{word('alert_type', 'offline')}</span>
      <span className="meta num">{word('desk_state', row.alert.desk_state)}</span>
    </>
  )
}
