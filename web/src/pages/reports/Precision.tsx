import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconDownload } from '@tabler/icons-react'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Fragment, type ReactNode, useState } from 'react'
import { answered, api } from '../../api/client'
import { useWords, word } from '../../i18n'
import { count, month } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { save } from '../../ui/save'
import { Empty, Shown } from '../../ui/states'
import { hour } from './Kpis'
import { bar, decided, ordered, percent, precisionCsv, type Share } from './verdicts'

const route = getRouteApi('/inside/reports')
const DAY_MS = 86_400_000

const precisionQuery = (from: string, to: string) =>
  queryOptions({ queryKey: ['precision', from, to], staleTime: 300_000, placeholderData: keepPreviousData, queryFn: () => answered(api.GET('/api/v1/reports/alert-precision', { params: { query: { from, to } } })) })

/** How often alerts of each type were right over the period of the sheet, with what so few verdicts can say. */
export function Precision() {
  const { t } = useWords()
  const search = route.useSearch()
  const to = Date.now() + 3_600_000
  const query = useQuery(precisionQuery(hour(to - Number(search.span ?? '90') * DAY_MS), hour(to)))
  const [open, setOpen] = useState<string | null>(null)
  const types = ordered(query.data?.types ?? [])
  return (
    <section aria-label={t('precision.title')} className="panel precision">
      <div className="kpi-head">
        <h2 className="section" title={t('precision.def')}>{t('precision.title')}</h2>
        <span className="spring" />
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} disabled={types.length === 0} onClick={() => save(precisionCsv(types), 'text/csv', 'alert-precision.csv')}>
          {t('reports.csv')}
        </Button>
      </div>
      <Shown query={query} waiting={<Rows n={4} />} right="reports:read">
        {() =>
          types.length === 0 ? (
            <Empty title={t('precision.none')} action={<Link to="/alerts">{t('precision.to_inbox')}</Link>}>
              {t('precision.none_text')}
            </Empty>
          ) : (
            <div className="tablebox" tabIndex={0}>
              <table className="list">
                <thead>
                  <tr>
                    <th>{t('precision.type')}</th>
                    <th className="num" title={t('precision.def')}>{t('precision.right')}</th>
                    <th title={t('precision.def_interval')}>{t('precision.interval')}</th>
                    <th className="num" title={t('precision.def')}>{t('precision.decided')}</th>
                    {(['confirmed', 'false_positive', 'benign', 'test'] as const).map((verdict) => (
                      <th key={verdict} className="num">{word('verdict', verdict)}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {types.map(({ type, total, months }) => {
                    const name = word('alert_type', type)
                    return (
                      <Fragment key={type}>
                        <Line share={total}>
                          <button type="button" className="fold" aria-expanded={open === type} aria-label={t('precision.months', { type: name })} onClick={() => setOpen(open === type ? null : type)}>
                            {open === type ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
                          </button>
                          <Link to="/alerts" search={{ queue: 'closed', type }} title={t('precision.drill', { type: name })}>{name}</Link>
                        </Line>
                        {open === type && months.map((one) => <Line key={one.month} share={one} part>{month(one.month)}</Line>)}
                      </Fragment>
                    )
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
    </section>
  )
}

/** One row: a type over the whole period, or one of its months. */
function Line({ share, part, children }: { share: Share; part?: boolean; children: ReactNode }) {
  const { t } = useWords()
  const drawn = bar(share)
  return (
    <tr className={part ? 'part' : undefined}>
      <th scope="row">{children}</th>
      <td className="num">{share.precision == null ? '—' : <b>{percent(share.precision)}</b>}</td>
      <td>
        {drawn && share.precision != null ? (
          <span className="interval" role="img" aria-label={t('precision.of', { share: percent(share.precision), low: percent(share.low), high: percent(share.high) })} title={`${percent(share.low)} – ${percent(share.high)}`}>
            <i style={{ left: `${drawn.from}%`, width: `${drawn.width}%` }} />
            <b style={{ left: `${drawn.at}%` }} />
          </span>
        ) : (
          <span className="meta">{t('precision.no_verdict')}</span>
        )}
      </td>
      <td className="num">{count(decided(share))}</td>
      <td className="num">{count(share.confirmed)}</td>
      <td className="num">{count(share.false_positive)}</td>
      <td className="num">{count(share.benign)}</td>
      <td className="num sub">{count(share.test)}</td>
    </tr>
  )
}
