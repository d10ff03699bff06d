import { useQueries, useQuery } from '@tanstack/react-query'
import { type CSSProperties, useMemo, useState } from 'react'
import type { Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { dateOf, decimal, metres, money } from '../../i18n/format'
import { Stat } from '../../ui/bits'
import { DAYS, feeOf, figuresQuery, marksOf, MOST, ratesQuery } from './crewFigures'
import { reach, WORKING } from './bars'
import { type Point, vendorOf } from './wire'

const share = (of: number | null) => (of === null ? '—' : `${decimal(of / 100, 0)} %`)
type Props = { vendors: readonly Schemas['VendorView'][]; orders: readonly Schemas['OrderView'][]; kind: string; target: Point | null; selected: string | undefined; onPick: (vendor: string | undefined) => void }

/** Each contractor with what is asked of them before they are asked: load, way, figures, price. One that is chosen has its area on the map. */
export function Crew({ vendors, orders, kind, target, selected, onPick }: Props) {
  const { t } = useWords()
  const may = useMay()
  const [now] = useState(Date.now)
  const active = useMemo(() => vendors.filter((one) => one.state === 'active').sort((a, b) => vendorOf(a).name.localeCompare(vendorOf(b).name)), [vendors])
  const sheet = useQuery({ ...figuresQuery(now), enabled: may('reports:read') }).data
  const rates = useQueries({ queries: may('vendors:read') ? active.slice(0, MOST).map((one) => ratesQuery(one.id)) : [] })
  return (
    <section className="crew">
      <h2 className="section">
        <span>{t('crew.title')}</span>
        <b>{active.length}</b>
      </h2>
      {active.map((vendor, n) => {
        const { name, capacity, bases } = vendorOf(vendor)
        const load = orders.filter((one) => one.vendor_id === vendor.id && WORKING.includes(one.state)).length
        const marks = marksOf(sheet, vendor.id)
        const fee = feeOf((rates[n]?.data?.items as readonly unknown[] | undefined) ?? [], kind, dateOf(now))
        const way = reach(bases, target)
        return (
          <button key={vendor.id} type="button" className="crew-one" aria-pressed={vendor.id === selected} title={t('crew.area', { name })} onClick={() => onPick(vendor.id === selected ? undefined : vendor.id)}>
            <b className="ellipsis">{name}</b>
            <span className="meta">{t('lanes.load', { n: load, most: capacity })}</span>
            <span className="bar">
              <i style={{ width: `${Math.min(100, capacity > 0 ? (100 * load) / capacity : 0)}%` } as CSSProperties} />
            </span>
            <span className="kv">
              {may('reports:read') && <Stat label={t('crew.recovered')}>{share(marks.recovered)}</Stat>}
              {may('reports:read') && <Stat label={t('crew.accepted')}>{share(marks.accepted)}</Stat>}
              <Stat label={word('order_kind', kind)}>{fee ? money(fee.minor, fee.currency, true) : '—'}</Stat>
              {way !== null && <Stat label={t('crew.away')}>{metres(way)}</Stat>}
            </span>
          </button>
        )
      })}
      {may('reports:read') && active.length > 0 && <p className="meta">{t('crew.days', { n: DAYS })}</p>}
    </section>
  )
}
