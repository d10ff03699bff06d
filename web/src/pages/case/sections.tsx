import { IconFileText, IconPhoto } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alertQuery, type CaseDetail, custodyQuery, evidenceQuery, ledgerQuery, ordersQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { money, moment } from '../../i18n/format'
import { Ago, Pill, Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { SeverityIcon } from '../../ui/severity'
import { Shown } from '../../ui/states'
import { useNames } from '../../ui/useNames'

/** The alerts the flag stands on. */
export function CaseAlerts({ kase }: { kase: CaseDetail }) {
  const may = useMay()
  const alerts = useQueries({ queries: may('alerts:read') ? kase.alert_ids.slice(0, 20).map((id) => alertQuery(id)) : [] })
  return (
    <div>
      {alerts.map(
        ({ data: alert }) =>
          alert && (
            <Link key={alert.id} to="/alerts" search={{ queue: 'all', v: kase.vehicle_id, a: alert.id }} className="case-alert">
              <SeverityIcon severity={alert.severity} />
              <b>{word('alert_type', alert.type)}</b>
              <span className="meta">
                {Math.round(alert.score * 100)} % · {moment(alert.event_at)}
              </span>
            </Link>
          ),
      )}
    </div>
  )
}

export function Orders({ id }: { id: string }) {
  const { t } = useWords()
  const query = useQuery(ordersQuery({ case_id: id }))
  return (
    <section>
      <h2 className="section">{t('case.orders')}</h2>
      <Shown query={query} waiting={<Rows n={1} />} right="orders:read">
        {({ items }) =>
          items.length === 0 ? (
            <span className="meta">{t('case.no_orders')}</span>
          ) : (
            <div>
              {items.map((order) => (
                <Link key={order.id} to="/dispatch" search={{ job: order.id }} className="case-alert">
                  <IconFileText size={16} aria-hidden />
                  <b>{word('order_kind', order.kind)}</b>
                  <span className="meta">
                    <Pill plain>{word('order_state', order.state)}</Pill> <Ago at={order.updated_at} />
                  </span>
                </Link>
              ))}
            </div>
          )
        }
      </Shown>
    </section>
  )
}

type Trial = { rows: { account: string; debit: { minor: number }; credit: { minor: number } }[] }

export function Ledger({ id, currency }: { id: string; currency: string }) {
  const { t } = useWords()
  const may = useMay()
  const query = useQuery(ledgerQuery(id))
  return (
    <section>
      <div className="withmenu">
        <h2 className="section">{t('case.costs')}</h2>
        {may('exports:read') && (query.data?.entries.length ?? 0) > 0 && <ExportMenu compact path={`cases/${id}/ledger`} />}
      </div>
      <Shown query={query} waiting={<Rows n={2} />} right="ledger:read">
        {(books) => {
          const trial = books.trial_balance as unknown as Trial
          if (books.entries.length === 0) return <span className="meta">{t('case.no_costs')}</span>
          const spent = trial.rows.reduce((sum, row) => sum + (row.account.startsWith('cost:') ? row.debit.minor : 0), 0)
          return (
            <>
            {spent > 0 && (
              <p className="spent">
                <b>{money(spent, currency)}</b> <span className="meta">{t('board.spent')}</span>
              </p>
            )}
            <table className="list">
              <thead>
                <tr>
                  <th>{t('disposal.account')}</th>
                  <th className="num">{t('disposal.debit')}</th>
                  <th className="num">{t('disposal.credit')}</th>
                </tr>
              </thead>
              <tbody>
                {trial.rows.map((row) => (
                  <tr key={row.account}>
                    <td>{row.account.startsWith('cost:') ? word('cost_kind', row.account.slice(5)) : word('account', row.account)}</td>
                    <td className="num">{row.debit.minor ? money(row.debit.minor, currency) : ''}</td>
                    <td className="num">{row.credit.minor ? money(row.credit.minor, currency) : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            </>
          )
        }}
      </Shown>
    </section>
  )
}

export function Custody({ id }: { id: string }) {
  const { t } = useWords()
  const query = useQuery(custodyQuery(id))
  return (
    <section>
      <h2 className="section">{t('case.custody')}</h2>
      <Shown query={query} waiting={<Rows n={1} />} right="orders:read">
        {(custody) => {
          const hands = custody.hand_overs as unknown as { id: string; at: string; from: { custodian: string }; to: { custodian: string } }[]
          return (
            <>
              <b>{word('custodian', (custody.custodian as unknown as { custodian: string }).custodian)}</b>
              {hands.map((hand) => (
                <div key={hand.id} className="meta">
                  {word('custodian', hand.from.custodian)} → {word('custodian', hand.to.custodian)} · {moment(hand.at)}
                </div>
              ))}
            </>
          )
        }}
      </Shown>
    </section>
  )
}

export function EvidenceList({ id }: { id: string }) {
  const { t } = useWords()
  const query = useQuery(evidenceQuery(id))
  return (
    <section>
      <h2 className="section">{t('case.evidence')}</h2>
      <Shown query={query} waiting={<Rows n={1} />} right="evidence:read">
        {({ items }) =>
          items.length === 0 ? (
            <span className="meta">{t('case.no_evidence')}</span>
          ) : (
            <ul className="files">
              {items.map((file) => (
                <li key={file.id}>
                  <IconPhoto size={16} aria-hidden />
                  <a href={`/api/v1/evidence/${file.id}/content`} target="_blank" rel="noreferrer">
                    {word('evidence_kind', file.kind)}
                  </a>
                  <span className="meta" title={`${t('case.sealed')} ${file.sha256}`}>
                    {moment(file.received_at)} · {Math.ceil(file.size_bytes / 1000)} kB · {file.sha256.slice(0, 12)}…{file.note && ` · ${file.note}`}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}

export function History({ kase }: { kase: CaseDetail }) {
  const nameOf = useNames()
  const { t } = useWords()
  return (
    <section>
      <h2 className="section">{t('case.log')}</h2>
      <ol className="history">
        {[...kase.events]
          .sort((a, b) => b.seq - a.seq)
          .map((event) => (
            <li key={event.seq}>
              <b>{word('event', event.action)}</b>
              <span className="meta">{moment((event.data as { at?: string } | null)?.at ?? event.at)}</span>
              <span className="sub">
                {event.reason ?? (event.data as { reason?: string } | null)?.reason ?? ''} <span className="meta">{nameOf(event.actor)}</span>
              </span>
            </li>
          ))}
      </ol>
    </section>
  )
}
