import { Button, TextInput } from '@mantine/core'
import { IconGavel, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { caseQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { count, money } from '../../i18n/format'
import { Ago, Pill, Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { useKeys } from '../../ui/keys'
import { Tabs } from '../../ui/Tabs'
import { Empty, Shown } from '../../ui/states'
import '../dispatch/dispatch.css'
import { Buyers } from './Buyers'
import { Detail } from './Detail'
import './disposal.css'
import { lotQuery } from './lot'
import { Invoices } from './money/Invoices'
import { MoneyTasks } from './money/MoneyTasks'
import { Promises } from './money/Promises'
import { say } from './say'
import { type Stage, STAGES, totals } from './stages'

const route = getRouteApi('/inside/disposal')
const summaryQuery = (q: string | undefined) => queryOptions({ queryKey: ['disposal', 'summary', q ?? ''], staleTime: 15_000, placeholderData: keepPreviousData, queryFn: ({ signal }) => answered(api.GET('/api/v1/disposal/summary', { params: { query: { q } }, signal })) })
/** What is looked for; one letter is looked for nowhere. */
const asked = (q: string | undefined) => ((q?.trim().length ?? 0) >= 2 ? q?.trim() : undefined)
const lotsQuery = (kase: string) => queryOptions({ queryKey: ['lots', kase], queryFn: ({ signal }) => answered(api.GET('/api/v1/lots', { params: { query: { case_id: kase, limit: 50 } }, signal })) })
/** Cards of a column that are asked for at once. */
const CARDS = 40
const TABS = [undefined, 'buyers', 'invoices', 'tasks', 'promises'] as const

export default function DisposalPage() {
  const { t, language } = useWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('disposal.title')}</h1>, t('disposal.title'))
  const may = useMay()
  const shows = (name: (typeof TABS)[number]) => name === undefined || (name === 'buyers' ? may('disposal:read') : may('ledger:read') && (name !== 'promises' || may('loans:read')))
  const tab = shows(search.tab) ? search.tab : undefined
  const summary = useQuery({ ...summaryQuery(asked(search.q)), enabled: tab === undefined })
  const put = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const chosen = tab === undefined ? search.sel : undefined
  // The cards as they stand on the page, column by column, are the way of the keys.
  const step = (by: 1 | -1) => {
    const cards = [...document.querySelectorAll<HTMLElement>('.pipeline [data-case]')].map((card) => card.dataset.case ?? '')
    const next = cards[Math.max(0, Math.min(cards.length - 1, cards.indexOf(search.sel ?? '') + by))]
    if (next) put({ sel: next })
  }
  useKeys([
    ...(tab === undefined
      ? [
          { keys: 'j, ]', what: t('common.next'), do: () => step(1) },
          { keys: 'k, [', what: t('common.previous'), do: () => step(-1) },
        ]
      : []),
    { keys: 'Escape', what: t('help.esc'), do: () => put({ sel: undefined }) },
  ])
  return (
    <div className="disposal" data-open={chosen !== undefined}>
      <div style={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <div className="pagehead">
          <h1>{t('disposal.title')}</h1>
          <span className="spring" />
          {tab === 'buyers' && <TextInput size="xs" w={220} placeholder={say(language)('name')} aria-label={say(language)('name')} leftSection={<IconSearch size={14} />} value={search.q ?? ''} onChange={(event) => put({ q: event.currentTarget.value || undefined })} />}
          {tab === undefined && (
            <>
              <TextInput size="xs" w={220} placeholder={t('disposal.find')} aria-label={t('disposal.find')} maxLength={64} leftSection={<IconSearch size={14} />} value={search.q ?? ''} onChange={(event) => put({ q: event.currentTarget.value || undefined })} />
              <ExportMenu path="lots" />
            </>
          )}
        </div>
        {(may('ledger:read') || may('disposal:read')) && (
          <Tabs label={t('disposal.title')} value={tab} onChange={(name) => void navigate({ search: name ? { tab: name } : {} })} tabs={TABS.filter(shows).map((name) => ({ value: name, label: name === 'buyers' ? say(language)('buyers') : t(`moneydesk.tab_${name ?? 'sales'}`) }))} />
        )}
        {tab === 'buyers' && <Buyers q={search.q} state={search.state} onState={(state) => put({ state })} />}
        {tab === 'invoices' && <Invoices />}
        {tab === 'tasks' && <MoneyTasks />}
        {tab === 'promises' && <Promises />}
        {tab === undefined && (
          <Shown query={summary} waiting={<Rows n={6} height={70} />} right="disposal:read">
            {({ stages }) =>
              stages.length === 0 && asked(search.q) ? (
                <Empty title={say(language)('no_car_matches')}>
                  <Button size="xs" variant="default" onClick={() => put({ q: undefined })}>
                    {t('common.clear')}
                  </Button>
                </Empty>
              ) : stages.length === 0 ? (
                <Empty icon={<IconGavel size={28} stroke={1.4} />} title={t('disposal.none')}>
                  {t('disposal.none_text')}
                </Empty>
              ) : (
                <div className="pipeline" tabIndex={0} role="region" aria-label={t('disposal.pipeline')}>
                  {STAGES.map((stage) => (
                    <Column key={stage} stage={stage} counted={stages} q={asked(search.q)} selected={chosen} onPick={(sel) => put({ sel })} />
                  ))}
                </div>
              )
            }
          </Shown>
        )}
      </div>
      {chosen && <Chosen key={chosen} id={chosen} />}
    </div>
  )
}

function Column({ stage, counted, q, selected, onPick }: { stage: Stage; counted: readonly Schemas['StageCount'][]; q: string | undefined; selected: string | undefined; onPick: (id: string) => void }) {
  const { t } = useWords()
  const { cases, sums } = totals(counted, stage)
  const query = useInfiniteQuery({
    queryKey: ['disposal', stage, q ?? ''],
    enabled: cases > 0,
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => answered(api.GET('/api/v1/disposal/cases', { params: { query: { stage, q, limit: CARDS, cursor: pageParam } }, signal })),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return (
    <section aria-label={word('disposal_stage', stage)}>
      <h2 className="section">
        <span>{word('disposal_stage', stage)}</span>
        <b>{count(cases)}</b>
      </h2>
      <p className="meta num pipeline-sum">{sums.map((sum) => money(sum.minor, sum.currency, true)).join(' · ') || '—'}</p>
      {cases > 0 && (
        <Shown query={query} waiting={<Rows n={2} height={66} />} right="disposal:read">
          {() => (
            <>
              {rows.map((one) => (
                <button key={one.case_id} type="button" data-case={one.case_id} className="job panel" aria-current={one.case_id === selected ? 'true' : undefined} onClick={() => onPick(one.case_id)}>
                  <b>{one.plate ?? one.contract_number}</b>
                  {one.open_holds > 0 ? <Pill color="var(--sev-warn)">{t('cases.on_hold')}</Pill> : one.lot_state ? <Pill plain>{word('lot_state', one.lot_state)}</Pill> : <span />}
                  <span className="sub num">{money(one.outstanding_minor, one.currency, true)}</span>
                  <span className="meta num"><Ago at={one.state_since} /></span>
                </button>
              ))}
              {query.hasNextPage && (
                <Button size="compact-sm" variant="default" fullWidth loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('common.more')}
                </Button>
              )}
            </>
          )}
        </Shown>
      )}
    </section>
  )
}

/** The case that is looked at, with its newest lot. */
function Chosen({ id }: { id: string }) {
  const kase = useQuery(caseQuery(id))
  const lots = useQuery(lotsQuery(id))
  const newest = lots.data?.items.at(-1)?.id
  // While bids may come, they are looked for; the stream tells of each as well.
  const lot = useQuery({ ...lotQuery(newest ?? ''), enabled: newest !== undefined, refetchInterval: ({ state }) => (state.data?.state === 'open' ? 5_000 : false) })
  return (
    <aside className="job-detail">
      <Shown query={kase} waiting={<Rows n={6} />} right="cases:read">
        {(found) => (
          // Before the lots are there nobody is asked to draft one.
          <Shown query={lots} waiting={<Rows n={6} />} right="disposal:read">
            {({ items }) =>
              items.length === 0 ? (
                <Detail kase={found} lot={undefined} />
              ) : (
                <Shown query={lot} waiting={<Rows n={6} />} right="disposal:read">
                  {(view) => <Detail kase={found} lot={view} />}
                </Shown>
              )
            }
          </Shown>
        )}
      </Shown>
    </aside>
  )
}
