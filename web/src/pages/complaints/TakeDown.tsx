import { Button, Group, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { vendorsQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { namesOf, useWords, word } from '../../i18n'
import { clock, count, dateOf, instantOf } from '../../i18n/format'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { vendorOf } from '../dispatch/wire'
import './complaints.css'

const LONGEST = 4000
const choices = (group: 'complaint_channel' | 'complaint_category' | 'complaint_severity') => namesOf(group).map((value) => ({ value, label: word(group, value) }))
/** What an input for date and time shows of an instant, by the clock of the lender. */
const local = (at: number) => `${dateOf(at)}T${clock(at)}`
const instant = (typed: string) => {
  const [date = '', time = '0:0'] = typed.split('T')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(instantOf(date, hours + minutes / 60)).toISOString()
}

/** A complaint that came in by telephone, by letter or at the counter is written down, with whatever is known of it. */
export function TakeDown({ onDone }: { onDone: (id: string | undefined) => void }) {
  const { t, language } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const vendors = useQuery({ ...vendorsQuery, enabled: may('vendors:read') })
  const [said, setSaid] = useState('')
  const [now] = useState(Date.now)
  const take = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? '').trim()
      const received = text('received')
      return answered(
        api.POST('/api/v1/complaints', {
          body: {
            channel: text('channel'), category: text('category'), severity: text('severity'), language: text('language'), name: text('name'), statement: text('statement'),
            contact: text('contact') || null, plate: text('plate') || null, contract_number: text('contract') || null, vendor_id: text('vendor') || null,
            // Untouched, it came in now, by the server's clock.
            received_at: received === local(now) || received === '' ? null : instant(received),
          },
        }),
      )
    },
    onSuccess: (made) => {
      void told(t('take_down.done', { reference: made.reference }))
      for (const key of ['complaints', 'cases', 'case', 'vendors']) void client.invalidateQueries({ queryKey: [key] })
      onDone(made.id)
    },
  })
  return (
    <form
      className="job-body takedown"
      onSubmit={(event) => {
        event.preventDefault()
        take.mutate(new FormData(event.currentTarget))
      }}
    >
      <div className="job-title">
        <b>{t('take_down.title')}</b>
      </div>
      <p className="meta">{t('take_down.lead')}</p>
      <div className="takedown-when">
        <Select name="channel" label={t('take_down.channel')} data={choices('complaint_channel')} defaultValue="phone" allowDeselect={false} />
        <TextInput name="received" type="datetime-local" label={t('take_down.received')} defaultValue={local(now)} min={local(now - 30 * 86_400_000)} max={local(now)} />
      </div>
      <TextInput name="name" label={t('take_down.name')} required maxLength={200} data-autofocus />
      <TextInput name="contact" label={t('take_down.contact')} placeholder={t('take_down.contact_hint')} maxLength={200} />
      <Group grow align="start">
        <TextInput name="plate" label={t('take_down.plate')} maxLength={20} />
        <TextInput name="contract" label={t('take_down.contract')} maxLength={64} />
      </Group>
      <p className="meta">{t('take_down.found_hint')}</p>
      <Textarea name="statement" label={t('take_down.statement')} required maxLength={LONGEST} minRows={4} value={said} onChange={(event) => setSaid(event.currentTarget.value)} description={said.length > LONGEST - 500 ? t('take_down.left', { n: count(LONGEST - said.length) }) : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']} />
      <Group grow align="start">
        <Select name="category" label={t('take_down.category')} data={choices('complaint_category')} defaultValue="conduct" allowDeselect={false} />
        <Select name="severity" label={t('take_down.severity')} data={choices('complaint_severity')} defaultValue="3" allowDeselect={false} />
      </Group>
      <p className="meta">{t('take_down.severity_hint')}</p>
      {may('vendors:read') && <Select name="vendor" label={t('take_down.vendor')} data={(vendors.data?.items ?? []).map((one) => ({ value: one.id, label: vendorOf(one).name }))} clearable clearButtonProps={{ 'aria-label': t('common.none') }} searchable placeholder={t('common.unknown')} />}
      <Select name="language" label={t('take_down.language')} data={(['zh', 'en'] as const).map((value) => ({ value, label: t(`language_name.${value}`) }))} defaultValue={language} allowDeselect={false} />
      {take.isError && <ProblemNote problem={asProblem(take.error)} right="complaints:write" />}
      <Group justify="end" gap={8}>
        <Button variant="default" onClick={() => onDone(undefined)}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={take.isPending}>
          {t('take_down.submit')}
        </Button>
      </Group>
    </form>
  )
}
