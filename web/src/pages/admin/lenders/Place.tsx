import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../../api/client'
import { asProblem } from '../../../api/problem'
import { useMay } from '../../../app/session'
import { useWords } from '../../../i18n'
import { told } from '../../../ui/notify'
import { ProblemNote } from '../../../ui/states'
import { say } from './say'

/** Laws that the service has rules of. */
export const LAWS = ['CN', 'TW', 'US', 'UK', 'OTHER'] as const

/** Whose law a lender is under, and by which clock its days go. */
export function Place({ lender }: { lender: Schemas['Lender'] }) {
  const { language } = useWords()
  const s = say(language)
  const may = useMay()('lenders:write')
  const client = useQueryClient()
  const shown = LAWS.find((one) => one === lender.jurisdiction.toUpperCase()) ?? 'OTHER'
  const [law, setLaw] = useState<string>(shown)
  const [zone, setZone] = useState(lender.time_zone)
  const change = useMutation({
    // A law that this page has no name for stays until somebody chooses another.
    mutationFn: () => answered(api.PATCH('/api/v1/lenders/{id}', { params: { path: { id: lender.id } }, body: { ...(law !== shown && { jurisdiction: law }), time_zone: zone.trim() } })),
    onSuccess: async () => {
      void told(s('saved'))
      await client.invalidateQueries({ queryKey: ['lenders'] })
    },
  })
  const problem = change.isError ? asProblem(change.error) : undefined
  const changed = zone.trim() !== lender.time_zone || law !== shown
  return (
    <form
      className="lender-place"
      aria-label={s('details')}
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      <h2 className="section">
        {lender.name} · {s('details')}
      </h2>
      <div className="lender-fields">
        <Select label={s('law')} data={LAWS.map((value) => ({ value, label: s(`law_${value}`) }))} value={law} onChange={(value) => value && setLaw(value)} allowDeselect={false} disabled={!may} />
        <TextInput label={s('zone')} description={s('zone_hint')} value={zone} onChange={(event) => setZone(event.currentTarget.value)} error={problem?.field === 'time_zone' ? (problem.fix ?? problem.message) : undefined} disabled={!may} />
        {may && (
          <Button type="submit" variant="default" loading={change.isPending} disabled={!changed}>
            {s('change')}
          </Button>
        )}
      </div>
      {problem && problem.field !== 'time_zone' && <ProblemNote problem={problem} />}
    </form>
  )
}
