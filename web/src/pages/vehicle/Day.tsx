import { Button, Loader, Modal, Textarea } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconEyeOff, IconRoute, IconRouteOff } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { Schemas } from '../../api/client'
import { type Alert, fencesQuery, placesQuery, siteQuery, staysQuery, trackQuery } from '../../api/queries'
import { asProblem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { clock, count, dateOf, decimal, startOfDay, weekday } from '../../i18n/format'
import { ProblemNote } from '../../ui/states'
import { Calendar } from './Calendar'
import { placeName } from './Places'
import { StayList } from './StayList'
import { at, byTracker, fed, fixes, trips } from './track'
import { TrackExport } from './TrackExport'
import { Transport } from './Transport'
import { TripTable } from './TripTable'
import { usePlayback } from './playback'

const TrackMap = lazy(() => import('../../map/TrackMap'))
const DAY_MS = 86_400_000
/** So many days are looked back for one with a trip. */
const MOST_BACK = 3

type Props = {
  vehicle: Schemas['VehicleDetail']
  position: Schemas['Positions'] | undefined
  alerts: readonly Alert[]
  reason: string | undefined
  onReason: (reason: string) => void
  day: string | undefined
  moment: string | undefined
  list: boolean
  /** Whether the other tracker is drawn too. */
  both: boolean
  /** Rank of the place that is looked at. */
  place: string | undefined
  onMove: (change: { day?: string; t?: string; both?: 'no' }) => void
}

const NO_FIXES: readonly never[] = []

/** One day of the car: its track on the map, played back on a timeline. */
export function Day({ vehicle, position, alerts, reason, onReason, day, moment, list, both, place, onMove }: Props) {
  const { t } = useWords()
  const may = useMay()
  const latest = position?.items.map((one) => one.at ?? '').sort().at(-1)
  const [back, setBack] = useState(0)
  const date = day ?? (latest ? dateOf(startOfDay(dateOf(latest)) + DAY_MS / 2 - back * DAY_MS) : undefined)
  const start = date ? startOfDay(date) : 0
  const end = date ? startOfDay(dateOf(start + 30 * 3_600_000)) : DAY_MS
  const range = { from: new Date(start).toISOString(), to: new Date(end).toISOString() }
  const track = useQuery({ ...trackQuery(vehicle.id, range.from, range.to, reason), enabled: date !== undefined })
  const stays = useQuery({ ...staysQuery(vehicle.id, range.from, range.to, reason), enabled: date !== undefined })
  const places = useQuery(placesQuery(vehicle.id, reason))
  const coarse = (track.data ?? position)?.precision === 'coarse'

  const { main, others } = useMemo(() => byTracker(fixes(track.data?.items ?? [])), [track.data])
  const driven = useMemo(() => trips(main), [main])
  const power = useMemo(() => fed(main, Math.min(end, Date.now())), [main, end])
  // Where tracks are looked for and no day is asked for: the last day on which it drove, not the first minutes of today.
  const idle = list && !day && track.isSuccess && driven.length === 0 && back < MOST_BACK
  useEffect(() => { if (idle) setBack((days) => days + 1) }, [idle, date])
  const km = driven.reduce((sum, trip) => sum + trip.metres, 0) / 1000
  const ofDay = useMemo(() => alerts.filter((alert) => { const time = Date.parse(alert.event_at); return time >= start && time < end }).sort((a, b) => a.event_at.localeCompare(b.event_at)), [alerts, start, end])
  const siteIds = useMemo(() => [...new Set(alerts.flatMap((alert) => (alert.site_id ? [alert.site_id] : [])))].slice(0, 10), [alerts])
  const sites = useQueries({
    queries: may('sites:read') ? siteIds.map((id) => siteQuery(id)) : [],
    combine: (all) => all.flatMap(({ data }) => (data ? [data] : [])),
  })

  const play = usePlayback({ start, end, first: main[0]?.t, last: main.at(-1)?.t, asked: moment, onRest: (seconds) => onMove({ t: seconds }) })
  const here = useMemo(() => at(main, play.t), [main, play.t])
  const car = useMemo(() => {
    if (here) return { lat: here.lat, lon: here.lon, course: here.course, moving: here.fix.v >= 4 }
    const last = position?.items.filter((one) => one.lat != null && one.lon != null).sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0]
    return last?.lat != null && last.lon != null && main.length === 0 && !track.isPending ? { lat: last.lat, lon: last.lon, course: last.course ?? 0, moving: false } : null
  }, [here, position, main.length, track.isPending])

  const marks = useMemo(
    () => [
      ...(places.data?.items ?? []).filter((place) => place.rank <= 6).map((place) => ({ id: `p${place.rank}`, lat: place.lat, lon: place.lon, kind: place.kind, tone: place.kind === 'other' ? '#868e96' : '#3b5bdb', label: placeName(place) })),
      ...ofDay.filter((alert) => alert.lat != null && alert.lon != null).map((alert) => ({ id: alert.id, lat: alert.lat as number, lon: alert.lon as number, kind: 'alert', tone: `var(--sev-${alert.severity})`, label: word('alert_type', alert.type) })),
    ],
    [places.data, ofDay],
  )
  const geometries = useMemo(() => sites.map((site) => site.geometry as unknown as GeoJSON.Geometry), [sites])
  const watched = useQuery({ ...fencesQuery(vehicle.id), enabled: may('areas:read') }).data?.items
  const fences = useMemo(() => (watched ?? []).map((one) => ({ rule: one.rule, geometry: one.geometry as unknown as GeoJSON.Geometry })), [watched])
  const step = (by: number) => date && onMove({ day: dateOf(by > 0 ? end + 3_600_000 : start - 3_600_000), t: undefined })
  const jump = (by: 1 | -1) => {
    const times = ofDay.map((alert) => Date.parse(alert.event_at))
    const next = by > 0 ? times.find((time) => time > play.t + 500) : times.findLast((time) => time < play.t - 500)
    if (next !== undefined) play.seek(next)
  }
  const focus = useMemo(() => { const found = places.data?.items.find((one) => String(one.rank) === place); return found ? { lat: found.lat, lon: found.lon } : null }, [places.data, place])
  const waiting = date !== undefined && (track.isPending || places.isPending)
  return (
    <div className="v-mid" data-list={list}>
      {list && (
        <div className="v-trips">
          <div className="v-trips-head">
            <h2 className="section">{t('vehicle.tracks')}</h2>
            {may('exports:read') && <TrackExport vehicle={vehicle.id} name={`${vehicle.plate ?? vehicle.vin}-${date}`} from={range.from} to={range.to} points={main.length + others.length} />}
          </div>
          <Calendar vehicle={vehicle.id} day={date} reason={reason} onPick={(picked) => onMove({ day: picked, t: undefined })} />
          <TripTable trips={driven} now={play.t} onPick={(trip) => play.seek(trip.start)} />
          <StayList stays={stays.data?.items ?? []} places={places.data?.items ?? []} start={start} now={play.t} onPick={play.seek} />
        </div>
      )}
      <div className="mapw">
        {track.isError && !track.data ? (
          <ProblemNote centre problem={asProblem(track.error)} retry={() => void track.refetch()} right="locations:read" />
        ) : waiting || (position === undefined && !day) ? (
          <div className="wait">
            <Loader size="sm" aria-label={t('common.loading_map')} />
          </div>
        ) : (
          <Suspense fallback={<div className="wait"><Loader size="sm" aria-label={t('common.loading_map')} /></div>}>
            <TrackMap label={`${vehicle.plate ?? ''} ${date ?? ''}`} view={`${date}`} track={main} other={both ? others : NO_FIXES} places={places.data?.items ?? []} marks={marks} sites={geometries} fences={fences} car={car} follow={play.playing} focus={focus} onSeek={play.seek} />
          </Suspense>
        )}
        <div className="ov tl">
          <button type="button" className="ib" aria-label={t('vehicle.prev_day')} title={`${t('vehicle.prev_day')} [`} onClick={() => step(-1)} disabled={!date}>
            <IconChevronLeft size={15} />
          </button>
          <label className="v-date">
            <b>{date ? weekday(start + 12 * 3_600_000) : '—'}</b>
            <input type="date" value={date ?? ''} max={dateOf(Date.now())} aria-label={t('vehicle.day')} onChange={(event) => event.currentTarget.value && onMove({ day: event.currentTarget.value, t: undefined })} />
          </label>
          <button type="button" className="ib" aria-label={t('vehicle.next_day')} title={`${t('vehicle.next_day')} ]`} onClick={() => step(1)} disabled={!date || end > Date.now()}>
            <IconChevronRight size={15} />
          </button>
          <span className="sub">
            <IconRoute size={14} style={{ verticalAlign: -2 }} aria-hidden /> {decimal(km)} {t('unit.km')}
          </span>
          <span className="sub">{t('vehicle.trips', { n: driven.length })}</span>
          <span className="sub">{t('vehicle.stops', { n: stays.data?.items.length ?? 0 })}</span>
        </div>
        {coarse && <Coarse onReason={onReason} />}
        {track.isError && track.data && (
          <div className="ov hint v-old" role="status">
            {t('track.reload_failed')} · {t('common.as_of', { time: clock(track.dataUpdatedAt) })}
            <Button size="compact-xs" variant="default" onClick={() => void track.refetch()}>
              {t('common.retry')}
            </Button>
          </div>
        )}
        {!waiting && main.length === 0 && !track.isError && (
          <div className="ov v-none">
            <IconRouteOff size={16} aria-hidden />
            {latest ? t('vehicle.no_track') : t('vehicle.no_fix_at_all')}
            {latest && date !== dateOf(latest) && (
              <Button size="compact-xs" variant="default" onClick={() => onMove({ day: undefined, t: undefined })}>
                {t('vehicle.no_track_action')}
              </Button>
            )}
          </div>
        )}
        {track.data?.more && <div className="ov hint">{t('vehicle.track_cap', { n: count(main.length) })}</div>}
        <div className="ov bl">
          <span className="leg">
            <i className="speeds" />
            20 · 35 · 50 {t('unit.kmh')}
          </span>
          {others.length > 0 && (
            <label className="leg">
              <i className="other" />
              <input type="checkbox" checked={both} onChange={(event) => onMove({ both: event.currentTarget.checked ? undefined : 'no' })} />
              {t('track.other')}
            </label>
          )}
          <span className="leg">
            <i className="hexes" />
            {t('vehicle.frequent')}
          </span>
          {fences.length > 0 && (
            <span className="leg">
              <i className="fences" />
              {t('fences.of_car')}
            </span>
          )}
        </div>
      </div>
      {date && <Transport play={play} start={start} end={end} trips={driven} power={power} mv={here?.fix.mv ?? null} alerts={ofDay} speed={here?.fix.v ?? null} onStep={step} onJump={jump} />}
    </div>
  )
}

/** The exact place is hidden where nothing is open: a reason shows it, and is logged. */
function Coarse({ onReason }: { onReason: (reason: string) => void }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  useEffect(() => setOpen(false), [])
  return (
    <>
      <div className="ov v-coarse">
        <IconEyeOff size={16} aria-hidden />
        <span>{t('vehicle.coarse')}</span>
        <Button size="compact-xs" onClick={() => setOpen(true)}>
          {t('vehicle.give_reason')}
        </Button>
      </div>
      <Modal opened={open} onClose={() => setOpen(false)} title={<b>{t('vehicle.give_reason')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            onReason(String(new FormData(event.currentTarget).get('reason')))
            setOpen(false)
          }}
        >
          <Textarea name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} data-autofocus />
          <Button type="submit" mt="md" fullWidth>
            {t('common.confirm')}
          </Button>
        </form>
      </Modal>
    </>
  )
}
