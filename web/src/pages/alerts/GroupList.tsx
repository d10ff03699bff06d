import { Checkbox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useWords, word } from '../../i18n'
import { ago, duration } from '../../i18n/format'
import { SeverityIcon, tone } from '../../ui/severity'
import type { Group } from './queues'

const HEIGHT = 62
type Props = { all: Group[]; selected: string | undefined; chosen: ReadonlySet<string>; onFlip: (vehicle: string) => void; onPick: (vehicle: string) => void }

export function GroupList({ all, selected, chosen, onFlip, onPick }: Props) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: all.length, getScrollElement: () => box.current, estimateSize: () => HEIGHT, overscan: 8 })
  const at = all.findIndex((group) => group.vehicle === selected)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected])
  return (
    <div className="rows" ref={box} tabIndex={0} role="list">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const group = all[item.index]
          if (!group) return null
          const kinds = [...new Set(group.alerts.map((alert) => alert.type))]
          const { plate } = group
          return (
            <div key={group.vehicle} role="listitem" className="grouprow" data-on={group.vehicle === selected} data-fresh={group.fresh > 0} style={{ ...tone(group.severity), height: HEIGHT, transform: `translateY(${item.start}px)` }}>
              <Checkbox size="xs" checked={chosen.has(group.vehicle)} onChange={() => onFlip(group.vehicle)} aria-label={`${t('help.select')} ${plate}`} />
              <button type="button" onClick={() => onPick(group.vehicle)} aria-current={group.vehicle === selected ? 'true' : undefined}>
                <SeverityIcon severity={group.severity} size={17} />
                <b className="ellipsis">{plate}</b>
                <span className="meta num">{ago(group.last)}</span>
                <span className="what ellipsis">
                  {kinds.slice(0, 2).map((kind) => word('alert_type', kind)).join(' · ')}
                  {kinds.length > 2 && ` +${kinds.length - 2}`}
                </span>
                <span className="meta num">
                  {group.oldestNew ? `${t('alerts.sla')} ${duration((Date.now() - Date.parse(group.oldestNew)) / 1000)}` : word('desk_state', group.alerts[0]?.desk_state ?? 'new')}
                  {group.alerts.length > 1 && <i className="n">{group.alerts.length}</i>}
                </span>
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}
