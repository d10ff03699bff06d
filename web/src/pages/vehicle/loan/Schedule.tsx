import type { Schemas } from '../../../api/client'
import { useWords } from '../../../i18n'
import { money } from '../../../i18n/format'
import { Pill } from '../../../ui/bits'
import { say } from './say'

const INK: Record<string, string | undefined> = { overdue: 'var(--sev-high)', due: 'var(--sev-warn)', paid: 'var(--sev-ok)' }

/** Of a plan over years the line that counts now is in sight: the oldest that is owed, or the next. */
function toNow(box: HTMLDivElement | null) {
  const row = box?.querySelector<HTMLElement>('tr[data-state=overdue], tr[aria-current]')
  if (box && row) box.scrollTop = row.offsetTop - 2 * row.offsetHeight
}

/** What falls due when, and what of it is paid. */
export function Schedule({ schedule, currency }: { schedule: Schemas['LoanSchedule']; currency: string }) {
  const { language } = useWords()
  const s = say(language)
  const states: Record<string, string> = { paid: s('is_paid'), overdue: s('is_overdue'), due: s('is_due'), ahead: s('is_ahead') }
  return (
    <div ref={toNow} className="instalments" tabIndex={0} role="region" aria-label={s('schedule')}>
      <table className="list" aria-label={s('schedule')}>
        <thead>
          <tr>
            <th className="num">{s('no')}</th>
            <th>{s('due_on')}</th>
            <th className="num">{s('principal')}</th>
            <th className="num">{s('interest')}</th>
            <th className="num">{s('paid_of')}</th>
            <th>{s('state')}</th>
          </tr>
        </thead>
        <tbody>
          {schedule.items.map((line) => (
            <tr key={line.number} data-state={line.state} aria-current={line.due_on === schedule.next_due ? 'date' : undefined}>
              <td className="num">{line.number}</td>
              <td className="nowrap">{line.due_on}</td>
              <td className="num">{money(line.principal_minor, currency)}</td>
              <td className="num">{money(line.interest_minor, currency)}</td>
              <td className="num">{line.paid_minor === 0 ? '—' : money(line.paid_minor, currency)}</td>
              <td>
                <Pill color={INK[line.state]} plain={INK[line.state] === undefined}>
                  {states[line.state] ?? line.state}
                </Pill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
