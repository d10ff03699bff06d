import { Button, Modal, MultiSelect, Radio } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'

const MOST = 100
export const boundsQuery = (id: string) => queryOptions({ queryKey: ['vehicle-regions', id], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/regions', { params: { path: { id } } })) })
const namesQuery = queryOptions({
  queryKey: ['regions', 'names'],
  staleTime: 300_000,
  // A lender has at most 500.
  queryFn: () => answered(api.GET('/api/v1/regions', { params: { query: { limit: 500 } } })),
})

/** In which regions the car may be: its own list, or what holds for all. Nothing is said where there are no regions. */
export function Bounds({ id }: { id: string }) {
  const { t } = useWords()
  const may = useMay()
  const query = useQuery(boundsQuery(id))
  const names = useQuery(namesQuery).data?.items ?? []
  const [changing, setChanging] = useState(false)
  const now = query.data
  if (!now || (names.length === 0 && now.codes.length === 0 && now.own == null)) return null
  const nameOf = (code: string) => names.find((one) => one.code === code)?.name ?? code
  return (
    <section className="v-bounds">
      <h2 className="section">
        <span>{t('bounds.title')}</span>
        {may('areas:write') && (
          <button type="button" className="v-change" onClick={() => setChanging(true)}>
            {t('bounds.change')}
          </button>
        )}
      </h2>
      <div className="chips">
        {now.codes.length === 0 && <b>{t('bounds.everywhere')}</b>}
        {now.codes.map((code) => (
          <span key={code} className="chip">
            {nameOf(code)}
          </span>
        ))}
      </div>
      <p className="meta">{t(now.own == null ? 'bounds.usual' : 'bounds.own')}</p>
      {changing && <Change id={id} own={now.own ?? null} names={names} onClose={() => setChanging(false)} />}
    </section>
  )
}

type Way = 'usual' | 'everywhere' | 'own'

function Change({ id, own, names, onClose }: { id: string; own: readonly string[] | null; names: readonly { code: string; name: string }[]; onClose: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const [way, setWay] = useState<Way>(own === null ? 'usual' : own.length === 0 ? 'everywhere' : 'own')
  const [codes, setCodes] = useState<readonly string[]>(own ?? [])
  const set = useMutation({
    mutationFn: () => answered(api.PUT('/api/v1/vehicles/{id}/regions', { params: { path: { id } }, body: { codes: way === 'usual' ? null : way === 'everywhere' ? [] : [...codes] } })),
    onSuccess: (after) => {
      client.setQueryData(boundsQuery(id).queryKey, after)
      void told(t('bounds.saved'))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<b>{t('bounds.title')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          set.mutate()
        }}
      >
        <Radio.Group value={way} onChange={(value) => setWay(value as Way)} aria-label={t('bounds.title')}>
          <div style={{ display: 'grid', gap: 10 }}>
            <Radio value="usual" label={t('bounds.as_all')} />
            <Radio value="everywhere" label={t('bounds.anywhere')} />
            <Radio value="own" label={t('bounds.only')} disabled={names.length === 0} />
          </div>
        </Radio.Group>
        {way === 'own' && <MultiSelect label={t('bounds.choose')} data={names.map((one) => ({ value: one.code, label: `${one.name} (${one.code})` }))} value={[...codes]} onChange={setCodes} maxValues={MOST} searchable hidePickedOptions maxDropdownHeight={220} />}
        {names.length === 0 && (
          <p className="meta">
            {t('bounds.none_loaded')} {may('areas:write') && <Link to="/admin" search={{ tab: 'regions' }}>{t('bounds.load')}</Link>}
          </p>
        )}
        {set.isError && <ProblemNote problem={asProblem(set.error)} right="areas:write" />}
        <Button type="submit" loading={set.isPending} disabled={way === 'own' && codes.length === 0}>
          {t('common.save')}
        </Button>
      </form>
    </Modal>
  )
}
