import { VisuallyHidden } from '@mantine/core'
import { queryOptions, useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answered, api, type Schemas } from '../../api/client'
import { vehicleQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { count, dateOf, day as dayOf, decimal, moment } from '../../i18n/format'
import { Pill, Plate } from '../../ui/bits'
import { reasonName } from '../../ui/risk'
import { RiskMark } from '../../ui/RiskMark'
import { Empty } from '../../ui/states'
import { everyDay, type Parameters } from './riskForm'

const WORKING = ['queued', 'running']
/** A trial is asked after until it is over. */
export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: ['risk-preview', id],
    queryFn: () => answered(api.GET('/api/v1/risk/previews/{id}', { params: { path: { id } } })),
    staleTime: 5_000,
    refetchInterval: ({ state }) => (state.data && !WORKING.includes(state.data.state) ? false : 700),
  })

/** The newest rises that are shown; each asks for its car's plate. */
const SHOWN = 12

/** What would have been: how often it would have fired, on which days, and for whom. */
export function Trial({ of, old }: { of: Schemas['Preview']; old: boolean }) {
  const { t } = useWords()
  const result = of.result
  const rises = (result?.items ?? []).slice(0, SHOWN)
  const cars = useQueries({ queries: rises.map((one) => vehicleQuery(one.vehicle_id)) })
  if (!result) {
    if (!WORKING.includes(of.state)) return <Empty title={t('risk_rules.failed', { state: word('job_state', of.state) })} />
    return (
      <section aria-live="polite">
        <p>{t('risk_rules.trying', { n: count(of.done), total: count(of.total) })}</p>
        <span className="bar" role="progressbar" aria-valuemin={0} aria-valuemax={of.total} aria-valuenow={of.done} aria-label={t('risk_rules.preview')}>
          <i ref={(bar) => bar?.style.setProperty('width', `${of.total > 0 ? Math.min(100, (of.done / of.total) * 100) : 0}%`)} />
        </span>
      </section>
    )
  }
  const bands = (of.asked.parameters as Partial<Parameters>).bands
  const bandOf = (n: number) => (!bands ? null : n >= bands.critical ? 'critical' : n >= bands.high ? 'high' : n >= bands.watch ? 'watch' : 'green')
  const days = everyDay(result.days, dateOf(result.from), dateOf(result.to))
  const most = Math.max(1, ...days.flatMap((one) => [one.now, one.proposed]))
  const length = Math.round((Date.parse(result.to) - Date.parse(result.from)) / 86_400_000)
  return (
    <section className="risktrial" aria-live="polite">
      {old && <p className="riskbad">{t('risk_rules.again')}</p>}
      <h2>{t('risk_rules.fired', { n: count(result.proposed.rises), days: length })}</h2>
      <p>
        {t('risk_rules.vehicles', { n: count(result.proposed.vehicles), total: count(result.looked) })}, {t('risk_rules.from_points', { n: result.proposed.threshold })}
      </p>
      <p className="sub">
        {t('risk_rules.fired_now', { n: count(result.now.rises) })}, {t('risk_rules.vehicles', { n: count(result.now.vehicles), total: count(result.looked) })}, {t('risk_rules.from_points', { n: result.now.threshold })}
      </p>
      <p className="sub">
        {t('risk_rules.only_proposed', { n: count(result.only_proposed) })}
        <br />
        {t('risk_rules.only_now', { n: count(result.only_now) })}
      </p>
      <h3 className="section">{t('risk_rules.each_day')}</h3>
      <svg className="riskbars" viewBox={`0 0 ${days.length * 3} 40`} preserveAspectRatio="none" height={56} aria-hidden>
        {days.map((one, n) => (
          <g key={one.day}>
            <title>{t('risk_rules.day_of', { day: dayOf(`${one.day}T12:00:00Z`), now: one.now, proposed: one.proposed })}</title>
            <rect x={n * 3} width={3} y={0} height={40} className="hit" />
            <rect x={n * 3 + 0.3} width={1.1} y={40 - (one.now / most) * 38} height={(one.now / most) * 38} className="was" />
            <rect x={n * 3 + 1.5} width={1.1} y={40 - (one.proposed / most) * 38} height={(one.proposed / most) * 38} className="is" />
          </g>
        ))}
      </svg>
      <div className="risk-marks">
        <span>{dayOf(result.from)}</span>
        <span>{dayOf(result.to)}</span>
      </div>
      <VisuallyHidden>
        <ul>
          {result.days.map((one) => (
            <li key={one.day}>{t('risk_rules.day_of', { day: one.day, now: one.now, proposed: one.proposed })}</li>
          ))}
        </ul>
      </VisuallyHidden>
      {rises.length > 0 && (
        <>
          <h3 className="section">{t('risk_rules.rises_n', { n: rises.length, total: count(result.proposed.rises) })}</h3>
          <ol className="riskrises">
            {rises.map((one, n) => (
              <li key={`${one.vehicle_id}${one.at}`}>
                <Link to="/vehicles/$id" params={{ id: one.vehicle_id }}>
                  <Plate small text={cars[n]?.data?.plate ?? cars[n]?.data?.vin} />
                </Link>
                <RiskMark points={one.points} band={bandOf(one.points)} />
                {!one.also_now && <Pill color="var(--sev-info)">{t('risk_rules.anew')}</Pill>}
                <span className="meta">{moment(one.at)}</span>
                <span className="sub">{one.reasons.map((why) => `${reasonName(why)} +${decimal(why.points, Number.isInteger(why.points) ? 0 : 1)}`).join(' · ')}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
