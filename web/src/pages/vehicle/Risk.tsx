import { VisuallyHidden } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CSSProperties, type PointerEvent, useId, useMemo, useState } from 'react'
import type { Schemas } from '../../api/client'
import { riskDaysQuery, riskParametersQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { ago, dateOf, day as dayOf, decimal, duration } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { axisEnd, bandColour, type Bounds, BUILT_IN, reasonName } from '../../ui/risk'
import { Shown } from '../../ui/states'
import { arc, daysBefore, line, onDial, turns } from './riskLine'

type Score = Schemas['RiskView']
const SIZE = 108
const CENTRE = SIZE / 2
const DAYS = 90
/** The heaviest reasons; the others are shown when asked for. */
const FIRST = 5
/** Noon of a calendar day, so that no zone moves it. */
const named = (day: string) => dayOf(`${day}T12:00:00Z`)
const points = (n: number) => decimal(n, Number.isInteger(n) ? 0 : 1)

/** Where the lender's bands begin; what is built in until that is known. */
export function useBounds(): Bounds {
  const may = useMay()
  const query = useQuery({ ...riskParametersQuery, enabled: may('risk:read') })
  const of = query.data?.parameters as { bands?: Bounds } | undefined
  return of?.bands ?? BUILT_IN
}

const spans = ({ watch, high, critical }: Bounds) => [['green', 0, watch], ['watch', watch, high], ['high', high, critical], ['critical', critical, 100]] as const

/** The score on its scale from 0 to 100; the thin line outside has the bands. */
function Dial({ score }: { score: Score }) {
  const { t } = useWords()
  const bounds = useBounds()
  return (
    <svg className="risk-dial" viewBox={`0 0 ${SIZE} 98`} width={SIZE} height={98} role="img" aria-label={`${t('risk.title')}: ${t('risk.of', { n: score.points })}, ${word('risk_band', score.band)}`}>
      <path d={arc(0, 100, 40, CENTRE)} className="risk-track" />
      {score.points > 0 && <path d={arc(0, score.points, 40, CENTRE)} stroke={bandColour(score.band)} className="risk-value" />}
      {spans(bounds).map(([band, from, to]) => to > from && <path key={band} d={arc(from + (from > 0 ? 0.7 : 0), to - (to < 100 ? 0.7 : 0), 49, CENTRE)} stroke={bandColour(band)} className="risk-band" />)}
      {[0, 100].map((n) => {
        const at = onDial(n, 40, CENTRE)
        return (
          <text key={n} x={at.x} y={at.y + 19} className="risk-end">
            {n}
          </text>
        )
      })}
      <text x={CENTRE} y={CENTRE + 7} className="risk-number">
        {score.points}
      </text>
      <text x={CENTRE} y={CENTRE + 22} className="risk-end">
        / 100
      </text>
    </svg>
  )
}

/** The score, its band, and when it was made. */
export function RiskScore({ query }: { query: UseQueryResult<Score> }) {
  const { t } = useWords()
  return (
    <Shown query={query} waiting={<Rows n={1} height={98} />} right="risk:read">
      {(score) => (
        <div className="risk-score">
          <Dial score={score} />
          <div>
            <h2 className="section">{t('risk.title')}</h2>
            <Pill color={bandColour(score.band)}>{word('risk_band', score.band)}</Pill>
            {score.computed_at && <p className="meta">{t('risk.computed', { ago: ago(score.computed_at), n: score.version })}</p>}
          </div>
        </div>
      )}
    </Shown>
  )
}

/** Why: every reason with its points, all on one axis. */
export function RiskReasons({ id, query }: { id: string; query: UseQueryResult<Score> }) {
  const { t } = useWords()
  const may = useMay()
  const [whole, setWhole] = useState(false)
  const score = query.data
  // Until it is there, and where it cannot be had, the score says so.
  if (!score) return null
  const end = axisEnd(Math.max(0, ...score.reasons.map((one) => one.points)))
  const shown = whole || score.reasons.length <= FIRST + 1 ? score.reasons : score.reasons.slice(0, FIRST)
  const sum = score.reasons.reduce((all, one) => all + one.points, 0)
  return (
    <section className="risk-why">
      <h2 className="section">{t('risk.why')}</h2>
      {score.reasons.length === 0 && <span className="meta">{t(score.computed_at ? 'risk.none' : 'risk.unscored')}</span>}
      {score.reasons.length > 0 && (
        <>
          <ol>
            {shown.map((one) => {
              const [first] = one.evidence
              return (
                <li key={`${one.factor}${one.alert ?? ''}`}>
                  {first && may('alerts:read') ? (
                    <Link to="/alerts" search={{ v: id, a: first }}>
                      {reasonName(one)}
                    </Link>
                  ) : (
                    <span>{reasonName(one)}</span>
                  )}
                  <b className="num">+{points(one.points)}</b>
                  <span className="risk-axis" aria-hidden>
                    <i style={{ '--p': one.points / end, '--c': bandColour(score.band) } as CSSProperties} />
                  </span>
                  <small>
                    {one.factor === 'alert' || one.evidence.length > 0 ? (one.age_s === 0 ? t('risk.lasting') : t('risk.ago', { time: duration(one.age_s) })) : t('risk.now')}
                    {one.evidence.length > 1 && ` · ${t('risk.more', { n: one.evidence.length })}`}
                  </small>
                </li>
              )
            })}
          </ol>
          <div className="risk-marks" aria-hidden>
            {[0, end / 2, end].map((n) => (
              <span key={n}>{points(n)}</span>
            ))}
          </div>
          {shown.length < score.reasons.length && (
            <button type="button" className="linkish" onClick={() => setWhole(true)}>
              {t('risk.rest', { n: score.reasons.length - shown.length })}
            </button>
          )}
          {sum > 100 && <p className="meta">{t('risk.sum', { n: points(Math.round(sum)) })}</p>}
          {score.escalated && <p className="meta">{t('risk.escalated')}</p>}
        </>
      )}
    </section>
  )
}

const HIGH = 64

/** The score with which each of the last days ended, and what it is now. */
export function RiskLine({ id, score }: { id: string; score: Score }) {
  const { t } = useWords()
  const bounds = useBounds()
  const paint = useId()
  const today = dateOf(Date.now())
  const from = daysBefore(today, DAYS - 1)
  const query = useQuery(riskDaysQuery(id, from, today))
  const [at, setAt] = useState<number | null>(null)
  const all = useMemo(() => line(query.data?.items ?? [], today, score), [query.data, today, score])
  const look = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const n = Math.floor(((event.clientX - box.left) / box.width) * DAYS) - (DAYS - all.length)
    setAt(n >= 0 && n < all.length ? n : null)
  }
  return (
    <section className="risk-days">
      <h2 className="section">{t('risk.days')}</h2>
      <Shown query={query} waiting={<Rows n={1} height={HIGH} />} right="risk:read">
        {() => {
          if (all.length === 0) return <span className="meta">{t('risk.no_days')}</span>
          const x = (n: number) => DAYS - all.length + n
          const shown = (at === null ? undefined : all[at]) ?? all.at(-1)
          const steps = all.map((one, n) => `${n === 0 ? `M${x(n)}` : `H${x(n)}V`} ${100 - one.points}`).join('')
          const numbers = all.map((one) => one.points)
          return (
            <>
              <svg viewBox={`0 -3 ${DAYS} 106`} preserveAspectRatio="none" height={HIGH} role="img" aria-label={t('risk.line', { from: named(all[0]?.day ?? today), to: named(today), low: Math.min(...numbers), high: Math.max(...numbers), now: score.points })} onPointerMove={look} onPointerLeave={() => setAt(null)}>
                <defs>
                  <linearGradient id={paint} gradientUnits="userSpaceOnUse" x1="0" y1="100" x2="0" y2="0">
                    {spans(bounds).flatMap(([band, low, high]) => [<stop key={`${band}a`} offset={low / 100} stopColor={bandColour(band)} />, <stop key={`${band}b`} offset={high / 100} stopColor={bandColour(band)} />])}
                  </linearGradient>
                </defs>
                {[bounds.watch, bounds.high, bounds.critical].map((n) => (
                  <path key={n} d={`M0 ${100 - n}H${DAYS}`} className="risk-bound" />
                ))}
                <path d={`${steps}H${DAYS}V100H${x(0)}Z`} fill={`url(#${paint})`} className="risk-area" />
                <path d={`${steps}H${DAYS}`} stroke={`url(#${paint})`} className="risk-step" />
                {at !== null && <path d={`M${x(at) + 0.5} 0V100`} className="risk-look" />}
              </svg>
              <div className="risk-marks">
                <span>{named(from)}</span>
                {shown && <b aria-hidden>{t('risk.day_is', { day: shown.day === today ? t('risk.today') : named(shown.day), n: shown.points, band: word('risk_band', shown.band) })}</b>}
                <span>{t('risk.today')}</span>
              </div>
              <VisuallyHidden>
                <ul>
                  {turns(all).map((one) => (
                    <li key={one.day}>{t('risk.day_is', { day: named(one.day), n: one.points, band: word('risk_band', one.band) })}</li>
                  ))}
                </ul>
              </VisuallyHidden>
            </>
          )
        }}
      </Shown>
    </section>
  )
}
