import { Button, SegmentedControl } from '@mantine/core'
import { IconBuildingWarehouse, IconLayoutGrid, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { yardsQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords } from '../../i18n'
import { count } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { SavedViews } from '../../ui/SavedViews'
import { Empty, Shown } from '../../ui/states'
import { yardOf } from '../dispatch/wire'
import { Arrivals } from './Arrivals'
import { Bays } from './Bays'
import { holds, type Standing, type YardView } from './cars'
import { CheckIn } from './CheckIn'
import { Find } from './Find'
import { Inventory } from './Inventory'
import { Leaving } from './Leaving'
import { MoveBay } from './MoveBay'
import { say } from './say'
import { MOST, useStanding } from './useStanding'
import './yard.css'
import { YardForm, Yards } from './Yards'

const route = getRouteApi('/inside/yard')
const TABS = [undefined, 'in', 'out', 'yards'] as const

export default function YardPage() {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const [adding, setAdding] = useState(false)
  useCrumb(<h1>{t('yard.title')}</h1>, t('yard.title'))
  const yards = useQuery(yardsQuery)
  const add = may('yards:write') && (
    <Button size="xs" variant={yards.data?.items.length === 0 ? 'filled' : 'default'} onClick={() => setAdding(true)}>
      {t('yard.add')}
    </Button>
  )
  return (
    <div className="yardpage">
      <div className="tabs" role="navigation" aria-label={t('yard.title')}>
        {TABS.map((one) => (
          <button key={one ?? ''} type="button" className={tab === one ? 'on' : ''} aria-current={tab === one ? 'page' : undefined} onClick={() => void navigate({ search: (before) => ({ yard: before.yard, tab: one }) })}>
            {one === undefined ? t('yard.inventory') : one === 'yards' ? t('yard.yards') : s(one === 'in' ? 'arrivals' : 'leaving')}
          </button>
        ))}
      </div>
      <Shown query={yards} waiting={<Rows n={3} height={90} />} right="yards:read">
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<IconBuildingWarehouse size={28} stroke={1.4} />} title={t('yard.none')} action={add}>
              {t('yard.none_text')}
            </Empty>
          ) : (
            <Desk yards={items} add={add} />
          )
        }
      </Shown>
      {adding && <YardForm onClose={() => setAdding(false)} />}
    </div>
  )
}

function Desk({ yards, add }: { yards: readonly YardView[]; add: React.ReactNode }) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [moving, setMoving] = useState<Standing | null>(null)
  const standing = useStanding(yards)
  const chosen = yards.find((yard) => yard.id === search.yard)
  const shown = chosen ? [chosen] : yards
  const cars = useMemo(() => (standing.data?.cars ?? []).filter(({ yard }) => !chosen || yard.id === chosen.id), [standing.data, chosen])
  const found = useMemo(() => cars.filter(({ car }) => holds(search.q, [car.plate, car.vin]) && (!search.over || car.overdue)), [cars, search.q, search.over])
  const put = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const check = (change: Pick<typeof search, 'check' | 'case' | 'yard'>) => void navigate({ search: (before) => ({ ...before, ...change }) })
  const deeds = {
    onMove: may('custody:write') ? setMoving : undefined,
    onOut: may('custody:write') ? ({ car }: Standing) => check({ check: 'out', case: car.case_id, yard: search.yard }) : undefined,
  }
  const narrowed = search.q !== undefined || search.over === true
  const ids = useMemo(() => new Set(found.map(({ car }) => car.case_id)), [found])
  const leaving = search.check === 'out' ? standing.data?.cars.find(({ car }) => car.case_id === search.case) : undefined
  return (
    <>
      <div className="pagehead">
        {search.tab !== 'yards' && <Find value={search.q} onFind={(q) => put({ q })} />}
        {!search.tab && (
          <button type="button" className="chip" aria-pressed={search.over === true} onClick={() => put({ over: search.over ? undefined : true })}>
            {s('over')} <span className="n">{count(cars.filter(({ car }) => car.overdue).length)}</span>
          </button>
        )}
        <span className="sub" role="status">{search.tab !== 'in' && search.tab !== 'yards' && standing.data && s(found.length === 1 ? 'cars_1' : 'cars_n', { n: count(found.length) })}</span>
        <span className="spring" />
        {!search.tab && (
          <>
            <SavedViews path="/yard" />
            {chosen && <ExportMenu path={`yards/${chosen.id}/inventory`} total={standing.data && !standing.data.more ? cars.length : undefined} />}
            <SegmentedControl
              size="xs"
              value={search.view ?? 'table'}
              onChange={(view) => put({ view: view === 'bays' ? view : undefined })}
              data={[
                { value: 'table', label: <span className="seg"><IconTable size={14} aria-hidden />{s('table')}</span> },
                { value: 'bays', label: <span className="seg"><IconLayoutGrid size={14} aria-hidden />{s('plan')}</span> },
              ]}
            />
          </>
        )}
        {add}
      </div>
      {search.tab !== 'yards' && <Capacity yards={yards} chosen={chosen?.id} onPick={(yard) => put({ yard })} />}
      {search.tab === 'yards' ? (
        <Yards yards={yards} onIn={(yard) => check({ check: 'in', case: undefined, yard })} />
      ) : search.tab === 'in' ? (
        <Arrivals standing={standing.data?.cars ?? []} q={search.q} onIn={may('custody:write') ? (kase) => check({ check: 'in', case: kase, yard: search.yard }) : undefined} />
      ) : (
        <Shown query={standing} waiting={<Rows n={8} height={40} />} right="yards:read">
          {({ more }) => (
            <>
              {more && <p className="stale">{s('capped', { n: count(MOST) })}</p>}
              {search.tab === 'out' ? (
                <Leaving cars={found} onOut={deeds.onOut} />
              ) : search.view === 'bays' ? (
                <div className="bayscroll" tabIndex={0} role="region" aria-label={s('plan')}>
                  {shown.map((yard) => (
                    <Bays key={yard.id} yard={yard} cars={cars.filter((one) => one.yard.id === yard.id)} found={narrowed ? ids : null} {...deeds} />
                  ))}
                </div>
              ) : found.length === 0 ? (
                <Empty title={narrowed && cars.length > 0 ? s('no_match') : t('yard.no_cars')} action={narrowed && cars.length > 0 && <Button variant="default" onClick={() => put({ q: undefined, over: undefined })}>{s('clear')}</Button>} />
              ) : (
                <Inventory cars={found} one={shown.length === 1} sort={search.sort ?? '-days'} onSort={(sort) => put({ sort })} {...deeds} />
              )}
            </>
          )}
        </Shown>
      )}
      {moving && <MoveBay one={moving} onClose={() => setMoving(null)} />}
      {search.check === 'in' && <CheckIn key="in" yards={yards} at={chosen?.id} kase={search.case} standing={standing.data?.cars ?? []} onClose={() => check({ check: undefined, case: undefined, yard: search.yard })} />}
      {leaving && <CheckIn key={leaving.car.case_id} yards={yards} out={leaving} standing={standing.data?.cars ?? []} onClose={() => check({ check: undefined, case: undefined, yard: search.yard })} />}
    </>
  )
}

/** How full each yard is; one of them is what the page is about, or all. */
function Capacity({ yards, chosen, onPick }: { yards: readonly YardView[]; chosen: string | undefined; onPick: (yard: string | undefined) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  return (
    <div className="capacity" role="group" aria-label={t('yard.yards')}>
      {yards.length > 1 && (
        <button type="button" aria-pressed={chosen === undefined} onClick={() => onPick(undefined)}>
          <b>{s('all_yards')}</b>
          <span className="meta">{s('of_bays', { n: count(yards.reduce((sum, yard) => sum + yard.occupied, 0)), total: count(yards.reduce((sum, yard) => sum + yardOf(yard).bays, 0)) })}</span>
        </button>
      )}
      {yards.map((view) => {
        const { name, bays } = yardOf(view)
        const share = Math.min(1, view.occupied / bays)
        return (
          <button key={view.id} type="button" aria-pressed={chosen === view.id} onClick={() => onPick(chosen === view.id ? undefined : view.id)}>
            <b className="ellipsis">{name}</b>
            <span className="meta">
              {s('of_bays', { n: count(view.occupied), total: count(bays) })} · {share >= 1 ? s('full') : s('free_n', { n: count(bays - view.occupied) })}
            </span>
            <span className="bar" data-level={share >= 1 ? 'full' : share >= 0.9 ? 'nearly' : ''} aria-hidden>
              <i ref={(bar) => bar?.style.setProperty('width', `${share * 100}%`)} />
            </span>
          </button>
        )
      })}
    </div>
  )
}
