import { IconBriefcase } from '@tabler/icons-react'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { asProblem } from '../../api/problem'
import { useWords, word } from '../../i18n'
import { ago } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { RiskMark } from '../../ui/RiskMark'
import { rank, tone } from '../../ui/severity'
import { Empty, ProblemNote } from '../../ui/states'
import type { Row } from './chosen'

const HEIGHT = 52
/** So many rows before the end, the next page is asked for. */
const AHEAD = 60

/** The list equivalent of the map: the same vehicles, by keyboard too. Only what is seen is in the document. */
export function VehicleList({ rows, query, further, selected, onPick }: { rows: Row[]; query: UseInfiniteQueryResult; further: () => void; selected: string | undefined; onPick: (id: string) => void }) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => HEIGHT, overscan: 8 })
  const at = rows.findIndex((row) => row.vehicle.id === selected)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected])
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) further()
  }, [last, rows.length, further])
  if (query.isPending || (rows.length === 0 && query.hasNextPage)) return <Rows n={10} height={HEIGHT} />
  if (query.isError && rows.length === 0) return <div style={{ padding: 12 }}><ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} right="vehicles:read" /></div>
  if (rows.length === 0) return <Empty title={t('live.no_match')} />
  return (
    <div className="live-list" ref={box} role="listbox" aria-label={t('live.list_label')} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          const { vehicle, at: place } = row
          const time = place?.at ?? vehicle.last_seen_at
          return (
            <div key={vehicle.id} role="option" aria-selected={vehicle.id === selected} aria-posinset={item.index + 1} aria-setsize={query.hasNextPage ? -1 : rows.length} className="live-row" style={{ height: HEIGHT, transform: `translateY(${item.start}px)` }} onClick={() => onPick(vehicle.id)}>
              <i className="dot" style={tone(vehicle.worst_severity)} data-quiet={rank(vehicle.worst_severity) === 0} title={word('severity', vehicle.worst_severity ?? 'none')} />
              <b className="ellipsis">{vehicle.plate ?? vehicle.vin}</b>
              <span className="num live-dpd" data-bad={(vehicle.dpd ?? 0) >= 60}>
                {vehicle.dpd ? t('live.dpd_n', { n: vehicle.dpd }) : ''}
                {vehicle.risk != null && <RiskMark points={vehicle.risk} band={vehicle.risk_band} />}
              </span>
              <span className="meta ellipsis second">
                {[vehicle.make, vehicle.model].filter(Boolean).join(' ') || vehicle.contract_number || vehicle.vin}
                {vehicle.open_case_id && <IconBriefcase size={12} aria-label={t('live.has_case')} role="img" />}
              </span>
              <span className="meta num third">
                {place?.speed_kph != null && place.speed_kph >= 5 && place.age_s < 600 ? `${Math.round(place.speed_kph)} ${t('unit.kmh')} · ` : ''}
                {time ? ago(time) : t('live.no_position')}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
