import type { Schemas } from '../../api/client'
import { useWords } from '../../i18n'
import { clock, duration } from '../../i18n/format'
import { distance } from '../../map/geo'
import { placeName } from './Places'

/** A stay so near a learnt place is one there. */
const SAME_M = 250
type Props = { stays: readonly Schemas['StayView'][]; places: readonly Schemas['PlaceView'][]; start: number; now: number; onPick: (t: number) => void }

/** Where the car stood on the day, by the places that it is known to visit. */
export function StayList({ stays, places, start, now, onPick }: Props) {
  const { t } = useWords()
  if (stays.length === 0) return null
  const nameOf = (stay: Props['stays'][number]) => {
    const near = places.map((place) => ({ place, m: distance(place, stay) })).filter(({ m }) => m <= SAME_M).sort((a, b) => a.m - b.m)[0]
    return near ? placeName(near.place) : `${stay.lat.toFixed(4)}, ${stay.lon.toFixed(4)}`
  }
  return (
    <>
      <h2 className="section v-stays">{t('track.stays')}</h2>
      <table className="list">
        <thead>
          <tr>
            <th>{t('track.from')}</th>
            <th>{t('track.to')}</th>
            <th className="num">{t('vehicle.duration')}</th>
            <th>{t('track.at')}</th>
          </tr>
        </thead>
        <tbody>
          {stays.map((stay) => {
            const arrive = Date.parse(stay.arrive)
            const leave = stay.leave ? Date.parse(stay.leave) : null
            const first = Math.max(start, arrive)
            return (
              <tr key={stay.arrive} className="pick" data-on={now >= arrive && now <= (leave ?? Infinity)} onClick={() => onPick(first)}>
                <td>
                  <button type="button" className="linkish">{arrive < start ? '…' : clock(arrive)}</button>
                </td>
                <td>{leave ? clock(leave) : <span className="meta">{t('track.still')}</span>}</td>
                <td className="num">{leave ? duration((leave - arrive) / 1000) : ''}</td>
                <td className="ellipsis">{nameOf(stay)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
