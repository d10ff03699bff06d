import { Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { useWords, word } from '../../i18n'
import { areaOf, type Drawn, MOST_RADIUS_M } from '../../map/shapes'
import { told } from '../../ui/notify'
import { DrawEditor } from './DrawEditor'

const KINDS = ['second_pledge', 'dealer', 'repair', 'wash', 'yard', 'other'] as const

/** A site: what it is called, of what kind it is, and where. */
export function SiteEditor({ site, sites, onClose }: { site: Schemas['Site'] | null; sites: readonly Schemas['Site'][]; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [name, setName] = useState(site?.name ?? '')
  const [of, setOf] = useState<string>(site?.kind ?? 'second_pledge')
  const done = () => {
    void client.invalidateQueries({ queryKey: ['sites'] })
    onClose()
  }
  const save = useMutation({
    mutationFn: (drawn: Drawn) => {
      const body = { name, kind: of, external_id: site?.external_id ?? null, ...areaOf(drawn) }
      return site ? answered(api.PUT('/api/v1/sites/{id}', { params: { path: { id: site.id } }, body })) : answered(api.POST('/api/v1/sites', { body }))
    },
    onSuccess: () => {
      void told(t('sites_edit.saved'))
      done()
    },
  })
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/sites/{id}', { params: { path: { id: site?.id ?? '' } } })),
    onSuccess: done,
  })
  return (
    <DrawEditor title={site ? t('sites_edit.change') : t('sites_edit.add')} label={t('sites_edit.add')} area={site} all={sites} most={MOST_RADIUS_M} ready={name.trim() !== ''} right="sites:write" save={save} remove={remove} onClose={onClose}>
      <TextInput size="xs" label={t('admin.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={200} data-autofocus />
      <Select size="xs" label={t('admin.kind')} value={of} onChange={(value) => setOf(value ?? 'other')} data={KINDS.map((value) => ({ value, label: word('site_kind', value) }))} allowDeselect={false} />
    </DrawEditor>
  )
}
