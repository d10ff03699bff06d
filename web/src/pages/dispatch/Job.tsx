import { Button, Checkbox, NumberInput, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { answered, api, type Schemas, seen } from '../../api/client'
import { serverNow } from '../../api/clock'
import { type Case, caseQuery, matchesQuery, orderQuery, ordersQuery, roundQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { type Refusal, refusalLine, refusalWords } from '../../i18n/reasons'
import { duration, money, moment } from '../../i18n/format'
import { Pill, Plate, Rows, Stat } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { Empty, Shown } from '../../ui/states'
import { useAct } from '../case/ActDialog'
import { TO_OFFER } from './jobs'
import { LeadsTo } from './LeadsTo'
import { orderOf, type Ranking, type Round, vendorOf } from './wire'

/** An authorised case without an order: writing one is the next step. */
export function CaseJob({ kase }: { kase: Case }) {
  const { t } = useWords()
  const query = useQuery(caseQuery(kase.id))
  const act = useAct()
  return (
    <Shown query={query} waiting={<Rows n={4} />} right="cases:read">
      {(detail) => {
        const step = detail.actions.find((one) => one.action === 'dispatch')
        const why = step?.refusal as unknown as Refusal | null | undefined
        return (
          <div className="job-body">
            <div className="job-title">
              <Plate text={kase.plate} />
              <Pill plain>{word('case_state', kase.state)}</Pill>
            </div>
            {why ? (
              <div className="problem">
                <b>{t('error.refused')}</b>
                <span>{refusalWords(why).what}</span>
                <span>
                  {t('error.fix')}: {refusalWords(why).helps}
                </span>
              </div>
            ) : (
              <Button id="do-dispatch" onClick={() => act.ask('dispatch', detail)} rightSection={<kbd>D</kbd>}>
                {t('dispatch.write_order')}
              </Button>
            )}
            <Link to="/cases/$id" params={{ id: kase.id }}>
              {t('live.open_case')}
            </Link>
            {act.dialog}
          </div>
        )
      }}
    </Shown>
  )
}

const MODES = ['direct', 'cascade', 'sealed'] as const

export function OrderJob({ id, plate, vendors }: { id: string; plate: string | undefined; vendors: Schemas['VendorView'][] }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const query = useQuery(orderQuery(id))
  const draft = query.data !== undefined && TO_OFFER.includes(query.data.state)
  const matches = useQuery({ ...matchesQuery(id), enabled: draft })
  const asked = useQuery({ ...roundQuery(id), enabled: (query.data?.rounds ?? 0) > 0 })
  const [mode, setMode] = useState<string>('direct')
  const [minutes, setMinutes] = useState(60)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const name = (vendor: string) => { const found = vendors.find((one) => one.id === vendor); return found ? vendorOf(found).name : vendor.slice(0, 8) }
  const refresh = () => { for (const key of ['orders', 'order', 'case', 'cases']) void client.invalidateQueries({ queryKey: [key] }) }
  const offer = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/orders/{id}/offer', { params: { path: { id } }, body: { mode, minutes, vendors: chosen.length > 0 ? [...chosen] : null } })),
    onSuccess: () => void told(t('dispatch.offered')),
    onError: complain,
    onSettled: refresh,
  })
  const agree = useMutation({
    mutationFn: (version: number) => answered(api.POST('/api/v1/orders/{id}/acknowledge', { params: { path: { id } }, headers: seen(version), body: {} })),
    onError: complain,
    onSettled: refresh,
  })
  return (
    <Shown query={query} waiting={<Rows n={6} />} right="orders:read">
      {(order) => {
        const { instructions, term, target } = orderOf(order)
        const offering = order.actions.find((one) => one.action === 'offer')
        const why = offering?.refusal as unknown as Refusal | null | undefined
        return (
          <div className="job-body">
            <div className="job-title">
              <Plate text={plate ?? order.plate} />
              <Pill plain>{word('order_state', order.state)}</Pill>
            </div>
            <div className="kv">
              <Stat label={t('case.order_kind')}>{word('order_kind', order.kind)}</Stat>
              <Stat label={t('case.ends_on')}>{term.ends_on}</Stat>
            </div>
            {instructions && <blockquote className="said">{instructions}</blockquote>}
            {!target && <Pill color="var(--sev-warn)">{t('dispatch.no_place')}</Pill>}
            <Link to="/cases/$id" params={{ id: order.case_id }}>
              {t('live.open_case')}
            </Link>
            {draft && (
              <section>
                <h2 className="section">{t('dispatch.matches')}</h2>
                <Shown query={matches} waiting={<Rows n={3} />} right="orders:read">
                  {(found) => {
                    const ranking = found.ranking as unknown as Ranking
                    if (ranking.ranked.length + ranking.passed.length === 0) return <Empty title={t('dispatch.no_contractors')}>{t('dispatch.no_contractors_text')}</Empty>
                    return (
                      <>
                        <LeadsTo leads={found.leads_to} />
                        {ranking.ranked.map((one) => (
                          <label key={one.vendor} className="match">
                            <Checkbox size="xs" checked={chosen.includes(one.vendor)} onChange={() => setChosen(chosen.includes(one.vendor) ? chosen.filter((other) => other !== one.vendor) : mode === 'direct' ? [one.vendor] : [...chosen, one.vendor])} aria-label={name(one.vendor)} />
                            <b>{name(one.vendor)}</b>
                            <span className="num">{Math.round(one.score_bp / 100)}</span>
                            <span className="bar">
                              <i ref={(bar) => bar?.style.setProperty('width', `${one.score_bp / 100}%`)} />
                            </span>
                            <span className="meta terms">{one.terms.filter((term) => term.adds_bp > 0).map((term) => `${word('match_term', term.term)} ${term.value}`).join(' · ')}</span>
                          </label>
                        ))}
                        {ranking.passed.length > 0 && (
                          <details className="refused">
                            <summary>
                              {t('dispatch.not_eligible')} ({ranking.passed.length})
                            </summary>
                            {ranking.passed.map((one) => (
                              <div key={one.vendor} className="passed">
                                <b>{name(one.vendor)}</b>
                                {one.refusals.map((why) => (
                                  <span key={why.rule} className="meta">
                                    {refusalLine(why)}
                                  </span>
                                ))}
                              </div>
                            ))}
                          </details>
                        )}
                      </>
                    )
                  }}
                </Shown>
                {may('orders:write') && why && (
                  <div className="problem">
                    <b>{t('error.refused')}</b>
                    <span>{refusalWords(why).what}</span>
                    <span>
                      {t('error.fix')}: {refusalWords(why).helps}
                    </span>
                  </div>
                )}
                {may('orders:write') && !why && (
                  <div className="offer">
                    <SegmentedControl size="xs" fullWidth value={mode} onChange={setMode} data={MODES.map((value) => ({ value, label: t(`dispatch.${value}`) }))} />
                    <NumberInput size="xs" label={t('dispatch.expires')} value={minutes} onChange={(value) => setMinutes(Number(value) || 60)} min={5} max={10_080} suffix=" min" />
                    <Button id="do-dispatch" onClick={() => offer.mutate()} loading={offer.isPending} rightSection={<kbd>D</kbd>}>
                      {t('dispatch.offer')}
                    </Button>
                  </div>
                )}
              </section>
            )}
            {asked.data && <Offers rounds={[asked.data.round, ...asked.data.earlier] as unknown as readonly Round[]} name={name} />}
            {order.state === 'completed' && may('orders:write') && (
              <Button onClick={() => agree.mutate(order.version)} loading={agree.isPending}>
                {t('dispatch.acknowledge')}
              </Button>
            )}
          </div>
        )
      }}
    </Shown>
  )
}

/** What the board does not list: an order that is over, or the last one of a case that is. */
export function OldJob({ id, vendors }: { id: string; vendors: Schemas['VendorView'][] }) {
  const of = useQuery(ordersQuery({ case_id: id }))
  return (
    <Shown query={of} waiting={<Rows n={6} />} right="orders:read">
      {({ items }) => <OrderJob id={items.at(-1)?.id ?? id} plate={undefined} vendors={vendors} />}
    </Shown>
  )
}

/** Who was asked and what came of it: the newest round, the earlier ones behind it. */
function Offers({ rounds: [newest, ...earlier], name }: { rounds: readonly Round[]; name: (vendor: string) => string }) {
  const { t } = useWords()
  if (!newest) return null
  return (
    <section>
      <h2 className="section">
        <span>{t('dispatch.offers')}</span>
        <b>{t('crew.round_n', { n: newest.number, mode: word('offer_mode', newest.mode) })}</b>
      </h2>
      <Lines round={newest} name={name} />
      {earlier.length > 0 && (
        <details className="refused">
          <summary>{t('dispatch.earlier', { n: earlier.length })}</summary>
          {earlier.map((round) => (
            <div key={round.number}>
              <h3 className="meta">{t('crew.round_n', { n: round.number, mode: word('offer_mode', round.mode) })}</h3>
              <Lines round={round} name={name} />
            </div>
          ))}
        </details>
      )}
    </section>
  )
}

function Lines({ round, name }: { round: Round; name: (vendor: string) => string }) {
  const { t } = useWords()
  const [now, setNow] = useState(serverNow)
  const runs = round.offers.some((one) => one.status === 'open')
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => setNow(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [runs])
  return round.offers.map((one) => {
    const left = (Date.parse(one.until) - now) / 1000
    return (
      <div key={one.offer} className="passed">
        <b>
          {name(one.vendor)} <Pill plain>{word('offer_state', one.status)}</Pill>
        </b>
        <span className="meta">
          {moment(one.at)}
          {one.status === 'open' && left > 0 && ` · ${t('dispatch.expires')} ${duration(left)}`}
          {one.quote?.amount && ` · ${money(one.quote.amount.minor, one.quote.amount.currency)}`}
          {one.reason && ` · ${one.reason}`}
        </span>
      </div>
    )
  })
}
