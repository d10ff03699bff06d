import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { timelineQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { clock, dateOf, weekday } from '../../i18n/format'
import { useBuckets } from '../../ui/bucket'
import { Rows } from '../../ui/bits'
import { tone } from '../../ui/severity'
import { Empty, Shown } from '../../ui/states'
import { useNames } from '../../ui/useNames'

const LOOKS = /disclosed$/
export const KINDS = ['alert', 'case', 'loan', 'device'] as const
export type Kind = (typeof KINDS)[number]
const CASE = new Set(['case', 'order', 'notice', 'lot', 'hand_over', 'statement', 'letter', 'invoice', 'evidence', 'custody', 'appraisal', 'approval'])
const DEVICE = new Set(['tracker', 'command', 'chase', 'capture', 'clock', 'file'])

/** Of which kind an entry is; of none, it stands under everything alone. */
export const kindOf = ({ entity_kind, action }: { entity_kind: string; action: string }): Kind | undefined =>
  action.startsWith('alert.') || entity_kind === 'alert' ? 'alert' : CASE.has(entity_kind) ? 'case' : DEVICE.has(entity_kind) ? 'device' : ['loan', 'payment', 'promise', 'borrower'].includes(entity_kind) ? 'loan' : undefined

/** All that the log has of the car, by day; who looked at it only where that is asked for. */
export function TimelineTab({ id, audit, onAudit, kind, onKind }: { id: string; audit: boolean; onAudit: (on: boolean) => void; kind: Kind | undefined; onKind: (kind: Kind | undefined) => void }) {
  const { t } = useWords()
  const buckets = useBuckets()
  const query = useQuery(timelineQuery(id))
  const nameOf = useNames()
  return (
    <div className="page v-timeline">
      <div className="v-sift">
        <div className="chips" role="group" aria-label={t('live.filter')}>
          {[undefined, ...KINDS].map((one) => (
            <button key={one ?? 'all'} type="button" className="chip" aria-pressed={kind === one} onClick={() => onKind(one)}>
              {t(`sift.${one ?? 'all'}`)}
            </button>
          ))}
        </div>
        <Switch size="xs" checked={audit} onChange={(event) => onAudit(event.currentTarget.checked)} label={t('vehicle.audit')} />
      </div>
      <Shown query={query} waiting={<Rows n={8} />} right="events:read">
        {({ items }) => {
          const shown = items.filter((event) => (audit || !LOOKS.test(event.action)) && (kind === undefined || kindOf(event) === kind)).map((event) => ({ ...event, when: (event.data as { at?: string } | null)?.at ?? event.at }))
          shown.sort((a, b) => b.when.localeCompare(a.when))
          const days = [...new Set(shown.map((event) => dateOf(event.when)))]
          if (days.length === 0) return <Empty title={t(kind ? 'sift.none' : 'admin.no_rows')} />
          return days.map((date) => (
            <section key={date}>
              <h2 className="section">{weekday(`${date}T12:00:00Z`)}</h2>
              <ol>
                {shown
                  .filter((event) => dateOf(event.when) === date)
                  .map((event) => {
                    const data = event.data as { type?: string; severity?: string; from?: string; to?: string; dpd?: number; what?: string; purpose?: string } | null
                    const said = [
                      data?.severity && word('severity', data.severity),
                      event.action === 'bucket_moved' && `${buckets.name(data?.from ?? '')} → ${buckets.name(data?.to ?? '')}`,
                      data?.what && word('look', data.what),
                      data?.what && data.purpose && word('purpose', data.purpose),
                      event.reason,
                    ]
                    return (
                      <li key={event.seq} style={tone(data?.severity ?? (event.entity_kind === 'loan' ? 'warn' : 'info'))}>
                        <time>{clock(event.when)}</time>
                        <i />
                        <b>
                          {word('event', event.action)}
                          {data?.type ? `: ${word('alert_type', data.type)}` : ''}
                        </b>
                        <span className="sub">{said.filter(Boolean).join(' · ')}</span>
                        <span className="meta">{nameOf(event.actor)}</span>
                      </li>
                    )
                  })}
              </ol>
            </section>
          ))
        }}
      </Shown>
    </div>
  )
}
