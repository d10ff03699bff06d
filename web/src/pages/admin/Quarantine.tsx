import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { all, PAGE } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, moment } from '../../i18n/format'
import { Ago, Rows } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { say } from './say'
import { Sure } from './Sure'

type Stranger = Schemas['Stranger']
const quarantineQuery = queryOptions({ queryKey: ['quarantine'], refetchInterval: 15_000, queryFn: () => all((cursor) => answered(api.GET('/api/v1/trackers/quarantine', { params: { query: { limit: PAGE, cursor } } }))) })

export function Quarantine() {
  const { t, language } = useWords()
  const s = say(language)
  const write = useMay()('platform:write')
  const query = useQuery(quarantineQuery)
  const client = useQueryClient()
  const [adopted, setAdopted] = useState<Stranger | null>(null)
  const [forgotten, setForgotten] = useState<Stranger | null>(null)
  const forget = useMutation({
    mutationFn: ({ protocol, key }: Stranger) => answered(api.DELETE('/api/v1/trackers/quarantine/{protocol}/{device_id}', { params: { path: { protocol, device_id: key } } })),
    onSuccess: () => setForgotten(null),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['quarantine'] }),
  })
  return (
    <>
      <Head title={t('admin.quarantine')} />
      <Shown query={query} waiting={<Rows />} right="platform:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => `${one.protocol}${one.key}`}
            empty={<Empty title={t('admin.no_quarantine')}>{t('admin.no_quarantine_text')}</Empty>}
            columns={[
              { head: t('admin.device'), cell: (one) => <b>{one.device_id ?? one.key}</b> },
              { head: t('admin.protocol'), cell: (one) => one.protocol.toUpperCase() },
              { head: t('admin.messages'), num: true, cell: (one) => count(one.messages) },
              { head: t('admin.first_seen'), cell: (one) => moment(one.first_seen) },
              { head: t('admin.last_seen'), cell: (one) => <Ago at={one.last_seen} /> },
              { head: t('admin.looks_like'), cell: (one) => one.looks_like?.join(', ') ?? '—' },
              {
                head: s('last_packets'),
                cell: (one) => {
                  const packets = [...(one.first_packet ? [one.first_packet] : []), ...one.last_packets]
                  return packets.length === 0 ? '—' : (
                    <details>
                      <summary>{count(packets.length)}</summary>
                      {packets.map((packet, n) => (
                        <code key={n} className="packet">{packet}</code>
                      ))}
                    </details>
                  )
                },
              },
              ...(write
                ? [
                    {
                      head: ' ',
                      cell: (one: Stranger) => (
                        <Group gap={6} wrap="nowrap" justify="end">
                          {one.device_id && (
                            <Button size="compact-xs" onClick={() => setAdopted(one)}>
                              {s('adopt')}
                            </Button>
                          )}
                          <Button size="compact-xs" variant="default" onClick={() => setForgotten(one)}>
                            {t('admin.forget')}
                          </Button>
                        </Group>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Shown>
      {forgotten && <Sure what={t('admin.forget')} question={`${forgotten.device_id ?? forgotten.key}: ${s('forget_sure')}`} busy={forget.isPending} onDo={() => forget.mutate(forgotten)} onClose={() => setForgotten(null)} />}
      {adopted && <Adopt stranger={adopted} onClose={() => setAdopted(null)} />}
    </>
  )
}

/** A device that nobody knew becomes a tracker of the lender, in a vehicle where one is named. */
function Adopt({ stranger, onClose }: { stranger: Stranger; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const device = stranger.device_id ?? ''
  const [vehicle, setVehicle] = useState<string | null>(null)
  const [q, setQ] = useState('')
  const [role, setRole] = useState('wired')
  const found = useQuery({
    queryKey: ['vehicles', 'adopt', q],
    enabled: q.trim().length >= 2,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => answered(api.GET('/api/v1/vehicles', { params: { query: { q: q.trim(), limit: 20 } }, signal })),
  })
  const adopt = useMutation({
    mutationFn: (form: FormData) => answered(api.POST('/api/v1/trackers/quarantine/{protocol}/{device_id}/adopt', { params: { path: { protocol: stranger.protocol, device_id: stranger.key } }, body: { role, vehicle_id: vehicle, model: String(form.get('model') ?? '').trim() || null } })),
    onSuccess: () => {
      void told(s('adopted', { device }))
      for (const key of ['quarantine', 'trackers', 'vehicles']) void client.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<b>{s('adopt_title', { device })}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          adopt.mutate(new FormData(event.currentTarget))
        }}
      >
        <p className="sub" style={{ margin: 0 }}>{s('adopt_lead')}</p>
        <Select label={s('adopt_role')} value={role} onChange={(value) => setRole(value ?? 'wired')} data={['wired', 'wireless', 'obd'].map((value) => ({ value, label: word('tracker_role', value) }))} allowDeselect={false} />
        <Select label={s('adopt_vehicle')} description={s('adopt_vehicle_hint')} searchable clearable value={vehicle} onChange={setVehicle} onSearchChange={setQ} filter={({ options }) => options} data={(found.data?.items ?? []).map((one) => ({ value: one.id, label: [one.plate ?? one.vin, one.contract_number].filter(Boolean).join(' · ') }))} nothingFoundMessage={q.trim().length >= 2 ? t('palette.nothing') : undefined} data-autofocus />
        <TextInput name="model" label={s('adopt_model')} maxLength={100} />
        {adopt.isError && <ProblemNote problem={asProblem(adopt.error)} right="platform:write" />}
        <Button type="submit" loading={adopt.isPending}>
          {s('adopt')}
        </Button>
      </form>
    </Modal>
  )
}
