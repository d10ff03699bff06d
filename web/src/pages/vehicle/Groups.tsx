import { MultiSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { groupsOfQuery, groupsQuery, setGroupsOf } from '../../api/groups'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { GroupChip } from '../../ui/GroupChip'
import { complain } from '../../ui/notify'

/** In which groups a car is, and where its groups are changed. */
export function Groups({ id }: { id: string }) {
  const { t } = useWords()
  const write = useMay()('vehicles:write')
  const client = useQueryClient()
  const own = useQuery(groupsOfQuery(id))
  const [open, setOpen] = useState(false)
  const all = useQuery({ ...groupsQuery, enabled: open })
  const set = useMutation({
    mutationFn: (groups: readonly string[]) => setGroupsOf(id, groups),
    onSuccess: ({ items }) => {
      client.setQueryData(groupsOfQuery(id).queryKey, items)
      void client.invalidateQueries({ queryKey: groupsQuery.queryKey, exact: true })
      for (const key of ['vehicles', 'map']) void client.invalidateQueries({ queryKey: [key] })
    },
    onError: complain,
  })
  if (!own.data || (own.data.length === 0 && !write)) return null
  const chosen = set.isPending ? set.variables : own.data.map((one) => one.id)
  return (
    <section>
      <h2 className="section">
        <span>{t('groups.of_car')}</span>
        {write && (
          <button type="button" className="v-groups" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('common.close') : t('groups.change')}
          </button>
        )}
      </h2>
      <div className="chips">
        {own.data.length === 0 && <span className="meta">{t('groups.in_none')}</span>}
        {own.data.map((one) => (
          <GroupChip key={one.id} group={one} />
        ))}
      </div>
      {open && all.data && (all.data.length === 0 ? <p className="meta">{t('groups.none_text')}</p> : (
        <MultiSelect size="xs" aria-label={t('groups.change')} data={all.data.map((one) => ({ value: one.id, label: one.name }))} value={[...chosen]} onChange={(next) => set.mutate(next)} searchable hidePickedOptions maxDropdownHeight={220} />
      ))}
    </section>
  )
}
