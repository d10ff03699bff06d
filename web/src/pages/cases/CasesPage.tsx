import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconBriefcaseOff, IconLayoutKanban, IconMap2, IconPlus, IconSearch, IconTable, IconX } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { type Case, casesQuery, vehiclesQuery, type Vehicle } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { count, money } from '../../i18n/format'
import { useBuckets } from '../../ui/bucket'
import { Rows } from '../../ui/bits'
import { useKeys } from '../../ui/keys'
import { ExportMenu } from '../../ui/ExportMenu'
import { PeriodChip } from '../../ui/PeriodChip'
import { SavedViews } from '../../ui/SavedViews'
import { rank } from '../../ui/severity'
import { Empty, Shown } from '../../ui/states'
import { Board } from './Board'
import './cases.css'
import { CaseMap } from './CaseMap'
import { CaseTable } from './CaseTable'
import { NewCase } from './NewCase'

const route = getRouteApi('/inside/cases')
export type Entry = { kase: Case; vehicle: Vehicle | undefined }

export default function CasesPage() {
  const { t } = useWords()
  const buckets = useBuckets()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('cases.title')}</h1>, t('cases.title'))
  const may = useMay()
  const [adding, setAdding] = useState(false)
  useKeys(may('cases:write') && may('vehicles:read') ? [{ keys: 'n', what: t('board.new'), do: () => setAdding(true) }] : [])
  const filter = { open: search.closed ? undefined : true, state: search.state, opened_from: search.from, opened_to: search.to, flagged_bucket: search.bucket, branch: search.branch }
  const query = useQuery(casesQuery(filter))
  const vehicles = useInfiniteQuery(vehiclesQuery({ has_open_case: true }))
  const { hasNextPage, isFetching, fetchNextPage } = vehicles
  // As many as there are cases in the list: the worst come first.
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const by = useMemo(() => new Map(vehicles.data?.pages.flatMap((page) => page.items).map((one) => [one.id, one])), [vehicles.data])
  const entries = useMemo(() => {
    const text = search.q?.trim().toLowerCase() ?? ''
    return (query.data?.items ?? [])
      .filter((kase) => text === '' || `${kase.plate ?? ''} ${kase.contract_number}`.toLowerCase().includes(text))
      .map((kase): Entry => ({ kase, vehicle: by.get(kase.vehicle_id) }))
      .sort((a, b) => rank(b.vehicle?.worst_severity) - rank(a.vehicle?.worst_severity) || b.kase.dpd - a.kase.dpd)
  }, [query.data, by, search.q])
  const exposure = entries.reduce((sum, { kase }) => sum + kase.outstanding_minor, 0)
  const currency = entries[0]?.kase.currency
  // One sum is only told where all is one currency.
  const one = currency !== undefined && entries.every(({ kase }) => kase.currency === currency)
  return (
    <div style={{ display: 'flex', flexDirection: 'column' }}>
      <div className="pagehead">
        <h1>{t('cases.title')}</h1>
        <span className="sub">
          {query.data?.more ? t('common.first_n', { n: count(entries.length) }) : count(entries.length)}
          {one && (
            <>
              {' · '}
              {t('cases.exposure')} <b>{money(exposure, currency, true)}</b>
            </>
          )}
        </span>
        <span className="spring" />
        <TextInput size="xs" w={220} placeholder={t('cases.filter')} aria-label={t('cases.filter')} leftSection={<IconSearch size={14} />} defaultValue={search.q} onChange={(event) => void navigate({ search: { ...search, q: event.currentTarget.value || undefined }, replace: true })} />
        <button type="button" className="chip" aria-pressed={search.closed === true} onClick={() => void navigate({ search: { ...search, closed: search.closed ? undefined : true } })}>
          {t('cases.closed')}
        </button>
        {search.state && (
          <button type="button" className="chip" aria-pressed title={t('common.clear')} onClick={() => void navigate({ search: { ...search, state: undefined } })}>
            {search.state.split(',').map((state) => word('case_state', state)).join(', ')}
            <IconX size={13} aria-hidden />
          </button>
        )}
        <PeriodChip from={search.from} to={search.to} began="opened" onClear={() => void navigate({ search: { ...search, from: undefined, to: undefined } })} />
        {(search.bucket ?? search.branch) && (
          <button type="button" className="chip" aria-pressed title={t('common.clear')} onClick={() => void navigate({ search: { ...search, bucket: undefined, branch: undefined } })}>
            {[...(search.bucket?.split(',').map((one) => buckets.name(one)) ?? []), ...(search.branch ? [search.branch] : [])].join(', ')}
            <IconX size={13} aria-hidden />
          </button>
        )}
        <SavedViews path="/cases" />
        <ExportMenu path="cases" query={filter} total={query.data && !query.data.more ? query.data.items.length : undefined} />
        <SegmentedControl
          size="xs"
          value={search.view ?? 'board'}
          onChange={(view) => void navigate({ search: { ...search, view: view === 'table' || view === 'map' ? view : undefined } })}
          data={[
            { value: 'board', label: <span className="seg"><IconLayoutKanban size={14} aria-hidden />{t('cases.board')}</span> },
            { value: 'table', label: <span className="seg"><IconTable size={14} aria-hidden />{t('cases.table')}</span> },
            ...(may('locations:read') ? [{ value: 'map', label: <span className="seg"><IconMap2 size={14} aria-hidden />{t('board.map')}</span> }] : []),
          ]}
        />
        {may('cases:write') && may('vehicles:read') && (
          <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} rightSection={<kbd>N</kbd>} onClick={() => setAdding(true)}>
            {t('board.new')}
          </Button>
        )}
      </div>
      {adding && <NewCase onClose={() => setAdding(false)} />}
      <Shown query={query} waiting={<Rows n={8} height={80} />} right="cases:read">
        {() =>
          entries.length === 0 && !search.q ? (
            <Empty icon={<IconBriefcaseOff size={28} stroke={1.4} />} title={t('cases.empty')} action={<Button variant="default" renderRoot={(props) => <Link {...props} to="/alerts" />}>{t('cases.empty_action')}</Button>}>
              {t('cases.empty_text')}
            </Empty>
          ) : search.view === 'table' ? (
            <CaseTable entries={entries} sort={search.sort} onSort={(sort) => void navigate({ search: { ...search, sort }, replace: true })} />
          ) : search.view === 'map' ? (
            <CaseMap entries={entries} selected={search.sel} onSelect={(sel) => void navigate({ search: { ...search, sel }, replace: true })} />
          ) : (
            <Board entries={entries} selected={search.sel} onSelect={(sel) => void navigate({ search: { ...search, sel }, replace: true })} />
          )
        }
      </Shown>
    </div>
  )
}
