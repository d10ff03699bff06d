import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { mapQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { money } from '../../i18n/format'
import type { Spot } from '../../map/JobMap'
import { Ago, Pill, Plate, Rows, Stat } from '../../ui/bits'
import { useKeys } from '../../ui/keys'
import { Shown } from '../../ui/states'
import type { Entry } from './CasesPage'

const JobMap = lazy(() => import('../../map/JobMap'))

/** Where the cars of the cases are; the board and the table have those too that are nowhere. */
export function CaseMap({ entries, selected, onSelect }: { entries: Entry[]; selected: string | undefined; onSelect: (id: string | undefined) => void }) {
  const { t } = useWords()
  const query = useQuery({ ...mapQuery(undefined, undefined, { has_open_case: true }), refetchInterval: 60_000 })
  const at = useMemo(() => new Map(query.data?.items.map((one) => [one.vehicle_id, one])), [query.data])
  const placed = useMemo(() => entries.filter(({ kase }) => at.has(kase.vehicle_id)), [entries, at])
  const spots = useMemo(
    () =>
      placed.flatMap(({ kase, vehicle }): Spot[] => {
        const place = at.get(kase.vehicle_id)
        return place ? [{ id: kase.id, lat: place.lat, lon: place.lon, kind: 'case', label: `${kase.plate ?? kase.contract_number} · ${word('case_state', kase.state)}`, tone: vehicle?.worst_severity ? `var(--sev-${vehicle.worst_severity})` : undefined }] : []
      }),
    [placed, at],
  )
  const now = placed.findIndex(({ kase }) => kase.id === selected)
  const go = (to: number) => onSelect(placed[Math.max(0, Math.min(placed.length - 1, to))]?.kase.id)
  useKeys([
    { keys: 'j, ]', what: t('common.next'), do: () => go(now + 1) },
    { keys: 'k, [', what: t('common.previous'), do: () => go(now < 0 ? 0 : now - 1) },
    { keys: 'Escape', what: t('help.esc'), do: () => onSelect(undefined) },
  ])
  const picked = entries.find(({ kase }) => kase.id === selected)
  const place = picked && at.get(picked.kase.vehicle_id)
  return (
    <Shown query={query} waiting={<Rows n={8} height={80} />} right="locations:read">
      {() => (
        <div className="casemap">
          <div className="mapw">
            <Suspense fallback={<div className="wait"><Loader size="sm" aria-label={t('common.loading_map')} /></div>}>
              <JobMap label={t('board.map_label')} spots={spots} selected={selected} onPick={onSelect} />
            </Suspense>
          </div>
          <div className="ov casemap-count">
            {t('board.of', { n: placed.length, total: entries.length })}
            {placed.length < entries.length && ` · ${t('board.unplaced', { n: entries.length - placed.length })}`}
          </div>
          {picked && (
            <section className="ov casemap-card" aria-label={picked.kase.plate ?? picked.kase.contract_number}>
              <div className="card-top">
                <Plate small text={picked.kase.plate} />
                <Pill plain>{word('case_state', picked.kase.state)}</Pill>
              </div>
              <div className="kv">
                <Stat label={t('case.outstanding')}>{money(picked.kase.outstanding_minor, picked.kase.currency, true)}</Stat>
                <Stat label={t('cases.dpd')}>{picked.kase.dpd}</Stat>
                <Stat label={t('live.last_fix')}>{place ? <Ago at={place.at} /> : t('live.no_position')}</Stat>
                <Stat label={t('assign.owner')}>{picked.kase.owner_name ?? '—'}</Stat>
              </div>
              {picked.kase.next_action && <span className="card-next">{t('board.next', { action: word('case_action', picked.kase.next_action) })}</span>}
              <Button renderRoot={(props) => <Link {...props} to="/cases/$id" params={{ id: picked.kase.id }} />}>{t('board.open')}</Button>
            </section>
          )}
        </div>
      )}
    </Shown>
  )
}
