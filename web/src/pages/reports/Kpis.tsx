import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconDownload, IconMinus, IconTrendingDown, IconTrendingUp } from '@tabler/icons-react'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { answered, api, type Schemas } from '../../api/client'
import { useWords, word } from '../../i18n'
import { count, decimal, money, month } from '../../i18n/format'
import { useBuckets } from '../../ui/bucket'
import { Rows } from '../../ui/bits'
import { csv } from '../../ui/csv'
import { save } from '../../ui/save'
import { Shown } from '../../ui/states'
import { Hint } from './Chart'
import { Drill, PartName } from './Drill'
import { ScheduleButton } from './ScheduleButton'

type Figure = Schemas['KpiFigure']
type Sheet = Schemas['KpiSheet']
const route = getRouteApi('/inside/reports')
export const SPANS = ['30', '90', '365'] as const
export const BREAKDOWNS = ['vendor', 'bucket', 'branch', 'month'] as const
export const DAY_MS = 86_400_000

/** Bounds on the hour, so that a page that is opened again asks the same question. */
export const hour = (at: number) => new Date(Math.floor(at / 3_600_000) * 3_600_000).toISOString()

export const kpisQuery = (from: number, to: number, by: string) =>
  queryOptions({
    queryKey: ['kpis', hour(from), hour(to), by],
    staleTime: 300_000,
    placeholderData: keepPreviousData,
    queryFn: () => answered(api.GET('/api/v1/reports/kpis', { params: { query: { from: hour(from), to: hour(to), by } } })),
  })

/** A figure in its unit; money of several currencies stands in several figures. */
export function figure(of: Pick<Figure, 'unit' | 'currency' | 'value'>): string {
  if (of.value == null) return '—'
  switch (of.unit) {
    case 'basis_points':
      return `${decimal(of.value / 100)} %`
    case 'minor_units':
      return money(of.value, of.currency ?? 'CNY', true)
    case 'days':
    case 'per_hundred':
      return decimal(of.value)
    default:
      return count(of.value)
  }
}

/** Where less is better: days, costs, losses, complaints. */
const LESS = /^(days_|cost_|storage_|loss_|complaints_|contact_rule_)/
const same = (a: Figure) => (b: Figure) => a.kpi === b.kpi && a.currency === b.currency

/** A line without axes: its shape is all it tells; the points are in its title. */
function Spark({ points }: { points: readonly { name: string; value: number | null; text: string }[] }) {
  const known = points.filter((one): one is { name: string; value: number; text: string } => one.value != null)
  if (known.length < 2) return <span className="spark" />
  const values = known.map((one) => one.value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const at = (value: number, i: number) => `${(i / (known.length - 1)) * 96 + 2},${most === least ? 12 : 21 - ((value - least) / (most - least)) * 18}`
  return (
    <svg className="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={known.map((one) => `${one.name}: ${one.text}`).join(', ')}>
      <polyline points={values.map(at).join(' ')} fill="none" stroke="currentcolor" strokeWidth="1.6" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

export function Kpis() {
  const { t } = useWords()
  const buckets = useBuckets()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const span = Number(search.span ?? '90') * DAY_MS
  const to = Date.now() + 3_600_000
  const now = useQuery(kpisQuery(to - span, to, 'none'))
  const before = useQuery(kpisQuery(to - 2 * span, to - span, 'none'))
  const months = useQuery(kpisQuery(to - Math.max(span, 180 * DAY_MS), to, 'month'))
  const by = search.by
  const parts = useQuery({ ...kpisQuery(to - span, to, by ?? 'vendor'), enabled: by !== undefined })
  const write = (sheet: Sheet) =>
    save(csv([['group', 'kpi', 'unit', 'currency', 'value', 'p90', 'numerator', 'denominator'], ...sheet.groups.flatMap((group) => group.kpis.map((one) => [group.name ?? group.group, one.kpi, one.unit, one.currency, one.value, one.p90, one.numerator, one.denominator]))]), 'text/csv', 'kpis.csv')
  return (
    <section aria-label={t('kpis.title')}>
      <div className="kpi-head">
        <h2 className="section">{t('kpis.title')}</h2>
        <span className="spring" />
        <SegmentedControl size="xs" aria-label={t('kpis.period')} value={search.span ?? '90'} onChange={(value) => void navigate({ search: { ...search, span: value === '90' ? undefined : (value as '30') }, replace: true })} data={SPANS.map((value) => ({ value, label: t('kpis.days', { n: value }) }))} />
        <Select size="xs" w={170} aria-label={t('kpis.by')} placeholder={t('kpis.by')} clearable clearButtonProps={{ 'aria-label': t('common.clear') }} value={by ?? null} onChange={(value) => void navigate({ search: { ...search, by: (value as 'vendor' | null) ?? undefined }, replace: true })} data={BREAKDOWNS.map((value) => ({ value, label: word('kpi_by', value) }))} />
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} disabled={!now.data} onClick={() => { const sheet = (by ? parts.data : undefined) ?? now.data; if (sheet) write(sheet) }}>
          {t('reports.csv')}
        </Button>
        <ScheduleButton />
      </div>
      <Shown query={now} waiting={<Rows n={4} height={96} />} right="reports:read">
        {(sheet) => {
          return (
            <div className="figures kpis">
              {(sheet.groups[0]?.kpis ?? []).map((one) => {
                const past = before.data?.groups[0]?.kpis.find(same(one))
                const change = one.value != null && past?.value != null ? one.value - past.value : null
                const good = change === null || change === 0 ? null : change < 0 === LESS.test(one.kpi)
                const points = (months.data?.groups ?? []).map((group) => {
                  const found = group.kpis.find(same(one))
                  return { name: group.name ?? group.group ?? '', value: found?.value ?? null, text: found ? figure(found) : '—' }
                })
                return (
                  <article key={`${one.kpi}${one.currency ?? ''}`} className="panel figure">
                    <span className="kpi-name">
                      {word('kpi', one.kpi)}
                      <Hint text={`${word('kpi_def', one.kpi)} ${t('standing.period_rule')}`} />
                    </span>
                    <b>{figure(one)}</b>
                    <Drill kpi={one.kpi} period={sheet} />
                    <small className="meta kpi-meta">
                      {change !== null && (
                        <span className="delta" data-good={good ?? undefined}>
                          {change === 0 ? <IconMinus size={13} aria-hidden /> : change > 0 ? <IconTrendingUp size={13} aria-hidden /> : <IconTrendingDown size={13} aria-hidden />}
                          {change > 0 ? '+' : ''}
                          {figure({ ...one, value: change })}
                        </span>
                      )}
                      {one.value == null ? t('kpis.nothing') : one.numerator != null && one.denominator != null && one.unit !== 'minor_units' && !one.currency ? `${count(one.numerator)} / ${count(one.denominator)}` : one.p90 != null ? `P90 ${decimal(one.p90)}` : ''}
                    </small>
                    <Spark points={points} />
                  </article>
                )
              })}
            </div>
          )
        }}
      </Shown>
      {by && (
        <Shown query={parts} waiting={<Rows n={5} />} right="reports:read">
          {(sheet) => {
            const columns = sheet.groups[0]?.kpis ?? []
            return (
              <div className="panel tablebox" tabIndex={0} style={{ marginBottom: 12 }}>
                <table className="list">
                  <thead>
                    <tr>
                      <th>{word('kpi_by', by)}</th>
                      {columns.map((one) => (
                        <th key={`${one.kpi}${one.currency ?? ''}`} className="num">
                          {word('kpi', one.kpi)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {sheet.groups.map((group) => (
                      <tr key={group.group ?? '-'}>
                        <td>
                          <PartName part={group.group == null ? null : { by, group: group.group }} period={sheet}>
                            <b>{group.group == null ? t('common.none') : by === 'bucket' ? buckets.name(group.group) : by === 'month' ? month(group.group) : (group.name ?? group.group)}</b>
                          </PartName>
                        </td>
                        {columns.map((one) => {
                          const found = group.kpis.find(same(one))
                          return (
                            <td key={`${one.kpi}${one.currency ?? ''}`} className="num">
                              {found ? figure(found) : '—'}
                            </td>
                          )
                        })}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }}
        </Shown>
      )}
    </section>
  )
}
