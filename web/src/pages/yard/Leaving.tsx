import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useWords, word } from '../../i18n'
import { count, money } from '../../i18n/format'
import { Pill, Plate } from '../../ui/bits'
import { Empty } from '../../ui/states'
import { costOf, goesTo, mayGo, type Standing } from './cars'
import { Hold } from './Inventory'
import { say } from './say'

/** Rows that are drawn: who looks for another car finds it by its plate. */
const DRAWN = 300

/** The cars of the yards by how soon they leave. */
export function Leaving({ cars, onOut }: { cars: readonly Standing[]; onOut: ((one: Standing) => void) | undefined }) {
  const { t, language } = useWords()
  const s = say(language)
  const rows = useMemo(() => [...cars].sort((a, b) => Number(mayGo(b.car)) - Number(mayGo(a.car)) || b.car.days - a.car.days).slice(0, DRAWN), [cars])
  if (rows.length === 0) return <Empty title={s('no_leaving')} />
  return (
    <div className="stock" tabIndex={0} role="region" aria-label={s('leaving')}>
      <p className="sub stock-lead">{s('leaving_text')}</p>
      <table className="list">
        <thead>
          <tr>
            <th>{t('cases.plate')}</th>
            <th>{t('checkin.yard')}</th>
            <th className="num">{s('bay')}</th>
            <th>{t('cases.state')}</th>
            <th>{s('to')}</th>
            <th>{s('hold_until')}</th>
            <th className="num">{t('yard.days')}</th>
            <th className="num">{t('checkin.cost')}</th>
            {onOut && <th aria-label={t('common.more')} />}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => {
            const { car, name } = one
            const cost = costOf(car)
            return (
              <tr key={car.case_id}>
                <td>
                  <Link to="/cases/$id" params={{ id: car.case_id }} aria-label={car.plate ?? car.vin}>
                    <Plate small text={car.plate} />
                  </Link>{' '}
                  <span className="sub">{[car.make, car.model].filter(Boolean).join(' ')}</span>
                </td>
                <td className="ellipsis stock-yard">{name}</td>
                <td className="num">{car.bay ? count(car.bay) : '—'}</td>
                <td>
                  {word('case_state', car.case_state)} {car.open_holds > 0 ? <Pill color="var(--sev-warn)">{s('on_hold')}</Pill> : mayGo(car) && <Pill color="var(--sev-ok)">{s('ready')}</Pill>}
                </td>
                <td>{mayGo(car) ? word('custodian', goesTo(car.case_state)[0] ?? '') : '—'}</td>
                <td>
                  <Hold car={car} />
                </td>
                <td className="num">{count(car.days)}</td>
                <td className="num">{cost ? money(cost.minor, cost.currency) : '—'}</td>
                {onOut && (
                  <td className="num">
                    <Button size="compact-xs" variant={mayGo(car) ? 'filled' : 'default'} onClick={() => onOut(one)}>
                      {t('checkin.do_out')}
                    </Button>
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
