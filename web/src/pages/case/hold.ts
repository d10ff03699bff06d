import type { CaseDetail } from '../../api/queries'

/** A hold as the case's document has it. */
export type Hold = { id: string; kind: string; reason: string; placed_at: string; phase: { phase: 'pending' | 'active' | 'released' } }

export const holdsOf = (kase: CaseDetail): Hold[] => kase.holds as unknown as Hold[]
export const openHolds = (kase: CaseDetail): Hold[] => holdsOf(kase).filter((hold) => hold.phase.phase !== 'released')
