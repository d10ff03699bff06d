import { SegmentedControl, useComputedColorScheme } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { answered, api } from '../../api/client'
import { powerQuery } from '../../api/inbox'
import { asProblem } from '../../api/problem'
import type { Alert } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { clock, currentZone, day, decimal } from '../../i18n/format'
import { ProblemNote } from '../../ui/states'
import { columns, limitOf, spread } from './power'
import { say } from './say'

const HEIGHT = 180
/** How much is shown before and after the alert, hours: a long time is thinned to its dips and peaks, a short one hardly. */
const AROUND = ['1', '6', '24', '72'] as const
const HOUR_MS = 3_600_000
const INKS = ['--acc', '--sev-ok', '--ink2'] as const

/** The supply voltage before and after an alert, with the alert and the limit of its rule marked; and the same in words. */
export default function Voltage({ alert }: { alert: Alert }) {
  const { language } = useWords()
  const tell = say(language)
  const [around, show] = useState('24')
  const [at, half] = [Date.parse(alert.event_at), Number(around) * HOUR_MS]
  const power = useQuery({ ...powerQuery(alert.id, { from: new Date(at - half).toISOString(), to: new Date(at + half).toISOString() }), placeholderData: keepPreviousData })
  const rule = useQuery({ queryKey: ['alert-rule', alert.id], staleTime: 600_000, queryFn: () => answered(api.GET('/api/v1/alerts/{id}/rule', { params: { path: { id: alert.id } } })) })
  const items = useMemo(() => power.data?.items ?? [], [power.data])
  const wired = items.filter((one) => one.power_mv.length > 0)
  const limit = limitOf(alert.evidence as unknown as { feature: string; value: unknown }[], rule.data?.parameters ?? [], wired.flatMap((one) => one.power_mv.map((point) => point.value)))
  const name = (one: (typeof items)[number]) => `${word('tracker_role', one.role)} …${one.device_id.slice(-4)}`
  const volts = (mv: number) => decimal(mv / 1000)
  const words = [
    ...wired.flatMap((one) => {
      const of = spread(one.power_mv, alert.event_at)
      return of ? [of.before === null ? tell('told_v_none', { device: name(one), low: volts(of.low), high: volts(of.high) }) : tell('told_v', { device: name(one), low: volts(of.low), high: volts(of.high), at: volts(of.before) })] : []
    }),
    ...items.flatMap((one) => {
      const of = spread(one.battery_pct, alert.event_at)
      return of ? [tell('told_pct', { device: name(one), low: of.low, high: of.high })] : []
    }),
    ...(limit !== null && wired.length > 0 ? [tell('limit_at', { v: volts(limit) })] : []),
    ...(power.data?.cut_short ? [tell('cut_short')] : []),
  ]
  return (
    <section className="voltage">
      <div className="voltage-head">
        <h2 className="section">{tell('voltage')}</h2>
        <SegmentedControl size="xs" aria-label={tell('around_alert')} value={around} onChange={show} data={AROUND.map((hours) => ({ value: hours, label: tell('hours', { n: hours }) }))} />
      </div>
      {power.isError && <ProblemNote problem={asProblem(power.error)} retry={() => void power.refetch()} right="alerts:read" />}
      {power.isPending && <div style={{ height: HEIGHT }} />}
      {power.data && wired.length === 0 && <p className="meta">{tell('no_voltage', { n: around })}</p>}
      {power.data && wired.length > 0 && (
        <Chart from={power.data.from} to={power.data.to} at={alert.event_at} limit_v={limit === null ? null : limit / 1000} label={`${tell('voltage')}. ${words.join(' ')}`} series={wired.map((one) => ({ name: name(one), points: one.power_mv }))} charge={items.filter((one) => one.battery_pct.length > 0).map((one) => ({ name: name(one), points: one.battery_pct }))} />
      )}
      {words.map((line) => (
        <p key={line} className="meta">{line}</p>
      ))}
    </section>
  )
}

type Line = { name: string; points: { at: string; value: number }[] }
type ChartProps = { from: string; to: string; at: string; limit_v: number | null; label: string; series: Line[]; charge: Line[] }

function Chart({ from, to, at, limit_v, label, series, charge }: ChartProps) {
  const { language } = useWords()
  const tell = say(language)
  const scheme = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const host = box.current
    if (!host) return
    const css = getComputedStyle(document.documentElement)
    const ink = (name: string) => css.getPropertyValue(name).trim() || '#888'
    const seconds = (time: string) => Date.parse(time) / 1000
    const tables = [...series.map((one) => columns(one.points, 1000)), ...charge.map((one) => columns(one.points, 1))]
    const data = uPlot.join(tables as uPlot.AlignedData[], tables.map((table) => table.slice(1).map(() => 2)))
    const font = `11px ${css.getPropertyValue('--font').trim() || 'sans-serif'}`
    const axis = { stroke: ink('--ink3'), font, grid: { stroke: ink('--line'), width: 1 }, ticks: { stroke: ink('--line'), width: 1 } }
    const supply = series.flatMap((one) => one.points.map((point) => point.value / 1000)).concat(limit_v ?? [])
    const [low, high] = [Math.min(...supply), Math.max(...supply)]
    const pad = Math.max(0.5, (high - low) * 0.08)
    const line = (draw: CanvasRenderingContext2D, colour: string, dash: number[], points: [number, number, number, number]) => {
      draw.save()
      draw.strokeStyle = colour
      draw.lineWidth = 1.5 * devicePixelRatio
      draw.setLineDash(dash.map((n) => n * devicePixelRatio))
      draw.beginPath()
      draw.moveTo(points[0], points[1])
      draw.lineTo(points[2], points[3])
      draw.stroke()
      draw.restore()
    }
    const plot = new uPlot(
      {
        width: host.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        tzDate: (time) => uPlot.tzDate(new Date(time * 1000), currentZone()),
        scales: { x: { time: true, range: [seconds(from), seconds(to)] }, v: { range: [Math.max(0, low - pad), high + pad] }, pct: { range: [0, 100] } },
        axes: [
          { ...axis, values: (_, marks) => marks.map((mark) => (clock(mark * 1000) === '00:00' ? day(mark * 1000) : clock(mark * 1000))) },
          { ...axis, scale: 'v', size: 58, values: (_, marks) => marks.map((mark) => `${decimal(mark, 1)} V`) },
          ...(charge.length > 0 ? [{ ...axis, scale: 'pct', side: 1 as const, size: 54, grid: { show: false }, values: (_: uPlot, marks: number[]) => marks.map((mark) => `${mark} %`) }] : []),
        ],
        series: [
          {},
          ...series.map((one, i) => ({ label: one.name, scale: 'v', stroke: ink(INKS[i % INKS.length] ?? '--acc'), width: 1.5, points: { show: one.points.length < 40 } })),
          ...charge.map((one) => ({ label: one.name, scale: 'pct', stroke: ink('--ink3'), dash: [4, 4], width: 1, points: { show: one.points.length < 40 } })),
        ],
        hooks: {
          draw: [
            (u) => {
              const { left, top, width, height } = u.bbox
              const x = u.valToPos(seconds(at), 'x', true)
              if (x >= left && x <= left + width) line(u.ctx, ink('--sev-critical'), [], [x, top, x, top + height])
              if (limit_v !== null) {
                const y = u.valToPos(limit_v, 'v', true)
                line(u.ctx, ink('--sev-high'), [5, 4], [left, y, left + width, y])
              }
            },
          ],
        },
      },
      data,
      host,
    )
    const fit = new ResizeObserver(() => host.clientWidth > 0 && host.clientWidth !== plot.width && plot.setSize({ width: host.clientWidth, height: HEIGHT }))
    fit.observe(host)
    return () => {
      fit.disconnect()
      plot.destroy()
    }
    // Drawn anew when the colours change.
  }, [series, charge, from, to, at, limit_v, scheme, language])
  return (
    <figure className="chart">
      <div ref={box} role="img" aria-label={label} style={{ minHeight: HEIGHT }} />
      <figcaption>
        {series.map((one, i) => (
          <span key={one.name}><i style={{ background: `var(${INKS[i % INKS.length]})` }} />{one.name}</span>
        ))}
        {charge.length > 0 && <span><i className="dashed" />{tell('charge')}</span>}
        <span><i style={{ background: 'var(--sev-critical)' }} />{tell('the_alert')}</span>
        {limit_v !== null && <span><i className="dashed limit" />{tell('the_limit')}</span>}
      </figcaption>
    </figure>
  )
}
