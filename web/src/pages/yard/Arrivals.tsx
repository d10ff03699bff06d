import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { answered, api } from '../../api/client'
import { type Case, casesQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { moment } from '../../i18n/format'
import { Pill, Plate, Rows } from '../../ui/bits'
import { Empty, Shown } from '../../ui/states'
import { LongTable } from '../../ui/Table'
import { holds, type Standing } from './cars'
import { say } from './say'

/** Cases whose car was taken and is not back with anybody. */
export const ARRIVING = 'secured,in_custody,for_disposal'
/** Shorter parts of a VIN find too much. */
const VIN_PART = 5

/** Cars on their way into a yard: of cases that have their car, those that stand in none. */
export function useArrivals(standing: readonly Standing[]) {
  const query = useQuery(casesQuery({ state: ARRIVING }))
  const cars = useMemo(() => {
    const here = new Set(standing.map(({ car }) => car.case_id))
    return (query.data?.items ?? []).filter((kase) => !here.has(kase.id))
  }, [query.data, standing])
  return { query, cars }
}

export function Arrivals({ standing, q, onIn }: { standing: readonly Standing[]; q: string | undefined; onIn: ((kase: string) => void) | undefined }) {
  const { t, language } = useWords()
  const s = say(language)
  const { query, cars } = useArrivals(standing)
  // Cases do not say the VIN: vehicles do.
  const ofVin = useQuery({
    queryKey: ['vehicles', 'vin', q],
    enabled: (q?.length ?? 0) >= VIN_PART,
    staleTime: 60_000,
    queryFn: ({ signal }) => answered(api.GET('/api/v1/vehicles', { params: { query: { q, limit: 50 } }, signal })),
  })
  const found = useMemo(() => {
    const vehicles = new Set(ofVin.data?.items.map((one) => one.id))
    return cars.filter((kase) => holds(q, [kase.plate, kase.contract_number]) || vehicles.has(kase.vehicle_id))
  }, [cars, q, ofVin.data])
  return (
    <Shown query={query} waiting={<Rows n={6} height={40} />} right="cases:read">
      {() =>
        found.length === 0 ? (
          <Empty title={cars.length > 0 ? s('no_match') : s('no_arrivals')}>{cars.length === 0 && s('no_arrivals_text')}</Empty>
        ) : (
          <LongTable
            rows={found}
            id={(kase) => kase.id}
            label={s('arrivals')}
            lead={s('arrivals_text')}
            columns={[
              { head: t('cases.plate'), cell: (kase) => <Link to="/cases/$id" params={{ id: kase.id }} aria-label={kase.plate ?? kase.contract_number}><Plate small text={kase.plate} /></Link> },
              { head: t('cases.contract'), cell: (kase) => kase.contract_number },
              { head: t('cases.state'), cell: (kase) => <>{word('case_state', kase.state)} {kase.open_holds > 0 && <Pill color="var(--sev-warn)">{s('on_hold')}</Pill>}</> },
              { head: s('taken'), cell: (kase) => <span className="meta">{moment(kase.state_since)}</span> },
              ...(onIn
                ? [
                    {
                      head: ' ',
                      num: true,
                      cell: (kase: Case) => (
                        <Button size="compact-xs" onClick={() => onIn(kase.id)}>
                          {t('checkin.do_in')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )
      }
    </Shown>
  )
}
