import { IconClock, IconFlag3 } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { serverNow } from '../../api/clock'
import { answered, api, type Schemas } from '../../api/client'
import type { Case } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { major } from '../../i18n/currency'
import { clock, count, duration, money, moment } from '../../i18n/format'
import { Pill, Stat } from '../../ui/bits'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { asProblem } from '../../api/problem'
import { BidForm } from './BidForm'
import { bestOf, buyersQuery, called, leastOf, type Lot, lotOf } from './lot'
import { LotActions, sendLot } from './LotActions'
import { LotTerms } from './LotTerms'
import { Proofs } from './Proofs'
import { say } from './say'

/** Seconds until then; counted every second while somebody looks. */
function useLeft(until: string): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (Date.parse(until) - now) / 1000
}

function Countdown({ lot }: { lot: Lot }) {
  const { t } = useWords()
  const open = lot.stage.state === 'open'
  const left = useLeft(open ? lot.closes_at : lot.opens_at)
  const late = lot.selling.late
  const closing = open && late !== undefined && left > 0 && left <= late.window_s
  return (
    <div className="countdown" data-closing={closing} role="timer" aria-label={open ? t('auction.closes') : t('auction.opens')}>
      <IconClock size={16} aria-hidden />
      <b>{left > 0 ? duration(left) : t('auction.over')}</b>
      <span className="meta">
        {open ? t('auction.closes') : t('auction.opens')} {moment(open ? lot.closes_at : lot.opens_at)}
      </span>
      {late && open && (
        <span className="meta">
          {t('auction.late', { window: duration(late.window_s), extend: duration(late.extend_s) })} {t('auction.extended', { n: lot.stage.extensions ?? 0, most: late.most })}
        </span>
      )}
    </div>
  )
}

/** What was asked of a lot changes the case, the pipeline and the books too. */
function useRefresh() {
  const client = useQueryClient()
  return () => {
    for (const key of ['lots', 'cases', 'case', 'disposal']) void client.invalidateQueries({ queryKey: [key] })
  }
}

/** The car of a case has no lot, or its last one was taken back: another is drafted. */
export function Draft({ kase }: { kase: Case }) {
  const { t } = useWords()
  const may = useMay()
  const refresh = useRefresh()
  if (!may('disposal:write') || kase.state !== 'for_disposal') return <span className="meta">{t('disposal.no_lot')}</span>
  return (
    <LotTerms
      label={t('auction.draft')}
      currency={kase.currency}
      from={null}
      price={Math.round(major(kase.outstanding_minor, kase.currency) / 2)}
      onSend={async (terms) => {
        await answered(api.POST('/api/v1/cases/{id}/lots', { params: { path: { id: kase.id } }, body: terms as never }))
        refresh()
      }}
    />
  )
}

/** The lot of a case: how it is sold, its bids as they come, and what the seller may do now. */
export function Auction({ view, kase, appraisal }: { view: Schemas['LotDetail']; kase: Case; appraisal: string | undefined }) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const buyers = useQuery(buyersQuery)
  const refresh = useRefresh()
  const act = useMutation({
    mutationFn: (body: Record<string, unknown>) => sendLot(view.id, body),
    onSuccess: (_, body) => void told(t('case.done', { action: word('lot_action', String(body.action)) })),
    onSettled: refresh,
  })
  const doing = { busy: act.isPending, act: (body: Record<string, unknown>) => act.mutateAsync(body) }
  const lot = lotOf(view)
  const { stage } = lot
  const best = bestOf(lot.all_bids)
  const auction = lot.channel === 'open_auction' || lot.channel === 'sealed_auction'
  const known = buyers.data?.items ?? []
  const name = (id: string | null) => called(known.find((one) => one.id === id), id)
  const late = lot.selling.late
  // While bids come seconds count; of an auction that is over, the day.
  const came = (at: string) => (stage.state === 'open' ? clock(at, true) : moment(at))
  return (
    <div className="auction">
      <div className="job-title">
        <Pill plain>{word('channel', lot.channel)}</Pill>
        <Pill color={stage.state === 'open' ? 'var(--sev-ok)' : undefined} plain={stage.state !== 'open'}>
          {word('lot_state', stage.state)}
        </Pill>
        {lot.round > 1 && <span className="meta">{t('auction.round', { n: lot.round })}</span>}
        {stage.state === 'unsold' && stage.why && <span className="meta">{word('unsold', stage.why)}</span>}
        {stage.state === 'withdrawn' && stage.reason && <span className="meta">{stage.reason}</span>}
      </div>
      {(stage.state === 'listed' || stage.state === 'relisted' || stage.state === 'open') && <Countdown lot={lot} />}
      <div className="kv">
        <Stat label={auction && best ? t('auction.best') : t('auction.start')}>{auction && best?.amount ? money(best.amount.minor, best.amount.currency) : money(leastOf(lot).minor, lot.least.currency)}</Stat>
        <Stat label={t('auction.next')}>{lot.next_bid ? money(lot.next_bid.minor, lot.next_bid.currency) : '—'}</Stat>
        {lot.selling.reserve && (
          <Stat label={t('disposal.reserve')}>
            {money(lot.selling.reserve.minor, lot.selling.reserve.currency)}{' '}
            {best?.amount && <Pill color={best.amount.minor >= lot.selling.reserve.minor ? 'var(--sev-ok)' : 'var(--sev-warn)'}>{best.amount.minor >= lot.selling.reserve.minor ? t('auction.met') : t('auction.not_met')}</Pill>}
          </Stat>
        )}
        {lot.deposit && <Stat label={t('auction.deposit')}>{money(lot.deposit.minor, lot.deposit.currency)}</Stat>}
        {stage.state === 'offered' && stage.price && stage.until && (
          <Stat label={s('offered_to')}>
            {name(stage.buyer ?? null)} <span className="meta">{money(stage.price.minor, stage.price.currency)} · {s('until', { time: moment(stage.until) })}</span>
          </Stat>
        )}
        {stage.award && (
          <Stat label={t('disposal.sale')}>
            {money(stage.award.price.minor, stage.award.price.currency)} <span className="meta">{name(stage.award.buyer)} · {t('auction.pay_by', { time: moment(stage.award.pay_by) })}</span>
          </Stat>
        )}
      </div>
      {lot.all_bids.length > 0 && (
        <div className="bidbox" tabIndex={0} role="region" aria-label={t('disposal.bids')}>
          <table className="list bids" aria-label={t('disposal.bids')}>
            <thead>
              <tr>
                <th>{t('auction.bidder')}</th>
                <th className="num">{t('moneydesk.amount')}</th>
                <th className="num">{t('admin.when')}</th>
              </tr>
            </thead>
            <tbody aria-live="polite">
              {[...lot.all_bids].reverse().map((bid, i) => (
                <tr key={bid.bid ?? i} data-best={bid === best}>
                  <td>
                    {bid === best ? <IconFlag3 size={13} aria-label={t('auction.best')} /> : null} {name(bid.buyer)} <span className="meta who">{t('auction.bidder_n', { n: bid.bidder })}</span>
                  </td>
                  <td className="num">{bid.amount ? money(bid.amount.minor, bid.amount.currency) : t('auction.sealed')}</td>
                  <td className="num meta" title={moment(bid.at)}>
                    {late && Date.parse(lot.closes_at) - Date.parse(bid.at) < (late.window_s + late.extend_s) * 1000 && (lot.stage.extensions ?? 0) > 0 ? `⟳ ${came(bid.at)}` : came(bid.at)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lot.all_bids.length > 0 && <span className="meta">{s('bids_n', { n: count(lot.all_bids.length) })}</span>}
      {(may('disposal:write') || may('disposal:approve')) && <LotActions key={stage.state} view={view} lot={lot} buyers={known} appraisal={appraisal} doing={doing} />}
      {act.isError && <ProblemNote problem={asProblem(act.error)} right="disposal:write" />}
      {may('disposal:write') && stage.state === 'open' && <BidForm lot={lot} buyers={known} busy={act.isPending} onSend={(body) => act.mutate(body)} />}
      {stage.state !== 'withdrawn' && <Proofs view={view} kase={kase} currency={lot.least.currency} doing={doing} />}
      {stage.state === 'withdrawn' && kase.state === 'for_disposal' && (
        <details>
          <summary>{s('another_lot')}</summary>
          <Draft kase={kase} />
        </details>
      )}
    </div>
  )
}
