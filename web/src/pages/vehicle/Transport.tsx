import { IconBolt, IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerSkipBack, IconPlayerSkipForward, IconSteeringWheel } from '@tabler/icons-react'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { Alert } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { clock, decimal } from '../../i18n/format'
import { useKeys } from '../../ui/keys'
import { type Playback, SPEEDS } from './playback'
import type { Fed, Trip } from './track'

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21]
type Props = { play: Playback; start: number; end: number; trips: readonly Trip[]; power: readonly Fed[]; mv: number | null; alerts: readonly Alert[]; speed: number | null; onStep: (by: 1 | -1) => void; onJump: (by: 1 | -1) => void }

/** Play, pause, and the day as a line: driving above, the car's power under it, alerts below. */
export function Transport({ play, start, end, trips, power, mv, alerts, speed, onStep, onJump }: Props) {
  const { t } = useWords()
  const line = useRef<SVGSVGElement>(null)
  const span = end - start
  const x = (time: number) => `${(Math.max(0, Math.min(1, (time - start) / span)) * 100).toFixed(3)}%`
  const moveTo = (event: PointerEvent) => {
    const box = line.current?.getBoundingClientRect()
    if (box) play.seek(start + Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * span)
  }
  useKeys([
    { keys: 'Space', what: t('help.play'), do: play.toggle },
    { keys: 'ArrowLeft, ArrowRight', what: t('help.seek'), do: (event) => play.by(event.key === 'ArrowLeft' ? -10_000 : 10_000) },
    { keys: 'shift+ArrowLeft, shift+ArrowRight', what: `${t('help.seek')} ×6`, do: (event) => play.by(event.key === 'ArrowLeft' ? -60_000 : 60_000) },
    { keys: '1, 2, 3, 4, 5', what: t('help.speed'), do: (event) => play.setSpeed(SPEEDS[Number(event.key) - 1] ?? 60) },
    { keys: 'n, p', what: t('help.event'), do: (event) => onJump(event.key === 'n' ? 1 : -1) },
    { keys: '[, ]', what: `${t('vehicle.prev_day')}, ${t('vehicle.next_day')}`, do: (event) => onStep(event.key === '[' ? -1 : 1) },
  ])
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -10_000, ArrowRight: 10_000, PageUp: 600_000, PageDown: -600_000 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    play.by(event.shiftKey ? by * 6 : by)
  }
  const next = () => play.setSpeed(SPEEDS[(SPEEDS.indexOf(play.speed as 1) + 1) % SPEEDS.length] ?? 60)
  return (
    <div className="transport">
      <div className="transport-controls">
        <button type="button" className="ib" aria-label={t('vehicle.prev_event')} title={`${t('vehicle.prev_event')} P`} onClick={() => onJump(-1)}>
          <IconPlayerSkipBack size={15} />
        </button>
        <button type="button" className="rb" aria-label={play.playing ? t('vehicle.pause') : t('vehicle.play')} onClick={play.toggle} disabled={trips.length === 0}>
          {play.playing ? <IconPlayerPauseFilled size={15} /> : <IconPlayerPlayFilled size={15} />}
        </button>
        <button type="button" className="ib" aria-label={t('vehicle.next_event')} title={`${t('vehicle.next_event')} N`} onClick={() => onJump(1)}>
          <IconPlayerSkipForward size={15} />
        </button>
        <b className="transport-time">{clock(play.t, true)}</b>
        <button type="button" className="ib" aria-label={t('vehicle.speed_x', { n: play.speed })} onClick={next}>
          ×{play.speed}
        </button>
        {speed !== null && (
          <span className="sub">
            <IconSteeringWheel size={14} style={{ verticalAlign: -2 }} aria-hidden /> {Math.round(speed)} {t('unit.kmh')}
          </span>
        )}
        {mv !== null && (
          <span className="sub">
            <IconBolt size={14} style={{ verticalAlign: -2 }} aria-hidden /> {decimal(mv / 1000)} {t('unit.v')}
          </span>
        )}
        <span className="spring" />
        {power.length > 0 && (
          <span className="meta transport-lanes">
            <i className="fed" /> {t('track.fed')} <i className="cut" /> {t('track.cut')}
          </span>
        )}
        <span className="transport-keys">
          <kbd>Space</kbd> <kbd>←</kbd> <kbd>→</kbd> <kbd>N</kbd>
        </span>
      </div>
      <svg
        ref={line}
        className="transport-line"
        width="100%"
        height="58"
        role="slider"
        tabIndex={0}
        aria-label={t('vehicle.day')}
        aria-valuemin={0}
        aria-valuemax={Math.round(span / 1000)}
        aria-valuenow={Math.round((play.t - start) / 1000)}
        aria-valuetext={clock(play.t, true)}
        onKeyDown={keys}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          moveTo(event)
        }}
        onPointerMove={(event) => event.buttons > 0 && moveTo(event)}
      >
        {HOURS.map((hour) => (
          <g key={hour}>
            <line x1={x(start + (hour / 24) * span)} x2={x(start + (hour / 24) * span)} y1="0" y2="40" stroke="var(--line)" />
            <text x={x(start + (hour / 24) * span)} y="54" dx="3" fontSize="10.5" fill="var(--ink3)">
              {String(hour).padStart(2, '0')}:00
            </text>
          </g>
        ))}
        <line x1="0" x2="100%" y1="9" y2="9" stroke="var(--line)" strokeWidth="2" />
        {trips.map((trip) => (
          <rect key={trip.start} x={x(trip.start)} width={`${Math.max(0.15, ((trip.end - trip.start) / span) * 100)}%`} y="4" height="10" rx="2" fill="var(--sev-ok)" opacity=".9">
            <title>
              {clock(trip.start)}–{clock(trip.end)}
            </title>
          </rect>
        ))}
        {power.map((one) => (
          <rect key={one.start} className={one.on ? 'fed' : 'cut'} x={x(one.start)} width={`${Math.max(0.15, ((one.end - one.start) / span) * 100)}%`} y="18" height="5" rx="1.5">
            <title>
              {clock(one.start)}–{clock(one.end)} {one.on ? t('track.fed') : t('track.cut')}
            </title>
          </rect>
        ))}
        {alerts.map((alert) => (
          <g key={alert.id}>
            <circle cx={x(Date.parse(alert.event_at))} cy="33" r="4.5" fill={`var(--sev-${alert.severity})`} stroke="var(--panel)" strokeWidth="1.5">
              <title>
                {clock(alert.event_at)} {word('alert_type', alert.type)}
              </title>
            </circle>
          </g>
        ))}
        <line x1={x(play.t)} x2={x(play.t)} y1="0" y2="42" stroke="var(--acc)" strokeWidth="2" />
        <circle cx={x(play.t)} cy="3.5" r="4.5" fill="var(--acc)" />
      </svg>
    </div>
  )
}
