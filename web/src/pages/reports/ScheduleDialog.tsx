import { Button, Modal, Select } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useMay, useSession } from '../../app/session'
import { useWords, word } from '../../i18n'
import { moment } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { ProblemNote, Shown } from '../../ui/states'
import { clockHour, FRESH, order, outcome, when } from './scheduleForm'

type Schedule = Schemas['ReportSchedule']
const KEY = ['report-schedules']
const schedulesQuery = queryOptions({
  queryKey: KEY,
  queryFn: () => answered(api.GET('/api/v1/reports/schedules', { params: { query: { limit: 200 } } })),
  refetchInterval: 15_000,
})

const choices = (section: 'schedule_report' | 'schedule_every' | 'schedule_by' | 'schedule_day', values: readonly string[]) => values.map((value) => ({ value, label: word(section, value) }))
const numbers = (from: number, to: number, label: (n: number) => string) => Array.from({ length: to - from + 1 }, (_, i) => ({ value: String(from + i), label: label(from + i) }))

/** What is sent by e-mail again and again, and the form that orders more. */
export default function ScheduleDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const query = useQuery(schedulesQuery)
  return (
    <Modal opened onClose={onClose} size="lg" title={<b>{t('schedules.title')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="meta">{t('schedules.lead')}</p>
      <Order />
      <Shown query={query} waiting={<Rows n={2} />} right="reports:read">
        {({ items }) =>
          items.length === 0 ? (
            <p className="meta">{t('schedules.none')}</p>
          ) : (
            <ul className="schedules">
              {items.map((schedule) => (
                <Line key={schedule.id} schedule={schedule} />
              ))}
            </ul>
          )
        }
      </Shown>
    </Modal>
  )
}

function Order() {
  const { t } = useWords()
  const client = useQueryClient()
  const zone = useSession()?.lender?.time_zone
  const [form, setForm] = useState(FRESH)
  const set = (name: keyof typeof FRESH) => (value: string | null) => value !== null && setForm((old) => ({ ...old, [name]: value }))
  const add = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/reports/schedules', { body: order(form) })),
    onSuccess: () => void told(t('schedules.added')),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  })
  return (
    <form
      className="schedule-form"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <Select label={t('schedules.report')} data={choices('schedule_report', ['kpis', 'alert_precision'])} value={form.report} onChange={set('report')} allowDeselect={false} />
      {form.report === 'kpis' && <Select label={t('schedules.by')} data={choices('schedule_by', ['none', 'vendor', 'bucket', 'branch', 'month'])} value={form.by} onChange={set('by')} allowDeselect={false} />}
      <Select label={t('schedules.every')} data={choices('schedule_every', ['day', 'week', 'month'])} value={form.every} onChange={set('every')} allowDeselect={false} />
      {form.every === 'week' && <Select label={t('schedules.weekday')} data={choices('schedule_day', ['1', '2', '3', '4', '5', '6', '7'])} value={form.weekday} onChange={set('weekday')} allowDeselect={false} />}
      {form.every === 'month' && <Select label={t('schedules.monthday')} description={t('schedules.monthday_hint')} data={numbers(1, 31, String)} value={form.monthday} onChange={set('monthday')} allowDeselect={false} />}
      <Select label={t('schedules.hour')} description={zone && t('schedules.hour_hint', { zone })} data={numbers(0, 23, clockHour)} value={form.hour} onChange={set('hour')} allowDeselect={false} />
      {add.isError && <ProblemNote problem={asProblem(add.error)} />}
      <Button type="submit" loading={add.isPending}>
        {t('schedules.add')}
      </Button>
    </form>
  )
}

function Line({ schedule }: { schedule: Schedule }) {
  const { t } = useWords()
  const client = useQueryClient()
  const manages = useMay()('users:write')
  const path = { params: { path: { id: schedule.id } } }
  const settled = { onError: complain, onSettled: () => client.invalidateQueries({ queryKey: KEY }) }
  const send = useMutation({ mutationFn: () => answered(api.POST('/api/v1/reports/schedules/{id}/send', { ...path, body: {} })), onSuccess: () => void told(t('schedules.sent')), ...settled })
  const turn = useMutation({
    mutationFn: () => (schedule.paused_because ? answered(api.POST('/api/v1/reports/schedules/{id}/resume', { ...path, body: {} })) : answered(api.POST('/api/v1/reports/schedules/{id}/pause', { ...path, body: {} }))),
    ...settled,
  })
  const end = useMutation({ mutationFn: () => answered(api.DELETE('/api/v1/reports/schedules/{id}', path)), ...settled })
  const last = schedule.runs[0]
  const went = last && outcome(last)
  // Other pauses say for themselves why.
  const why = schedule.tries > 0 || schedule.paused_because === 'failing' || last?.outcome === 'failed' ? last?.problem : undefined
  return (
    <li>
      <div>
        <b>{word('schedule_report', schedule.report)}</b>
        {schedule.by && schedule.by !== 'none' && <Pill plain>{word('schedule_by', schedule.by)}</Pill>}
        {!schedule.mine && <span className="meta"> {t('schedules.of', { name: schedule.owner_name })}</span>}
        <div>{when(schedule)}</div>
        <div className="meta">
          {schedule.paused_because ? <Pill color="var(--sev-warn)">{word('schedule_paused', schedule.paused_because)}</Pill> : schedule.retry_at ? <Pill color="var(--sev-warn)">{t(schedule.tries === 1 ? 'schedules.retry' : 'schedules.retry_n', { at: moment(schedule.retry_at), n: schedule.tries })}</Pill> : t('schedules.next', { at: moment(schedule.next_at) })}
          {' · '}
          {last && went ? (
            <>
              {t('schedules.last', { at: moment(last.due_at) })} <Pill color={went.bad ? 'var(--sev-warn)' : 'var(--sev-ok)'}>{went.text}</Pill>
              {why && <span className="schedule-why">{t('schedules.why', { why })}</span>}
            </>
          ) : (
            t('schedules.never_sent')
          )}
        </div>
      </div>
      <div className="schedule-acts">
        {schedule.mine && (
          <Button size="compact-xs" variant="default" onClick={() => send.mutate()} loading={send.isPending}>
            {t('schedules.send')}
          </Button>
        )}
        {(schedule.mine || (manages && !schedule.paused_because)) && (
          <Button size="compact-xs" variant="default" onClick={() => turn.mutate()} loading={turn.isPending}>
            {t(schedule.paused_because ? 'schedules.resume' : 'schedules.pause')}
          </Button>
        )}
        {(schedule.mine || manages) && (
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => end.mutate()} loading={end.isPending}>
            {t('schedules.end')}
          </Button>
        )}
      </div>
    </li>
  )
}
