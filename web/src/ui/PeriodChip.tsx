import { IconX } from '@tabler/icons-react'
import { useWords } from '../i18n'
import { dateOf, day } from '../i18n/format'

/** What began in the period: a case was opened, an order written, an alert raised, a promise made. */
type Began = 'opened' | 'written' | 'raised' | 'made' | 'of_cases'
export type Period = { from?: string | undefined; to?: string | undefined }

/** With its year, where that is not the present one. */
const dayOf = (at: number) => (dateOf(at).slice(0, 4) === dateOf(Date.now()).slice(0, 4) ? day(at) : dateOf(at))
/** The first and the last day; the end itself is outside. */
const spanOf = ({ from, to }: Period): string => `${from ? dayOf(Date.parse(from)) : ''} – ${to ? dayOf(Date.parse(to) - 1) : ''}`.trim()

/** That a list is cut to a period, as the figure that led to it; a click shows everything again. */
export function PeriodChip({ from, to, began, onClear }: Period & { began: Began; onClear: () => void }) {
  const { t } = useWords()
  if (!from && !to) return null
  return (
    <button type="button" className="chip" aria-pressed title={t('common.clear')} onClick={onClear}>
      {t(`period.${began}`, { span: spanOf({ from, to }) })}
      <IconX size={13} aria-hidden />
    </button>
  )
}
