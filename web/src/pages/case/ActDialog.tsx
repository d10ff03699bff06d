import { Button, Checkbox, Group, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type Problem } from '../../api/problem'
import { type CaseDetail, positionQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { moment } from '../../i18n/format'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { DOABLE, type Values } from './actions'

import { openHolds } from './hold'

/** Asks what an action needs, does it, and keeps what was typed where it is refused. */
export function useAct(done?: (action: string, kase: CaseDetail) => void) {
  const { t } = useWords()
  const client = useQueryClient()
  const [asked, setAsked] = useState<{ action: string; kase: CaseDetail } | null>(null)
  const act = useMutation({
    mutationFn: async ({ action, kase, values, place }: { action: string; kase: CaseDetail; values: Values; place: { lat: number; lon: number } | null }) => DOABLE[action]?.send(kase, values, place),
    onSuccess: (_, { action, kase }) => {
      void told(t('case.done', { action: word('case_action', action) }))
      setAsked(null)
      done?.(action, kase)
    },
    onSettled: () => {
      for (const key of ['case', 'cases', 'orders', 'vehicle', 'vehicles']) void client.invalidateQueries({ queryKey: [key] })
    },
  })
  const ask = (action: string, kase: CaseDetail) => {
    const doable = DOABLE[action]
    if (!doable) return
    act.reset()
    if (doable.fields.length === 0) act.mutate({ action, kase, values: {}, place: null })
    setAsked({ action, kase })
  }
  const problem: Problem | null = act.isError ? asProblem(act.error) : null
  const dialog = asked && (DOABLE[asked.action]?.fields.length || problem) ? (
    <Dialog key={`${asked.action}${asked.kase.id}`} {...asked} busy={act.isPending} problem={problem} onClose={() => setAsked(null)} onDo={(values, place) => act.mutate({ ...asked, values, place })} />
  ) : null
  return { ask, dialog, busy: act.isPending }
}

type Props = { action: string; kase: CaseDetail; busy: boolean; problem: Problem | null; onClose: () => void; onDo: (values: Values, place: { lat: number; lon: number } | null) => void }

function Dialog({ action, kase, busy, problem, onClose, onDo }: Props) {
  const { t } = useWords()
  const may = useMay()
  const doable = DOABLE[action]
  const fields = doable?.fields ?? []
  const position = useQuery({ ...positionQuery(kase.vehicle_id), enabled: fields.some((field) => field.kind === 'here') && may('locations:read') }).data?.items.find((one) => one.lat != null && one.lon != null)
  const place = position?.lat != null && position.lon != null ? { lat: position.lat, lon: position.lon } : null
  const holds = openHolds(kase)
  return (
    <Modal opened onClose={onClose} title={<b>{word('case_action', action)} · {kase.plate}</b>} size={480} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          onDo(Object.fromEntries([...form.entries()].map(([name, value]) => [name, String(value)])), place)
        }}
      >
        {fields.map((field, i) => {
          const first = i === 0 ? { 'data-autofocus': true } : {}
          switch (field.kind) {
            case 'choice':
              return <Select key={field.name} name={field.name} label={t(`case.${field.label}`)} data={field.of.map((value) => ({ value, label: word(field.words, value) }))} defaultValue={field.of[0]} allowDeselect={false} required {...first} />
            case 'hold':
              return <Select key={field.name} name={field.name} label={t(`case.${field.label}`)} data={holds.map((hold) => ({ value: hold.id, label: word('hold_kind', hold.kind) }))} defaultValue={holds[0]?.id} allowDeselect={false} required {...first} />
            case 'here':
              return place ? <Checkbox key={field.name} name="here" value="yes" defaultChecked label={t('case.use_position')} description={`${place.lat.toFixed(4)}, ${place.lon.toFixed(4)} · ${position?.at ? moment(position.at) : ''}`} /> : null
            case 'reason':
              return <Textarea key={field.name} name={field.name} label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} {...first} />
            case 'long':
              return <Textarea key={field.name} name={field.name} label={t(`case.${field.label}` as 'case.instructions')} description={t('case.instructions_hint')} maxLength={2000} {...first} />
            case 'date':
              return <TextInput key={field.name} name={field.name} type="date" label={t('case.ends_on')} {...first} />
            case 'text':
              return <TextInput key={field.name} name={field.name} label={t('case.reference')} maxLength={200} {...first} />
          }
        })}
        {problem && <ProblemNote problem={problem} />}
        <Group justify="end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} color={doable?.grave ? 'red' : undefined}>
            {word('case_action', action)}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
