import { Button, Group, Modal, Select, Textarea } from '@mantine/core'
import { IconMessageExclamation, IconPlus } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/ask'
import { asProblem } from '../../api/problem'
import { all } from '../../api/queries'
import { useCan, useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { refusalLine } from '../../i18n/reasons'
import { count, duration, moment } from '../../i18n/format'
import { Ago, Pill, Rows, Stat } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { useKeys } from '../../ui/keys'
import { complain, told } from '../../ui/notify'
import { PeriodChip } from '../../ui/PeriodChip'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { TakeDown } from './TakeDown'
import '../dispatch/dispatch.css'
import '../disposal/disposal.css'

const route = getRouteApi('/inside/complaints')
type View = { id: string; reference: string; state: string; category: string; severity: string; channel: string; vehicle_id: string | null; loan_id: string | null; case_id: string | null; vendor_id: string | null; received_at: string; acknowledged_at: string | null; acknowledge_by: string; respond_by: string; extensions: number; late: boolean; outcome: string | null; decided_at: string | null; version: number; updated_at: string }
type Refusal = { message: string; remedy: string }
type Detail = View & { party: { name: string; contact: string | null; statement: string; contract_number: string | null; plate: string | null } | null; actions: { action: string; refusal: Refusal | null }[] }

const OPEN = 'received,acknowledged,in_review'
/** In the address, in place of a complaint: the form for another. */
const NEW = 'new'
const QUEUES = ['open', 'late', 'decided', 'all'] as const
type Page = { items: View[]; next_cursor: string | null }
const complaintsQuery = (query: string) =>
  queryOptions({ queryKey: ['complaints', query], staleTime: 15_000, queryFn: () => all((cursor) => ask<Page>('GET', `complaints?limit=200${query}${cursor ? `&cursor=${cursor}` : ''}`), 2_000) })
const complaintQuery = (id: string) => queryOptions({ queryKey: ['complaint', id], queryFn: () => ask<Detail>('GET', `complaints/${id}`) })
const filterOf = (queue: string) => (queue === 'open' || queue === 'late' ? `&state=${OPEN}` : queue === 'decided' ? '&state=upheld,partly_upheld,rejected,closed,withdrawn' : '')

/** What counts next: the acknowledgement first, then the answer. */
const due = (one: View) => (one.state === 'received' ? one.acknowledge_by : one.respond_by)

export default function ComplaintsPage() {
  const { t } = useWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useCrumb(<h1>{t('complaints.title')}</h1>, t('complaints.title'))
  const takes = useCan('POST /complaints')
  const may = useMay()
  const queue = search.queue ?? 'open'
  const ofCases = (['from', 'to'] as const).map((end) => (search[end] ? `&case_opened_${end}=${encodeURIComponent(search[end])}` : '')).join('')
  const query = useQuery(complaintsQuery(filterOf(queue) + ofCases))
  const items = (query.data?.items ?? []).filter((one) => queue !== 'late' || one.late).toSorted((a, b) => due(a).localeCompare(due(b)))
  const at = items.findIndex((one) => one.id === search.sel)
  const pick = (sel: string | undefined) => void navigate({ search: { ...search, sel }, replace: true })
  useKeys([
    ...(takes ? [{ keys: 'n', what: t('take_down.open'), do: () => pick(NEW) }] : []),
    { keys: 'j, ]', what: t('common.next'), do: () => pick(items[Math.min(items.length - 1, at + 1)]?.id) },
    { keys: 'k, [', what: t('common.previous'), do: () => pick(items[Math.max(0, at - 1)]?.id) },
    { keys: 'Escape', what: t('help.esc'), do: () => pick(undefined) },
  ])
  return (
    <div className="disposal" data-open={search.sel !== undefined}>
      <div style={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <div className="pagehead">
          <h1>{t('complaints.title')}</h1>
          <div className="chips" role="group" aria-label={t('alerts.queue')}>
            {QUEUES.map((name) => (
              <button key={name} type="button" className="chip" aria-pressed={queue === name} onClick={() => void navigate({ search: name === 'open' ? {} : { queue: name } })}>
                {t(`complaints.q_${name}`)}
              </button>
            ))}
          </div>
          <PeriodChip from={search.from} to={search.to} began="of_cases" onClear={() => void navigate({ search: { ...search, from: undefined, to: undefined } })} />
          {query.data?.more && <span className="sub">{t('common.first_n', { n: count(query.data.items.length) })}</span>}
          <span className="spring" />
          {may('exports:read') && <ExportMenu path="complaints" query={Object.fromEntries(new URLSearchParams(filterOf(queue) + ofCases))} total={query.data && !query.data.more ? query.data.items.length : undefined} />}
          {takes && (
            <Button leftSection={<IconPlus size={15} />} rightSection={<kbd>N</kbd>} onClick={() => pick(NEW)}>
              {t('take_down.open')}
            </Button>
          )}
        </div>
        <div className="tablebox" tabIndex={0}>
          <Shown query={query} waiting={<Rows n={8} />}>
            {() =>
              items.length === 0 ? (
                <Empty icon={<IconMessageExclamation size={28} stroke={1.4} />} title={t('complaints.none')}>
                  {t('complaints.none_text')}
                </Empty>
              ) : (
                <table className="list">
                  <thead>
                    <tr>
                      <th>{t('complaints.reference')}</th>
                      <th>{t('admin.kind')}</th>
                      <th>{t('live.severity')}</th>
                      <th>{t('admin.state')}</th>
                      <th>{t('complaints.received')}</th>
                      <th>{t('complaints.due')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((one) => (
                      <tr key={one.id} className="pick" onClick={() => pick(one.id)}>
                        <td>
                          <button type="button" className="linkish" aria-current={one.id === search.sel ? 'true' : undefined}>
                            {one.reference}
                          </button>
                        </td>
                        <td>{word('complaint_category', one.category)}</td>
                        <td>
                          <Pill color={one.severity === '1' ? 'var(--sev-critical)' : one.severity === '2' ? 'var(--sev-high)' : 'var(--sev-warn)'}>{word('complaint_severity', one.severity)}</Pill>
                        </td>
                        <td>{word('complaint_state', one.state)}</td>
                        <td className="meta">{moment(one.received_at)}</td>
                        <td>{one.decided_at || !OPEN.split(',').includes(one.state) ? '—' : one.late ? <Pill color="var(--sev-critical)">{t('complaints.late')}</Pill> : duration((Date.parse(due(one)) - Date.now()) / 1000)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )
            }
          </Shown>
        </div>
      </div>
      {search.sel && (
        <aside className="job-detail">
          {search.sel !== NEW ? <Complaint key={search.sel} id={search.sel} /> : takes && <TakeDown onDone={pick} />}
        </aside>
      )}
    </div>
  )
}

const STEPS = ['acknowledge', 'start_review', 'decide', 'extend', 'close', 'withdraw'] as const
type Step = (typeof STEPS)[number]

function Complaint({ id }: { id: string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const writes = useCan('POST /complaints/{id}/actions')
  const query = useQuery(complaintQuery(id))
  const [asked, setAsked] = useState<Step | null>(null)
  const act = useMutation({
    mutationFn: ({ step, body, version }: { step: Step; body: Record<string, unknown>; version: number }) => ask('POST', `complaints/${id}/actions`, { action: step, ...body }, version),
    onSuccess: (_, { step }) => {
      void told(t('case.done', { action: word('complaint_step', step) }))
      setAsked(null)
    },
    onSettled: () => { for (const key of ['complaints', 'complaint']) void client.invalidateQueries({ queryKey: [key] }) },
  })
  return (
    <Shown query={query} waiting={<Rows n={6} />}>
      {(one) => (
        <div className="job-body">
          <div className="job-title">
            <b style={{ fontSize: 16 }}>{one.reference}</b>
            <Pill plain>{word('complaint_state', one.state)}</Pill>
          </div>
          <div className="kv">
            <Stat label={t('admin.kind')}>{word('complaint_category', one.category)}</Stat>
            <Stat label={t('complaints.channel')}>{word('complaint_channel', one.channel)}</Stat>
            <Stat label={t('complaints.received')}>
              <Ago at={one.received_at} />
            </Stat>
            <Stat label={t('complaints.acknowledge_by')}>{one.acknowledged_at ? <Ago at={one.acknowledged_at} /> : moment(one.acknowledge_by)}</Stat>
            <Stat label={t('complaints.respond_by')}>
              {moment(one.respond_by)} {one.extensions > 0 && <span className="meta">{t('complaints.extended', { n: one.extensions })}</span>}
            </Stat>
            {one.outcome && <Stat label={t('complaints.outcome')}>{word('complaint_state', one.outcome)}</Stat>}
          </div>
          {one.party && (
            <section>
              <h2 className="section">{t('complaints.party')}</h2>
              <b>{one.party.name}</b>
              <div className="sub">{[one.party.contact, one.party.plate, one.party.contract_number].filter(Boolean).join(' · ')}</div>
              <blockquote className="said">{one.party.statement}</blockquote>
            </section>
          )}
          <div className="papers">
            {one.case_id && (
              <Link to="/cases/$id" params={{ id: one.case_id }}>
                {t('live.open_case')}
              </Link>
            )}
            {one.vehicle_id && (
              <Link to="/vehicles/$id" params={{ id: one.vehicle_id }}>
                {t('alerts.view_vehicle')}
              </Link>
            )}
          </div>
          {writes && (
            <div className="papers">
              {one.actions
                .filter((step) => STEPS.includes(step.action as Step))
                .map((step) => (
                  <Button key={step.action} size="compact-sm" variant="default" disabled={step.refusal !== null} title={step.refusal ? refusalLine(step.refusal) : undefined} onClick={() => { const name = step.action as Step; if (name === 'acknowledge' || name === 'start_review') act.mutate({ step: name, body: {}, version: one.version }, { onError: complain }); else { act.reset(); setAsked(name) } }}>
                    {word('complaint_step', step.action)}
                  </Button>
                ))}
            </div>
          )}
          {asked && (
            <Modal opened onClose={() => setAsked(null)} title={<b>{word('complaint_step', asked)}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
              <form
                style={{ display: 'grid', gap: 12 }}
                onSubmit={(event) => {
                  event.preventDefault()
                  const form = new FormData(event.currentTarget)
                  const text = (name: string) => String(form.get(name) ?? '').trim()
                  act.mutate({ step: asked, version: one.version, body: asked === 'decide' ? { outcome: text('outcome'), response: text('response'), remedy: text('remedy') || null } : { reason: text('reason') } })
                }}
              >
                {asked === 'decide' ? (
                  <>
                    <Select name="outcome" label={t('complaints.outcome')} data={['upheld', 'partly_upheld', 'rejected'].map((value) => ({ value, label: word('complaint_state', value) }))} defaultValue="upheld" allowDeselect={false} data-autofocus />
                    <Textarea name="response" label={t('complaints.response')} description={t('complaints.response_hint')} required maxLength={4000} rows={5} />
                    <Textarea name="remedy" label={t('complaints.remedy')} maxLength={2000} />
                  </>
                ) : (
                  <Textarea name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} data-autofocus />
                )}
                {act.isError && <ProblemNote problem={asProblem(act.error)} />}
                <Group justify="end" gap={8}>
                  <Button variant="default" onClick={() => setAsked(null)}>
                    {t('common.cancel')}
                  </Button>
                  <Button type="submit" loading={act.isPending}>
                    {word('complaint_step', asked)}
                  </Button>
                </Group>
              </form>
            </Modal>
          )}
        </div>
      )}
    </Shown>
  )
}
