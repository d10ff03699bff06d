import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { useWords, word } from '../../i18n'
import { count, money } from '../../i18n/format'
import { Pill } from '../../ui/bits'
import { Empty } from '../../ui/states'
import { LongTable } from '../../ui/Table'
import { costOf, goesTo, mayGo, type Standing } from './cars'
import { CarName, Hold } from './Inventory'
import { say } from './say'

/** The cars of the yards by how soon they leave. */
export function Leaving({ cars, onOut }: { cars: readonly Standing[]; onOut: ((one: Standing) => void) | undefined }) {
  const { t, language } = useWords()
  const s = say(language)
  const rows = useMemo(() => [...cars].sort((a, b) => Number(mayGo(b.car)) - Number(mayGo(a.car)) || b.car.days - a.car.days), [cars])
  if (rows.length === 0) return <Empty title={s('no_leaving')} />
  return (
    <LongTable
      rows={rows}
      id={({ car }) => car.case_id}
      label={s('leaving')}
      lead={s('leaving_text')}
      columns={[
        { head: t('cases.plate'), cell: ({ car }) => <CarName car={car} /> },
        { head: t('checkin.yard'), cell: ({ name }) => <span className="ellipsis stock-yard">{name}</span> },
        { head: s('bay'), num: true, cell: ({ car }) => (car.bay ? count(car.bay) : '—') },
        { head: t('cases.state'), cell: ({ car }) => <>{word('case_state', car.case_state)} {car.open_holds > 0 ? <Pill color="var(--sev-warn)">{s('on_hold')}</Pill> : mayGo(car) && <Pill color="var(--sev-ok)">{s('ready')}</Pill>}</> },
        { head: s('to'), cell: ({ car }) => (mayGo(car) ? word('custodian', goesTo(car.case_state)[0] ?? '') : '—') },
        { head: s('hold_until'), cell: ({ car }) => <Hold car={car} /> },
        { head: t('yard.days'), num: true, cell: ({ car }) => count(car.days) },
        { head: t('checkin.cost'), num: true, cell: ({ car }) => { const cost = costOf(car); return cost ? money(cost.minor, cost.currency) : '—' } },
        ...(onOut
          ? [
              {
                head: ' ',
                num: true,
                cell: (one: Standing) => (
                  <Button size="compact-xs" variant={mayGo(one.car) ? 'filled' : 'default'} onClick={() => onOut(one)}>
                    {t('checkin.do_out')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
