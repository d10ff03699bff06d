import { useQuery } from '@tanstack/react-query'
import { answered, api } from '../../api/client'
import { systemQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, fullMoment } from '../../i18n/format'
import { Ago, Pill, Rows, Stat } from '../../ui/bits'
import { Empty, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { say } from './say'

export function System() {
  const { t } = useWords()
  const query = useQuery({ ...systemQuery, refetchInterval: 15_000 })
  return (
    <>
      <Head title={t('admin.system')} />
      <Shown query={query} waiting={<Rows n={4} />}>
        {(system) => (
          <div className="system">
            <div className="panel" style={{ padding: 20, maxWidth: 760 }}>
              <div className="kv" style={{ gridTemplateColumns: 'repeat(3, 1fr)', gap: '16px 12px' }}>
                <Stat label={t('admin.version')}>{system.version}</Stat>
                <Stat label={t('admin.clock')}>{word('clock', system.clock)}</Stat>
                <Stat label={t('admin.when')}>{fullMoment(system.now)}</Stat>
                {Object.entries(system.counts).map(([name, n]) => (
                  <Stat key={name} label={word('system_count', name)}>
                    {count(n)}
                  </Stat>
                ))}
              </div>
            </div>
          </div>
        )}
      </Shown>
      {useMay()('platform:read') && <Ports />}
    </>
  )
}

/** Where trackers come in, and what was turned away there. */
function Ports() {
  const { t, language } = useWords()
  const s = say(language)
  const query = useQuery({ queryKey: ['ports'], refetchInterval: 15_000, queryFn: ({ signal }) => answered(api.GET('/api/v1/system/ports', { signal })) })
  return (
    <section>
      <header className="system-head">
        <h2>{s('ports')}</h2>
        <span className="meta">{s('ports_lead')}</span>
      </header>
      <Shown query={query} waiting={<Rows n={3} height={40} />} right="platform:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => `${one.transport}${one.protocol}${one.address}`}
            empty={<Empty title={s('ports_none')} />}
            columns={[
              { head: t('admin.protocol'), cell: (one) => <b>{one.protocol.toUpperCase()}</b> },
              { head: s('transport'), cell: (one) => one.transport.toUpperCase() },
              { head: s('address'), cell: (one) => <code>{one.address}</code> },
              { head: s('open'), num: true, cell: (one) => (one.transport === 'udp' ? '—' : count(one.open)) },
              { head: s('connections'), num: true, cell: (one) => (one.transport === 'udp' ? '—' : count(one.connections)) },
              { head: s('turned_away'), num: true, cell: (one) => (one.turned_away > 0 ? <Pill color="var(--sev-high)">{count(one.turned_away)}</Pill> : 0) },
              { head: s('messages'), num: true, cell: (one) => count(one.messages) },
              { head: s('heard'), cell: (one) => (one.heard_at ? <Ago at={one.heard_at} /> : '—') },
              { head: s('refused'), num: true, cell: (one) => count(one.refused) },
              { head: s('last_refused'), cell: (one) => (one.refused_at ? <span title={one.refused_why ?? undefined}><Ago at={one.refused_at} /> <span className="meta ellipsis system-why">{one.refused_why}</span></span> : '—') },
            ]}
          />
        )}
      </Shown>
    </section>
  )
}
