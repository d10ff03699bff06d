import type { CSSProperties } from 'react'
import type { Schemas } from '../api/client'
import { word } from '../i18n'

/** Bands of the risk score, the calmest first. */
export const BANDS = ['green', 'watch', 'high', 'critical'] as const
export type Band = (typeof BANDS)[number]
/** Points from which the bands above green begin. */
export type Bounds = { watch: number; high: number; critical: number }
/** As the server has them built in; a lender may have others. */
export const BUILT_IN: Bounds = { watch: 30, high: 60, critical: 80 }

const COLOURS: Record<string, string> = { green: 'var(--sev-ok)', watch: 'var(--sev-warn)', high: 'var(--sev-high)', critical: 'var(--sev-critical)' }
export const bandColour = (band: string | null | undefined): string => COLOURS[band ?? ''] ?? 'var(--sev-none)'
export const bandTone = (band: string | null | undefined) => ({ '--c': bandColour(band) }) as CSSProperties

export type Reason = Schemas['RiskReason']
/** What a reason is called: the type of its alerts, where alerts are the reason. */
export const reasonName = (reason: Pick<Reason, 'factor' | 'alert'>): string => (reason.factor === 'alert' && reason.alert ? word('alert_type', reason.alert) : word('risk_factor', reason.factor))

/** Where an axis ends on which all of these have room: at a round number, so that its marks are round too. */
export const axisEnd = (most: number): number => [20, 40, 60, 80, 100].find((end) => most <= end) ?? Math.ceil(most / 50) * 50
