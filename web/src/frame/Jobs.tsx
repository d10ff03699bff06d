import { ActionIcon, Button, Drawer, Indicator } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../api/ask'
import { useCan } from '../app/session'
import { useWords, word } from '../i18n'
import { bytes, count, duration, moment } from '../i18n/format'
import { Pill, Rows } from '../ui/bits'
import { complain, told } from '../ui/notify'
import { Empty, Shown } from '../ui/states'

/** Long work, as the server tells it. */
export type Job = { id: string; kind: string; subject: string; state: string; done: number; total: number; rate: number | null; cancelling: boolean; problem: { detail?: string } | null; bad: number | null; file_name?: string | null; file_bytes?: number | null; file_until?: string | null; created_by_name: string | null; created_by: string; created_at: string; started_at: string | null; finished_at: string | null }
const ALIVE = ['queued', 'running']
export const alive = (job: Job) => ALIVE.includes(job.state)

/** Seconds that are left at the rate so far. */
export const left = (job: Pick<Job, 'done' | 'total' | 'rate'>): number | null => (job.rate && job.rate > 0 && job.total > job.done ? (job.total - job.done) / job.rate : null)

/** Where its file is, while it can be fetched. */
export const fileOf = (job: Pick<Job, 'id' | 'file_name'>): string | null => (job.file_name ? `/api/v1/jobs/${job.id}/file` : null)

/** What the bar shows: percent, or null where nobody counted the rows before. */
export const share = (job: Pick<Job, 'done' | 'total' | 'state'>): number | null => (job.total > 0 ? Math.min(100, (job.done / job.total) * 100) : job.state === 'running' ? null : job.state === 'done' ? 100 : 0)

/** What was under way when somebody last looked, also before this page was asked: it may be over at the first look. */
const ran = new Set<string>()

/** The jobs whose end is to be said: they were under way, and are over. Each once. */
export function ended(jobs: readonly Job[], before: Set<string> = ran): Job[] {
  return jobs.filter((job) => {
    if (!alive(job)) return before.delete(job.id)
    before.add(job.id)
    return false
  })
}

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: () => ask<{ items: Job[] }>('GET', 'jobs?limit=50'),
  refetchInterval: ({ state }) => (state.data?.items.some(alive) ? 2_000 : 60_000),
})

let opener: () => void = () => {}
/** Opens the drawer; of the job that somebody has just asked for the end is told, however soon it comes. */
export const openJobs = (asked?: string) => {
  if (asked) ran.add(asked)
  opener()
}

/** What goes on at the server for longer than an answer may take: seen from every page, and after a reload. */
export default function Jobs() {
  const { t } = useWords()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const cancels = useCan('POST /jobs/{id}/cancel')
  const query = useQuery(jobsQuery)
  const cancel = useMutation({
    mutationFn: (id: string) => ask('POST', `jobs/${id}/cancel`, {}),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const discard = useMutation({
    mutationFn: (id: string) => ask('DELETE', `jobs/${id}/file`),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  useEffect(() => {
    opener = () => {
      void client.invalidateQueries({ queryKey: ['jobs'] })
      setOpen(true)
    }
    return () => { opener = () => {} }
  }, [client])
  // What was running a moment ago and is over now is said once.
  useEffect(() => {
    for (const job of ended(query.data?.items ?? [])) {
      const what = t('jobs.over', { what: `${word('job_kind', job.kind)} ${job.subject}`, state: word('job_state', job.state) })
      const file = fileOf(job)
      void told(what, file ? { href: file, label: t('jobs.download') } : undefined)
      if (job.kind !== 'export') for (const key of ['imports', 'vehicles', 'loans']) void client.invalidateQueries({ queryKey: [key] })
    }
  }, [query.data, client, t])
  const busy = (query.data?.items ?? []).filter(alive).length
  return (
    <>
      <Indicator disabled={busy === 0} label={busy} size={15} offset={4}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('jobs.title')} title={t('jobs.title')} onClick={() => setOpen(true)}>
          <IconListCheck size={18} />
        </ActionIcon>
      </Indicator>
      <Drawer opened={open} onClose={() => setOpen(false)} position="right" size={420} title={<b>{t('jobs.title')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
        <Shown query={query} waiting={<Rows n={4} height={64} />} right="jobs:read">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('jobs.none')}>{t('jobs.none_text')}</Empty>
            ) : (
              <div className="jobs-list">
                {items.map((job) => {
                  const seconds = left(job)
                  const part = share(job)
                  const file = fileOf(job)
                  return (
                    <article key={job.id}>
                      <header>
                        <b>
                          {word('job_kind', job.kind)} {job.subject}
                        </b>
                        <Pill color={job.state === 'done' ? 'var(--sev-ok)' : job.state === 'failed' || job.state === 'interrupted' ? 'var(--sev-critical)' : undefined} plain={job.state === 'cancelled'}>
                          {word('job_state', job.cancelling && alive(job) ? 'cancelling' : job.state)}
                        </Pill>
                      </header>
                      <span className="bar" role="progressbar" data-open={part === null} aria-label={job.subject} {...(part === null ? {} : { 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(part) })}>
                        <i ref={(bar) => bar?.style.setProperty('width', `${part ?? 100}%`)} />
                      </span>
                      <span className="meta">
                        {job.total > 0 ? `${count(job.done)} / ${count(job.total)}` : t('jobs.rows', { n: count(job.done) })}
                        {job.rate ? ` · ${t('jobs.rate', { n: count(Math.round(job.rate)) })}` : ''}
                        {seconds !== null && alive(job) ? ` · ${t('jobs.left', { time: duration(seconds) })}` : ''} · {job.created_by_name ?? job.created_by} · {moment(job.created_at)}
                      </span>
                      {job.problem?.detail && <span className="sub">{job.problem.detail}</span>}
                      <div className="papers">
                        {alive(job) && cancels && (
                          <Button size="compact-xs" variant="default" disabled={job.cancelling} loading={cancel.isPending && cancel.variables === job.id} onClick={() => cancel.mutate(job.id)}>
                            {t('common.cancel')}
                          </Button>
                        )}
                        {file && (
                          <>
                            <a href={file} download={job.file_name}>
                              {t('jobs.download')}
                            </a>
                            <span className="meta">
                              {bytes(job.file_bytes ?? 0)} · {t('jobs.until', { time: moment(job.file_until ?? job.created_at) })}
                            </span>
                            <Button size="compact-xs" variant="subtle" color="gray" loading={discard.isPending && discard.variables === job.id} onClick={() => discard.mutate(job.id)}>
                              {t('jobs.discard')}
                            </Button>
                          </>
                        )}
                        {(job.bad ?? 0) > 0 && (
                          <a href={`/api/v1/jobs/${job.id}/errors.csv`} download>
                            {t('jobs.errors', { n: count(job.bad ?? 0) })}
                          </a>
                        )}
                      </div>
                    </article>
                  )
                })}
              </div>
            )
          }
        </Shown>
      </Drawer>
    </>
  )
}
