import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { answered, api } from '../../api/client'
import type { CaseDetail } from '../../api/queries'
import { useCan } from '../../app/session'
import { useWords } from '../../i18n'
import { day } from '../../i18n/format'
import { ITEMS } from './Intake'

const noticesQuery = (id: string) => queryOptions({ queryKey: ['case', id, 'notices'], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/cases/{id}/notices', { params: { path: { id } } })) })
const OUT = ['issued', 'served', 'elapsed']

/** When something was written down for the case, latest first; by the time that the event itself tells, where it does. */
export function whenOf(events: CaseDetail['events'], action: string): string | null {
  const found = events.filter((one) => one.action === action).sort((a, b) => b.seq - a.seq)[0]
  return found ? ((found.data as { at?: string } | null)?.at ?? found.at) : null
}

/** What must have been done before a car may be taken, at a glance. */
export function Checks({ kase }: { kase: CaseDetail }) {
  const { t } = useWords()
  const sees = useCan('GET /cases/{id}/notices')
  const notices = useQuery({ ...noticesQuery(kase.id), enabled: sees }).data ?? []
  const sent = notices.some((one) => OUT.includes(one.state))
  const lines = [
    { name: t('board.check_intake'), done: kase.intake.length >= ITEMS.length, at: null, text: t('case.intake_n', { n: kase.intake.length, total: ITEMS.length }) },
    ...(sees ? [{ name: t('board.check_notice'), done: sent, at: whenOf(kase.events, 'notice_served') ?? whenOf(kase.events, 'notice_issued'), text: null }] : []),
    ...(['authorised', 'dispatched', 'secured'] as const).map((action) => {
      const at = whenOf(kase.events, action)
      return { name: t(action === 'authorised' ? 'board.check_authorised' : action === 'dispatched' ? 'board.check_order' : 'board.check_secured'), done: at !== null, at, text: null }
    }),
  ]
  return (
    <section className="checks">
      <h2 className="section">
        <span>{t('board.checklist')}</span>
        <b>{t('case.intake_n', { n: lines.filter((one) => one.done).length, total: lines.length })}</b>
      </h2>
      <ul>
        {lines.map((one) => (
          <li key={one.name} data-done={one.done}>
            {one.done ? <IconCircleCheckFilled size={16} aria-hidden /> : <IconCircle size={16} aria-hidden />}
            <span>{one.name}</span>
            <span className="meta">{one.text ?? (one.at ? t('board.done_on', { day: day(one.at) }) : one.done ? '' : t('board.not_done'))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
