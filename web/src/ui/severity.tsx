import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { word } from '../i18n'

export const SEVERITIES = ['critical', 'high', 'warn', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** 4 is worst, 0 is none: lists sort by it, clusters take their largest. */
export const rank = (severity: string | null | undefined): number => {
  const at = SEVERITIES.indexOf(severity as Severity)
  return at < 0 ? 0 : SEVERITIES.length - at
}
export const worst = (all: (string | null | undefined)[]): Severity | null => {
  const top = all.reduce<number>((most, severity) => Math.max(most, rank(severity)), 0)
  return top === 0 ? null : (SEVERITIES[SEVERITIES.length - top] ?? null)
}

export const tone = (severity: string | null | undefined) => ({ '--c': `var(--sev-${severity ?? 'none'})` }) as CSSProperties

const icons = { critical: IconAlertOctagon, high: IconAlertTriangle, warn: IconAlertTriangle, info: IconInfoCircle }

/** Colour, shape and word: none of them alone. */
export function SeverityPill({ severity, small }: { severity: string | null | undefined; small?: boolean }) {
  return (
    <span className={small ? 'pill small' : 'pill'} style={tone(severity)}>
      {word('severity', severity ?? 'none')}
    </span>
  )
}

export function SeverityIcon({ severity, size = 16 }: { severity: string | null | undefined; size?: number }) {
  const Icon = icons[severity as Severity] ?? IconCircleCheck
  return <Icon size={size} color={`var(--sev-${severity ?? 'none'})`} aria-label={word('severity', severity ?? 'none')} role="img" />
}
