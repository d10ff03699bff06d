import { queryOptions, useQuery } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../../api/client'
import { useWords } from '../../../i18n'
import { ago, decimal, metres } from '../../../i18n/format'
import { Rows, Stat } from '../../../ui/bits'
import { Shown } from '../../../ui/states'
import { say } from './say'

/** The highest step on which a protocol states the strength of its network; JT/T 808 (item 0x30) and JSON name none. */
const STEPS: Record<string, number> = { gt06: 4, teltonika: 5 }

const receptionQuery = (id: string, reason: string | undefined) =>
  queryOptions({ queryKey: ['reception', id, reason ?? ''], staleTime: 15_000, queryFn: ({ signal }) => answered(api.GET('/api/v1/vehicles/{id}/reception', { params: { path: { id }, query: { reason } }, signal })) })

type Props = { vehicle: string; tracker: Schemas['TrackerView']; reason: string | undefined }

/** What a tracker hears of satellites and of the radio network. */
export function Reception({ vehicle, tracker, reason }: Props) {
  const { language } = useWords()
  const words = say(language)
  const query = useQuery(receptionQuery(vehicle, reason))
  return (
    <section>
      <h2 className="section">{words('title')}</h2>
      <Shown query={query} waiting={<Rows n={3} />} right="locations:read">
        {({ items, precision }) => {
          const one = items.find((of) => of.tracker_id === tracker.id)
          return one ? <Told one={one} steps={STEPS[tracker.protocol]} precise={precision === 'precise'} /> : <span className="meta">{words('nothing')}</span>
        }}
      </Shown>
    </section>
  )
}

function Told({ one, steps, precise }: { one: Schemas['Reception']; steps: number | undefined; precise: boolean }) {
  const { language } = useWords()
  const words = say(language)
  const level = one.gsm_level == null ? null : steps === undefined ? words('level_only', { n: one.gsm_level }) : words('level', { n: one.gsm_level, of: steps })
  return (
    <>
      <div className="kv">
        <Stat label={words('satellites')}>{one.satellites ?? '—'}</Stat>
        <Stat label={words('network')}>{[level, one.gsm_rssi_dbm == null ? null : `${one.gsm_rssi_dbm} dBm`].filter(Boolean).join(' · ') || '—'}</Stat>
        {one.hdop != null && <Stat label={words('hdop')}>{decimal(one.hdop)}</Stat>}
        {one.accuracy_m != null && <Stat label={words('accuracy')}>{metres(one.accuracy_m)}</Stat>}
        {one.wifi_n != null && <Stat label={words('wifi')}>{one.wifi_n}</Stat>}
      </div>
      {one.coarse_fix != null && <p className="meta">{words(one.coarse_fix ? 'from_cells' : 'from_satellites')}</p>}
      {one.cells.length > 0 ? (
        <table className="v-towers">
          <caption className="meta">
            {words('towers')} {one.cells_at && `· ${words('towers_at', { ago: ago(one.cells_at) })}`}
          </caption>
          <thead>
            <tr>
              <th>{words('tower')}</th>
              <th className="num">{words('signal')}</th>
            </tr>
          </thead>
          <tbody>
            {one.cells.map((cell, at) => (
              <tr key={at}>
                <td>{[cell.mcc, cell.mnc, cell.lac, cell.cid].join('-')}</td>
                <td className="num">{cell.signal == null ? '—' : cell.signal < 0 ? `${cell.signal} dBm` : cell.signal}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="meta">{words(precise ? 'no_towers' : 'kept_back')}</p>
      )}
    </>
  )
}
