import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { count } from '../../i18n/format'
import { Plate } from '../../ui/bits'
import { yardOf } from '../dispatch/wire'
import { plan, type Standing, type YardView } from './cars'
import { CarMenu, type Deeds, Hold } from './Inventory'
import { say } from './say'
import { useMove } from './MoveBay'

/** Bays that are drawn at first, and more each time. */
const STEP = 240
type Props = Deeds & { yard: YardView; cars: readonly Standing[]; /** Those that a search is about. */ found: ReadonlySet<string> | null }

/** A yard as it lies there: which bay is free, and which car stands where. A car is chosen, then the bay it moves to. */
export function Bays({ yard, cars, found, onMove, onOut }: Props) {
  const { t, language } = useWords()
  const s = say(language)
  const [most, setMost] = useState(STEP)
  const [held, hold] = useState<string | null>(null)
  const move = useMove()
  const { bays, name } = yardOf(yard)
  const { cells, unplaced } = plan(bays, cars, most)
  const moving = cars.find((one) => one.car.case_id === held)
  const put = (bay: number) => moving && move.mutate({ one: moving, bay }, { onSuccess: () => hold(null) })
  const card = (one: Standing) => (
    <div key={one.car.case_id} role="listitem" className="bay" data-car data-over={one.car.overdue} data-held={held === one.car.case_id} data-dim={found !== null && !found.has(one.car.case_id)}>
      <button type="button" disabled={!onMove} aria-pressed={held === one.car.case_id} onClick={() => hold(held === one.car.case_id ? null : one.car.case_id)}>
        <span className="bay-no">{one.car.bay ? <><span className="visually-hidden">{s('bay')} </span>{count(one.car.bay)}</> : s('no_bay')}</span>
        <Plate small text={one.car.plate} />
        <span className="meta">
          {count(one.car.days)} {t('yard.days')} {one.car.hold_until && <Hold car={one.car} />}
        </span>
      </button>
      <CarMenu one={one} onMove={onMove} onOut={onOut} />
    </div>
  )
  return (
    <section className="panel bays-of" aria-label={name}>
      <header>
        <b>{name}</b>
        <span className="meta" aria-live="polite">{moving ? s('choose_bay', { plate: moving.car.plate ?? moving.car.vin }) : onMove ? s('plan_hint') : ''}</span>
        {moving && (
          <Button size="compact-xs" variant="default" onClick={() => hold(null)}>
            {t('common.cancel')}
          </Button>
        )}
      </header>
      {unplaced.length > 0 && (
        <>
          <h3 className="label">{s('unplaced')}</h3>
          <div className="bays" role="list">{unplaced.slice(0, STEP).map((one) => card(one))}</div>
        </>
      )}
      <div className="bays" role="list">
        {cells.map(({ bay, one }) =>
          one ? (
            card(one)
          ) : (
            <div key={`bay ${bay}`} role="listitem" className="bay">
              <button type="button" disabled={!moving || move.isPending} aria-label={moving ? s('put_here', { bay, plate: moving.car.plate ?? moving.car.vin }) : s('empty_bay', { bay })} onClick={() => put(bay)}>
                <span className="bay-no">{count(bay)}</span>
              </button>
            </div>
          ),
        )}
      </div>
      {bays > most && (
        <Button size="compact-sm" variant="default" onClick={() => setMost(most + STEP)}>
          {s('more_bays', { n: count(Math.min(STEP, bays - most)) })}
        </Button>
      )}
    </section>
  )
}
