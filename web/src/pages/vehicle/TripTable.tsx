import { useWords } from '../../i18n'
import { clock, decimal, duration } from '../../i18n/format'
import type { Trip } from './track'

export function TripTable({ trips, now, onPick }: { trips: readonly Trip[]; now: number; onPick: (trip: Trip) => void }) {
  const { t } = useWords()
  if (trips.length === 0) return <p className="meta" style={{ padding: '0 16px' }}>{t('vehicle.no_track')}</p>
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('vehicle.start')}</th>
          <th>{t('vehicle.end')}</th>
          <th className="num">{t('vehicle.duration')}</th>
          <th className="num">{t('unit.km')}</th>
          <th className="num">{t('vehicle.top')}</th>
        </tr>
      </thead>
      <tbody>
        {trips.map((trip) => (
          <tr key={trip.start} className="pick" data-on={now >= trip.start && now <= trip.end} onClick={() => onPick(trip)}>
            <td>
              <button type="button" className="linkish">{clock(trip.start)}</button>
            </td>
            <td>{clock(trip.end)}</td>
            <td className="num">{duration((trip.end - trip.start) / 1000)}</td>
            <td className="num">{decimal(trip.metres / 1000)}</td>
            <td className="num">
              {Math.round(trip.top)} <span className="meta">{t('unit.kmh')}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
