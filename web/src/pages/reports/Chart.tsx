import { Button, Tooltip } from '@mantine/core'
import { IconDownload, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n'
import { count, money } from '../../i18n/format'
import { csv } from '../../ui/csv'
import { save } from '../../ui/save'
import type { Bar } from './standing'

type Line = Bar & { label: string; to?: ReactNode }
type Props = { title: string; hint: string; lines: readonly Line[]; file: string; empty?: string }

/** What a figure counts, for the pointer and for the keyboard. */
export function Hint({ text }: { text: string }) {
  const { t } = useWords()
  return (
    <Tooltip label={text} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className="hintmark" aria-label={`${t('standing.counted')}: ${text}`}>
        <IconInfoCircle size={14} aria-hidden />
      </button>
    </Tooltip>
  )
}

/** Counts as bars, each with the way to its list; and as a file. */
export function Chart({ title, hint, lines, file, empty }: Props) {
  const { t } = useWords()
  const sums = lines.some((line) => line.sums.length > 0)
  const most = Math.max(1, ...lines.map((line) => line.n))
  const write = () => save(csv([['name', 'count', 'currency', 'amount_minor'], ...lines.flatMap((line) => (line.sums.length > 0 ? line.sums.map((sum, n) => [line.label, n === 0 ? line.n : null, sum.currency, sum.minor]) : [[line.label, line.n, null, null]]))]), 'text/csv', `${file}.csv`)
  return (
    <section className="panel chart">
      <h2 className="section">
        <span>
          {title} <Hint text={hint} />
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconDownload size={13} />} onClick={write}>
          {t('reports.csv')}
        </Button>
      </h2>
      {lines.length === 0 && <span className="meta">{empty}</span>}
      {lines.map((line) => (
        <div key={line.key} className="chart-line" data-money={sums || undefined}>
          <span className="ellipsis">{line.label}</span>
          <span className="bar">
            <i style={{ width: `${(line.n / most) * 100}%` }} />
          </span>
          <b className="num">{count(line.n)}</b>
          {sums && <span className="meta num">{line.sums.map((sum) => money(sum.minor, sum.currency, true)).join(' + ')}</span>}
          {line.to && <span className="cover">{line.to}</span>}
        </div>
      ))}
    </section>
  )
}
