import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { answered, api } from '../../api/client'
import { systemQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { count, money } from '../../i18n/format'
import { useBuckets } from '../../ui/bucket'
import { Rows } from '../../ui/bits'
import { Shown } from '../../ui/states'
import { Chart } from './Chart'
import { Devices } from './Devices'
import { Kpis } from './Kpis'
import { Precision } from './Precision'
import { Scorecard } from './Scorecard'
import { ages, alertLines, arrearsLines, caseLines, sums } from './standing'
import './precision.css'
import './reports.css'

const standingQuery = queryOptions({ queryKey: ['standing'], staleTime: 30_000, refetchInterval: 120_000, queryFn: () => answered(api.GET('/api/v1/reports/standing')) })

/** How things stand, counted by the server over everything; and what came of what began in a period. */
export default function ReportsPage() {
  const { t } = useWords()
  const buckets = useBuckets()
  const may = useMay()
  useCrumb(<h1>{t('reports.title')}</h1>, t('reports.title'))
  const system = useQuery({ ...systemQuery, enabled: may('system:read') }).data
  const standing = useQuery(standingQuery)
  const counts = system?.counts
  const totals = standing.data && sums(standing.data)
  return (
    <div className="page">
      <div className="figures">
        <Figure label={t('reports.open_cases')} value={totals ? count(totals.cases) : '—'} to={<Link to="/cases" aria-label={t('reports.open_cases')} />} />
        <Figure label={t('reports.open_alerts')} value={totals ? count(totals.alerts) : '—'} to={<Link to="/alerts" aria-label={t('reports.open_alerts')} />} />
        {(totals?.exposure ?? [null]).map((one) => (
          <Figure key={one?.currency ?? '-'} label={t('reports.exposure')} value={one ? money(one.minor, one.currency, true) : '—'} />
        ))}
        <Figure label={t('reports.heard')} value={counts ? `${count(counts.trackers_heard)} / ${count(counts.trackers)}` : '—'} />
      </div>
      <Kpis />
      <Scorecard />
      <Precision />
      <h2 className="section stands">{t('standing.title')}</h2>
      <Shown query={standing} waiting={<Rows n={4} height={96} />} right="reports:read">
        {(now) => (
          <div className="charts">
            <Chart title={t('reports.portfolio')} hint={t('standing.portfolio_def')} lines={arrearsLines(now, buckets.all).map((line) => ({ ...line, label: buckets.name(line.key), to: may('vehicles:read') && <Link to="/" search={{ bucket: line.key }} aria-label={buckets.name(line.key)} /> }))} file="arrears" />
            <Chart title={t('reports.cases')} hint={t('standing.cases_def')} lines={caseLines(now).map((line) => ({ ...line, label: word('case_state', line.key), to: may('cases:read') && <Link to="/cases" search={{ state: line.key }} aria-label={word('case_state', line.key)} /> }))} file="cases" />
            <Chart title={t('reports.alerts')} hint={t('standing.alerts_def')} lines={alertLines(now).map((line) => ({ ...line, label: word('alert_type', line.key), to: may('alerts:read') && <Link to="/alerts" search={{ type: line.key }} aria-label={word('alert_type', line.key)} /> }))} file="alerts" empty={t('standing.no_alerts')} />
            <Devices roles={now.devices} />
            <Chart title={t('standing.storage')} hint={t('standing.storage_def')} lines={ages(now).map((line) => ({ ...line, label: line.until === null ? t('standing.days_more', { from: line.from }) : t('standing.days', { from: line.from, to: line.until }), to: may('yards:read') && <Link to="/yard" aria-label={t('standing.storage')} /> }))} file="storage" />
          </div>
        )}
      </Shown>
    </div>
  )
}

function Figure({ label, value, to }: { label: string; value: string; to?: ReactNode }) {
  return (
    <div className="panel figure">
      <span>{label}</span>
      <b>{value}</b>
      {to && <span className="cover">{to}</span>}
    </div>
  )
}
