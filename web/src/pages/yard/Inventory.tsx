import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useWords, word } from '../../i18n'
import { count, dateOf, money, moment } from '../../i18n/format'
import { Pill, Plate } from '../../ui/bits'
import { LongTable, type Sorting } from '../../ui/Table'
import { type Car, type Column, COLUMNS, costOf, sorted, type Standing } from './cars'
import { say } from './say'

const NUMBERS: readonly Column[] = ['bay', 'days', 'cost', 'keys']
/** What may be done with a car; undefined: not by this person. */
export type Deeds = { onMove: ((one: Standing) => void) | undefined; onOut: ((one: Standing) => void) | undefined }
type Props = Deeds & Sorting & { cars: readonly Standing[]; one: boolean }

/** The cars of the yards as a table; `one`: they are all of one yard. */
export function Inventory({ cars, one, sort, onSort, onMove, onOut }: Props) {
  const { t, language } = useWords()
  const s = say(language)
  const rows = useMemo(() => sorted(cars, sort), [cars, sort])
  const label: Record<Column, string> = { bay: s('bay'), plate: t('cases.plate'), vin: s('vin'), yard: t('checkin.yard'), arrived: t('yard.arrived'), days: t('yard.days'), cost: t('checkin.cost'), condition: s('condition'), keys: s('keys'), hold: s('hold_until'), next: s('next') }
  const columns = COLUMNS.filter((column) => !(one && column === 'yard')).map((name) => ({ name, head: label[name], num: NUMBERS.includes(name), title: name === 'hold' ? s('hold_hint') : undefined, cell: (row: Standing) => <Cell column={name} row={row} /> }))
  const deeds = { head: ' ', num: true, cell: (row: Standing) => <CarMenu one={row} onMove={onMove} onOut={onOut} /> }
  return <LongTable rows={rows} columns={onMove || onOut ? [...columns, deeds] : columns} id={({ car }) => car.case_id} label={t('yard.inventory')} sorting={{ sort, onSort }} />
}

/** Plate and model, and the way to the case. */
export const CarName = ({ car }: { car: Car }) => (
  <>
    <Link to="/cases/$id" params={{ id: car.case_id }} aria-label={car.plate ?? car.vin}>
      <Plate small text={car.plate} />
    </Link>{' '}
    <span className="sub">{[car.make, car.model].filter(Boolean).join(' ')}</span>
  </>
)

function Cell({ column, row: { car, name } }: { column: Column; row: Standing }) {
  const { t, language } = useWords()
  const s = say(language)
  const cost = costOf(car)
  switch (column) {
    case 'bay':
      return car.bay ? <b>{count(car.bay)}</b> : <span className="meta">—</span>
    case 'plate':
      return <CarName car={car} />
    case 'vin':
      return <span className="stock-vin">{car.vin}</span>
    case 'yard':
      return <span className="ellipsis stock-yard">{name}</span>
    case 'arrived':
      return <span className="meta">{moment(car.since)}</span>
    case 'days':
      return car.overdue ? <Pill color="var(--sev-high)" title={s('over')}>{count(car.days)}</Pill> : count(car.days)
    case 'cost':
      return cost ? money(cost.minor, cost.currency) : '—'
    case 'condition':
      return <Condition car={car} />
    case 'keys':
      return car.keys ?? '—'
    case 'hold':
      return <Hold car={car} />
    case 'next':
      return car.open_holds > 0 ? <Pill color="var(--sev-warn)">{s('on_hold')}</Pill> : car.next_action ? word('case_action', car.next_action) : <span className="meta">{t('common.none')}</span>
  }
}

export function Condition({ car }: { car: Car }) {
  const { language } = useWords()
  if (car.grade == null) return <span className="meta">—</span>
  const n = car.damages ?? 0
  return (
    <>
      {word('grade', String(car.grade))}
      {n > 0 && <span className="meta"> · {say(language)(n === 1 ? 'damages_1' : 'damages_n', { n })}</span>}
    </>
  )
}

/** A day that is over keeps nothing any more. */
export function Hold({ car }: { car: Car }) {
  if (!car.hold_until) return <span className="meta">—</span>
  return car.hold_until >= dateOf(Date.now()) ? <Pill color="var(--sev-warn)">{car.hold_until}</Pill> : <span className="meta">{car.hold_until}</span>
}

export function CarMenu({ one, onMove, onOut }: Deeds & { one: Standing }) {
  const { t, language } = useWords()
  const s = say(language)
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={s('actions', { plate: one.car.plate ?? one.car.vin })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onMove && <Menu.Item onClick={() => onMove(one)}>{s('move')}</Menu.Item>}
        {onOut && <Menu.Item onClick={() => onOut(one)}>{t('checkin.do_out')}</Menu.Item>}
        <Menu.Item component={Link} {...({ to: '/cases/$id', params: { id: one.car.case_id } } as object)}>{s('open_case')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
