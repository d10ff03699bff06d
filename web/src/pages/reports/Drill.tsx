import { IconArrowRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { type Part, wayOf, wayOfPart } from './ways'

type Span = { from: string; to: string }

/** From a figure to its list, for who may see that. */
export function Drill({ kpi, period }: { kpi: string; period: Span }) {
  const { t } = useWords()
  const may = useMay()
  const way = wayOf(kpi, period)
  if (!way || !may(way.right)) return null
  return (
    <Link {...way.link} className="drill" aria-label={`${t('standing.to_list')}: ${word('kpi', kpi)}`} title={t('standing.to_list')}>
      <IconArrowRight size={15} aria-hidden />
    </Link>
  )
}

/** The name of a part of the sheet, which leads to what it is about. */
export function PartName({ part, period, children }: { part: Part | null; period: Span; children: ReactNode }) {
  const may = useMay()
  const way = part && wayOfPart(part, period)
  return way && may(way.right) ? <Link {...way.link}>{children}</Link> : children
}
