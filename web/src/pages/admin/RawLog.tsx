import { Button, Group, Modal, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { clock, count, moment } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { Empty, ProblemNote } from '../../ui/states'
import { printable } from './rawText'
import { say } from './say'

type Capture = Schemas['Capture']

/** What goes over the wire of one tracker, both ways, while somebody asked for it. */
export function RawLog({ tracker, device, onClose }: { tracker: string; device: string; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const write = useMay()('captures:write')
  const client = useQueryClient()
  const key = ['capture', tracker]
  const path = { path: { id: tracker } }
  const query = useQuery<Capture | null>({
    queryKey: key,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.running ? 3_000 : false),
    queryFn: async ({ signal }): Promise<Capture | null> => (await answered(api.GET('/api/v1/trackers/{id}/capture', { params: path, signal })) as Capture | undefined) ?? null,
  })
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: key }) }
  const start = useMutation({ mutationFn: (form: FormData) => answered(api.POST('/api/v1/trackers/{id}/capture', { params: path, body: { reason: String(form.get('reason')), minutes: Number(form.get('minutes')), frames: Number(form.get('frames')) } })), ...settled })
  const forget = useMutation({ mutationFn: () => answered(api.DELETE('/api/v1/trackers/{id}/capture', { params: path })), ...settled })
  const capture = query.data
  const frames = capture?.frames ?? []
  return (
    <Modal opened onClose={onClose} size={900} title={<b>{s('raw')} · {device}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="sub" style={{ marginTop: 0 }}>{s('raw_lead')}</p>
      {query.isPending && <Rows n={4} />}
      {query.isError && <ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} right="captures:read" />}
      {capture === null && !write && <Empty title={s('raw_none')} />}
      {query.isSuccess && !capture?.running && write && (
        <form
          className="rawstart"
          onSubmit={(event) => {
            event.preventDefault()
            start.mutate(new FormData(event.currentTarget))
          }}
        >
          <TextInput name="reason" label={s('raw_why')} required maxLength={500} data-autofocus />
          <NumberInput name="minutes" label={s('raw_minutes')} min={1} max={1440} defaultValue={60} allowDecimal={false} w={120} />
          <NumberInput name="frames" label={s('raw_frames')} min={1} max={1000} defaultValue={200} allowDecimal={false} w={140} />
          <Button type="submit" loading={start.isPending}>
            {s(capture ? 'raw_again' : 'raw_start')}
          </Button>
        </form>
      )}
      {start.isError && <ProblemNote problem={asProblem(start.error)} right="captures:write" />}
      {forget.isError && <ProblemNote problem={asProblem(forget.error)} right="captures:write" />}
      {capture && (
        <>
          <Group gap={10} my={10}>
            {capture.running ? <Pill color="var(--sev-ok)">{s('raw_running', { at: clock(capture.ends_at) })}</Pill> : <Pill plain>{s('raw_over')}</Pill>}
            <span className="meta">{s('raw_kept', { n: count(capture.frames_kept), of: count(capture.frames_wanted) })} · {capture.reason}</span>
            <span className="spring" />
            {frames.length > 0 && (
              <Button size="compact-sm" variant="default" component="a" href={`/api/v1/trackers/${tracker}/capture?format=lines`} download={`${device}.txt`}>
                {s('raw_lines')}
              </Button>
            )}
            {write && (
              <Button size="compact-sm" variant="default" loading={forget.isPending} onClick={() => forget.mutate()}>
                {s('raw_delete')}
              </Button>
            )}
          </Group>
          {frames.length === 0 ? (
            <p className="sub" role="status">{capture.running ? s('raw_waiting') : s('raw_none')}</p>
          ) : (
            <div className="rawlog" tabIndex={0} role="region" aria-label={s('raw')}>
              {frames.map((frame, n) => (
                <div key={n} data-out={frame.direction === 'out'}>
                  <span className="meta" title={frame.peer}>
                    {moment(frame.at)} · {s(frame.direction === 'out' ? 'raw_out' : 'raw_in')} · {frame.transport.toUpperCase()} · {s('bytes', { n: count(frame.hex.length / 2) })}
                  </span>
                  <code>{frame.hex.replace(/(..)/g, '$1 ')}</code>
                  <code className="rawtext">{printable(frame.hex)}</code>
                </div>
              ))}
            </div>
          )}
        </>
      )}
    </Modal>
  )
}
