import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CSSProperties, type ReactNode, useEffect, useMemo } from 'react'
import { alertsQuery, casesQuery, MOST, systemQuery, vehiclesQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { count, money } from '../../i18n/format'
import { ROAD } from '../case/actions'
import { BUCKETS } from '../live/filters'
import { tone } from '../../ui/severity'
import { csv } from '../../ui/csv'
import { save } from '../../ui/save'
import { Kpis } from './Kpis'
import { Precision } from './Precision'
import './precision.css'
import './reports.css'

type Line = { key: string; label: string; n: number; to?: ReactNode; style?: CSSProperties }

/** What the lists tell now, and the KPI sheet over a period. */
export default function ReportsPage() {
  const { t } = useWords()
  const may = useMay()
  useCrumb(<h1>{t('reports.title')}</h1>, t('reports.title'))
  const system = useQuery(systemQuery).data
  const vehicles = useInfiniteQuery({ ...vehiclesQuery({}), enabled: may('vehicles:read') })
  const { hasNextPage, isFetching, fetchNextPage } = vehicles
  const all = useMemo(() => vehicles.data?.pages.flatMap((page) => page.items) ?? [], [vehicles.data])
  useEffect(() => {
    if (hasNextPage && !isFetching && all.length < MOST) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage, all.length])
  const cases = useQuery({ ...casesQuery({ open: true }), enabled: may('cases:read') }).data?.items ?? []
  const alerts = useQuery({ ...alertsQuery({}), enabled: may('alerts:read') }).data?.items ?? []

  const buckets: Line[] = BUCKETS.map((bucket) => ({ key: bucket, label: word('bucket', bucket), n: all.filter((one) => one.bucket === bucket).length, to: <Link to="/" search={{ bucket }} aria-label={word('bucket', bucket)} /> }))
  const states: Line[] = ROAD.map((state) => ({ key: state, label: word('case_state', state), n: cases.filter((kase) => kase.state === state).length, to: <Link to="/cases" aria-label={word('case_state', state)} /> }))
  const types = [...new Set(alerts.map((alert) => alert.type))]
    .map((type): Line => ({ key: type, label: word('alert_type', type), n: alerts.filter((alert) => alert.type === type).length, style: tone('warn') }))
    .sort((a, b) => b.n - a.n)
  const judged = alerts.filter((alert) => alert.verdict && alert.verdict !== 'test')
  const right = judged.filter((alert) => alert.verdict === 'confirmed').length
  const currencies = [...new Set(cases.map((kase) => kase.currency))]
  const counts = system?.counts
  return (
    <div className="page">
      <div className="figures">
        <Figure label={t('reports.open_cases')} value={counts ? count(counts.cases_open) : '—'} to={<Link to="/cases" aria-label={t('reports.open_cases')} />} />
        <Figure label={t('reports.open_alerts')} value={counts ? count(counts.alerts_open) : '—'} to={<Link to="/alerts" aria-label={t('reports.open_alerts')} />} />
        <Figure label={t('reports.exposure')} value={currencies.length === 1 ? money(cases.reduce((sum, kase) => sum + kase.outstanding_minor, 0), currencies[0] ?? 'CNY', true) : '—'} />
        {!may('reports:read') && <Figure label={t('reports.precision')} value={judged.length > 0 ? `${Math.round((right / judged.length) * 100)} %` : '—'} hint={judged.length > 0 ? t('reports.precision_def') : t('reports.none_resolved')} />}
        <Figure label={t('reports.heard')} value={counts ? `${count(counts.trackers_heard)} / ${count(counts.trackers)}` : '—'} />
      </div>
      {may('reports:read') && <Kpis />}
      {may('reports:read') && <Precision />}
      <div className="charts">
        <Chart title={t('reports.portfolio')} lines={buckets} file="arrears" />
        <Chart title={t('reports.cases')} lines={states} file="cases" />
        <Chart title={t('reports.alerts')} lines={types} file="alerts" />
      </div>
    </div>
  )
}

function Figure({ label, value, hint, to }: { label: string; value: string; hint?: string; to?: ReactNode }) {
  return (
    <div className="panel figure" title={hint}>
      <span>{label}</span>
      <b>{value}</b>
      {hint && <small className="meta">{hint}</small>}
      {to && <span className="cover">{to}</span>}
    </div>
  )
}

function Chart({ title, lines, file }: { title: string; lines: Line[]; file: string }) {
  const { t } = useWords()
  const most = Math.max(1, ...lines.map((line) => line.n))
  const write = () => save(csv([['name', 'count'], ...lines.map((line) => [line.label, line.n])]), 'text/csv', `${file}.csv`)
  return (
    <section className="panel chart">
      <h2 className="section">
        <span>{title}</span>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconDownload size={13} />} onClick={write}>
          {t('reports.csv')}
        </Button>
      </h2>
      {lines.map((line) => (
        <div key={line.key} className="chart-line" style={line.style}>
          <span className="ellipsis">{line.label}</span>
          <span className="bar">
            <i style={{ width: `${(line.n / most) * 100}%` }} />
          </span>
          <b className="num">{count(line.n)}</b>
          {line.to && <span className="cover">{line.to}</span>}
        </div>
      ))}
    </section>
  )
}
