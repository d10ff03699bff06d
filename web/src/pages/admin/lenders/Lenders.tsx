import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../../api/client'
import { asProblem } from '../../../api/problem'
import { lendersQuery } from '../../../api/queries'
import { useMay } from '../../../app/session'
import { useWords } from '../../../i18n'
import { day } from '../../../i18n/format'
import { Pill, Rows } from '../../../ui/bits'
import { told } from '../../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../../ui/states'
import { Table } from '../../../ui/Table'
import { Head } from '../Head'
import { LAWS, Place } from './Place'
import { say } from './say'
import { SettingsForm } from './SettingsForm'
import './lenders.css'

type Lender = Schemas['Lender']
const route = getRouteApi('/inside/admin')
const law = (lender: Lender) => LAWS.find((one) => one === lender.jurisdiction.toUpperCase()) ?? 'OTHER'
const ZONES = ['Asia/Shanghai', 'Asia/Taipei', 'Asia/Hong_Kong', 'Asia/Singapore', 'Europe/London', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'UTC']

/** The tenants: who they are, whose law and clock they go by, and what they have set. */
export default function Lenders() {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(lendersQuery)
  const [adding, setAdding] = useState(false)
  const open = (sel: string | undefined) => void navigate({ search: { tab: 'lenders', ...(sel ? { sel } : {}) } })
  const items = query.data?.items ?? []
  // Who has one lender looks at that one.
  const shown = items.find((one) => one.id === search.sel) ?? (items.length === 1 ? items[0] : undefined)
  return (
    <>
      <Head title={t('admin.lenders')}>
        <span className="sub">{s('lead')}</span>
        {may('platform:write') && <Button onClick={() => setAdding(true)}>{s('add')}</Button>}
      </Head>
      <Shown query={query} waiting={<Rows n={4} />} right="lenders:read">
        {() => (
          <div className="lender-page">
            <Table
              rows={items}
              id={(one) => one.id}
              empty={<Empty title={s('none')}>{s('none_text')}</Empty>}
              columns={[
                { head: s('name'), cell: (one) => <button type="button" className="linkish" aria-current={one.id === shown?.id ? 'true' : undefined} onClick={() => open(one.id)}>{one.name}</button> },
                { head: s('law'), cell: (one) => s(`law_${law(one)}`) },
                { head: s('zone'), cell: (one) => one.time_zone },
                { head: s('currency'), cell: (one) => one.currency },
                { head: s('settings'), cell: (one) => <Own policy={one.policy} /> },
                { head: s('since'), cell: (one) => <span className="meta">{day(one.created_at)}</span> },
              ]}
            />
            {shown && <Place key={`${shown.id} ${shown.jurisdiction} ${shown.time_zone}`} lender={shown} />}
            {shown && <SettingsForm key={shown.id} lender={shown} />}
          </div>
        )}
      </Shown>
      {adding && <AddLender onClose={() => setAdding(false)} onAdded={open} />}
    </>
  )
}

/** How many settings a lender has of its own. */
function Own({ policy }: { policy: unknown }) {
  const { language } = useWords()
  const own = Object.values((policy ?? {}) as Record<string, unknown>).reduce((n: number, of) => n + (Array.isArray(of) || typeof of !== 'object' || of === null ? 1 : Object.keys(of).length), 0)
  return own > 0 ? <Pill plain>{say(language)('own_n', { n: own })}</Pill> : <span className="meta">—</span>
}

function AddLender({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? '').trim()
      return answered(api.POST('/api/v1/lenders', { body: { name: text('name'), jurisdiction: text('jurisdiction'), time_zone: text('time_zone'), currency: text('currency').toUpperCase() } }))
    },
    onSuccess: async (made) => {
      void told(s('added'))
      await client.invalidateQueries({ queryKey: ['lenders'] })
      onAdded(made.id)
      onClose()
    },
  })
  const problem = add.isError ? asProblem(add.error) : undefined
  const fault = (name: string) => (problem?.field === name ? (problem.fix ?? problem.message) : undefined)
  return (
    <Modal opened onClose={onClose} title={<b>{s('add')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={s('name')} required maxLength={200} data-autofocus error={fault('name')} />
        <Select name="jurisdiction" label={s('law')} data={LAWS.map((value) => ({ value, label: s(`law_${value}`) }))} defaultValue="CN" allowDeselect={false} />
        <TextInput name="time_zone" label={s('zone')} description={s('zone_hint')} list="zones" defaultValue="Asia/Shanghai" required error={fault('time_zone')} />
        <TextInput name="currency" label={s('currency')} defaultValue="CNY" required maxLength={3} error={fault('currency')} />
        <datalist id="zones">
          {ZONES.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {problem && <ProblemNote problem={problem} />}
        <Button type="submit" loading={add.isPending}>
          {s('add')}
        </Button>
      </form>
    </Modal>
  )
}
