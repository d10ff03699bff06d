import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answered, api } from '../../api/client'
import type { Alert } from '../../api/queries'
import { useCan } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, moment } from '../../i18n/format'
import { SeverityIcon } from '../../ui/severity'
import { decided } from '../reports/verdicts'
import { before } from './earlier'

/** Looked through, of one vehicle and type; shown of them. */
const [LOOKED, SHOWN] = [100, 6]
const DAYS = 90

const similarQuery = (vehicle: string, type: string) =>
  queryOptions({ queryKey: ['alerts', 'similar', vehicle, type], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/alerts', { params: { query: { vehicle_id: vehicle, type, order: 'desc', limit: LOOKED } } })) })

/** Whole hours, so that one answer serves all alerts that are looked at. */
const rightQuery = (hour: number) =>
  queryOptions({
    queryKey: ['precision', 'lately', hour],
    staleTime: 3_600_000,
    queryFn: () => answered(api.GET('/api/v1/reports/alert-precision', { params: { query: { from: new Date((hour - DAYS * 24) * 3_600_000).toISOString(), to: new Date(hour * 3_600_000).toISOString() } } })),
  })

/** What became of alerts like this one: of this vehicle before, and of all vehicles lately. */
export function Similar({ alert }: { alert: Alert }) {
  const { t } = useWords()
  const may = useCan('GET /reports/alert-precision')
  const past = before(useQuery(similarQuery(alert.vehicle_id, alert.type)).data?.items, alert)
  const lately = useQuery({ ...rightQuery(Math.ceil(Date.now() / 3_600_000)), enabled: may }).data?.types.find((one) => one.type === alert.type)?.total
  const judged = lately ? decided(lately) : 0
  return (
    <section>
      <h2 className="section">{t('alerts.similar')}</h2>
      {past?.length === 0 && <span className="meta">{t('alerts.none_similar')}</span>}
      {past?.slice(0, SHOWN).map((one) => (
        <Link key={one.id} className="oneof" to="/alerts" search={{ queue: 'all', v: one.vehicle_id, a: one.id }}>
          <SeverityIcon severity={one.severity} />
          <b className="ellipsis">{one.verdict ? word('verdict', one.verdict) : word('desk_state', one.desk_state)}</b>
          <span className="meta">{moment(one.event_at)}</span>
        </Link>
      ))}
      {past && past.length > SHOWN && <span className="meta">{t('alerts.more_similar', { n: count(past.length - SHOWN) })}</span>}
      {lately && judged > 0 && <p className="meta">{t('alerts.right_lately', { days: DAYS, n: count(judged), right: count(lately.confirmed) })}</p>}
    </section>
  )
}
