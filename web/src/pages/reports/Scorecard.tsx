import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useWords, word } from '../../i18n'
import { count } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { Shown } from '../../ui/states'
import { Hint } from './Chart'
import { PartName } from './Drill'
import { DAY_MS, figure, kpisQuery } from './Kpis'

const route = getRouteApi('/inside/reports')
/** What a contractor is measured by. */
const MARKS = ['recovery_rate_units', 'days_to_secure', 'sla_accept', 'sla_arrive', 'sla_term', 'cost_per_recovery', 'complaints_per_100_cases'] as const
const MOST = 10

/** The contractors beside each other, those with the most cases first. */
export function Scorecard() {
  const { t } = useWords()
  const search = route.useSearch()
  const span = Number(search.span ?? '90') * DAY_MS
  const to = Date.now() + 3_600_000
  const query = useQuery(kpisQuery(to - span, to, 'vendor'))
  return (
    <section className="panel chart scorecard">
      <h2 className="section">
        <span>
          {t('standing.scorecard')} <Hint text={t('standing.scorecard_def')} />
        </span>
        {search.by !== 'vendor' && (
          <Link to="/reports" search={{ ...search, by: 'vendor' }} replace>
            {t('standing.all_marks')}
          </Link>
        )}
      </h2>
      <Shown query={query} waiting={<Rows n={3} />} right="reports:read">
        {(sheet) => {
          const of = (group: (typeof sheet.groups)[number], kpi: string) => group.kpis.filter((one) => one.kpi === kpi)
          const sent = (group: (typeof sheet.groups)[number]) => of(group, 'recovery_rate_units')[0]?.denominator ?? 0
          const rows = sheet.groups.filter((group) => group.group != null && sent(group) > 0).sort((a, b) => sent(b) - sent(a))
          if (rows.length === 0) return <span className="meta">{t('standing.no_marks')}</span>
          return (
            <div className="tablebox" tabIndex={0} role="region" aria-label={t('standing.scorecard')}>
              <table className="list">
                <thead>
                  <tr>
                    <th>{word('kpi_by', 'vendor')}</th>
                    <th className="num">{t('standing.sent')}</th>
                    {MARKS.map((kpi) => (
                      <th key={kpi} className="num">
                        {word('kpi', kpi)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, MOST).map((group) => (
                    <tr key={group.group}>
                      <td><PartName part={{ by: 'vendor', group: group.group ?? '' }} period={sheet}>{group.name ?? group.group}</PartName></td>
                      <td className="num">{count(sent(group))}</td>
                      {MARKS.map((kpi) => (
                        <td key={kpi} className="num">
                          {of(group, kpi).map(figure).join(' + ') || '—'}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }}
      </Shown>
    </section>
  )
}
