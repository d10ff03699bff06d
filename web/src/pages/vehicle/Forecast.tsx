import { Button } from '@mantine/core'
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { type CSSProperties, useMemo, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { placesQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { clock, weekday } from '../../i18n/format'
import { distance } from '../../map/geo'
import { Rows } from '../../ui/bits'
import { Shown } from '../../ui/states'
import './vehicle.css'
import { best, FEW, likely, nightAfter, partsAfter, percent, type Window } from './nights'

const stamp = (at: number) => new Date(at).toISOString()
const forecastQuery = (id: string, { from, to }: Window, reason: string | undefined) =>
  queryOptions({
    queryKey: ['forecast', id, from, to, reason ?? ''],
    staleTime: 600_000,
    queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/forecast', { params: { path: { id }, query: { from: stamp(from), to: stamp(to), reason } } })),
  })

type Place = Pick<Schemas['LikelyPlace'], 'lat' | 'lon'>
/** A forecast names places by where they are: within so much of a frequent place it is that one. */
const SAME_M = 200
const SHOWN = 3
/** Less likely than this, and a place is not worth a line. */
const WORTH = 0.01

/**
 * Where the car will be in the coming night, with how likely it is at none of the places; and, when asked, the part of
 * the next day in which it is likeliest at one place. Each look is logged, so that the parts are asked for by hand.
 */
export function Forecast({ id, reason }: { id: string; reason: string | undefined }) {
  const { t } = useWords()
  const [now] = useState(Date.now)
  const night = useMemo(() => nightAfter(now), [now])
  const parts = useMemo(() => partsAfter(now), [now])
  const [wide, setWide] = useState(false)
  const query = useQuery(forecastQuery(id, night, reason))
  const each = useQueries({ queries: parts.map((part) => ({ ...forecastQuery(id, part, reason), enabled: wide })) })
  const places = useQuery(placesQuery(id, reason)).data?.items ?? []
  const nameOf = (at: Place) => {
    const near = places.find((one) => distance(one, at) <= SAME_M)
    return near ? (near.label ?? word('place_kind', near.kind)) : `${at.lat.toFixed(4)}, ${at.lon.toFixed(4)}`
  }
  const span = ({ from, to }: Window) => `${weekday(from)} ${clock(from)}–${clock(to)}`
  const short = (part: Window) => (weekday(now) === weekday(part.from) ? `${clock(part.from)}–${clock(part.to)}` : `${weekday(part.from)} ${clock(part.from)}–${clock(part.to)}`)
  const asked = parts.flatMap((part, n) => { const data = each[n]?.data; return data ? [{ part, items: data.items }] : [] })
  const top = best(asked)
  const failed = wide ? each.find((one) => one.isError) : undefined
  return (
    <section className="v-forecast">
      <h2 className="section">
        <span>{t('forecast.title')}</span>
      </h2>
      <p className="meta">{span(night)}</p>
      <Shown query={query} waiting={<Rows n={3} height={40} />} right="locations:read">
        {({ items, elsewhere, windows, precision, asof }) =>
          items.length === 0 ? (
            <span className="meta">{t('forecast.none')}</span>
          ) : (
            <>
              {items.filter((one, n) => n === 0 || one.p >= WORTH).slice(0, SHOWN).map((one) => (
                <div key={`${one.lat},${one.lon}`} className="v-likely">
                  <b className="ellipsis">{nameOf(one)}</b>
                  <span className="num">{percent(one.p)}</span>
                  <span className="v-chance" aria-hidden>
                    <i style={{ '--p': one.p } as CSSProperties} />
                  </span>
                  <small>
                    {t(`forecast.${likely(one.p)}`)} · {clock(one.from)}–{clock(one.to)}
                  </small>
                </div>
              ))}
              <div className="v-likely is-elsewhere">
                <b>{t('forecast.elsewhere')}</b>
                <span className="num">{percent(elsewhere)}</span>
                <span className="v-chance" aria-hidden>
                  <i style={{ '--p': elsewhere } as CSSProperties} />
                </span>
                <small>{t('forecast.elsewhere_text')}</small>
              </div>
              <p className="meta">
                {windows < FEW ? t('forecast.few', { n: windows }) : t('forecast.rests', { n: windows })} {t('common.as_of', { time: clock(asof) })}
                {precision === 'coarse' && ` · ${t('forecast.coarse')}`}
              </p>
              {!wide && (
                <Button size="compact-xs" variant="default" onClick={() => setWide(true)}>
                  {t('forecast.ask')}
                </Button>
              )}
            </>
          )
        }
      </Shown>
      {failed && <Shown query={failed} right="locations:read">{() => null}</Shown>}
      {wide && !failed && asked.length < parts.length && <Rows n={4} height={26} />}
      {wide && asked.length === parts.length && (
        <table className="v-windows">
          <caption className="meta">{t('forecast.hours')}</caption>
          <tbody>
            {asked.map(({ part, items }) => {
              const [first] = items
              return (
                <tr key={part.from} data-best={top?.part === part && first ? true : undefined}>
                  <th scope="row">
                    {short(part)}
                    {top?.part === part && first && <em>{t('forecast.best')}</em>}
                  </th>
                  <td>{first ? nameOf(first) : '—'}</td>
                  <td className="num">{first ? percent(first.p) : ''}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
