import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { keepPreviousData, queryOptions, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { answered, api, type Schemas, seen } from '../../api/client'
import { fenceQuery, fencesQuery, vehicleQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, day, metres } from '../../i18n/format'
import { areaOf, type Drawn, MOST_FENCE_M } from '../../map/shapes'
import { Pill, Rows } from '../../ui/bits'
import { told } from '../../ui/notify'
import { Empty, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { DrawEditor } from './DrawEditor'

const route = getRouteApi('/inside/admin')
const RULES = ['keep_in', 'keep_out'] as const
/** A city, to begin with; a second click makes it as wide as it is to be. */
const RADIUS_M = 20_000
/** Vehicles of a fence that are named; each is asked for. */
const NAMED = 40

const foundQuery = (q: string) => queryOptions({ queryKey: ['vehicles', 'found', q], staleTime: 30_000, placeholderData: keepPreviousData, queryFn: () => answered(api.GET('/api/v1/vehicles', { params: { query: { q: q || undefined, limit: 50 } } })) })
const ruleColour = (rule: string) => (rule === 'keep_out' ? 'var(--sev-high)' : 'var(--sev-info)')

/** The fences of the lender, and one of them on the map. */
export function Fences() {
  const { t } = useWords()
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(fencesQuery())
  const edit = (sel: string | undefined) => void navigate({ search: { tab: 'fences', ...(sel ? { sel } : {}) } })
  const chosen = useQuery({ ...fenceQuery(search.sel ?? ''), enabled: search.sel !== undefined && search.sel !== 'new' && may('areas:write') })
  return (
    <>
      <Head title={t('admin.fences')}>
        <span className="sub">{t('fences.lead')}</span>
        {may('areas:write') && <Button onClick={() => edit('new')}>{t('fences.add')}</Button>}
      </Head>
      <Shown query={query} waiting={<Rows />} right="areas:read">
        {({ items }) => (
          <>
            {may('areas:write') && search.sel === 'new' && <FenceEditor fence={null} fences={items} onClose={() => edit(undefined)} />}
            {search.sel !== undefined && search.sel !== 'new' && may('areas:write') && (
              <Shown query={chosen} waiting={<Rows n={4} />} right="areas:read">
                {(fence) => <FenceEditor key={`${fence.id} ${fence.version}`} fence={fence} fences={items} onClose={() => edit(undefined)} />}
              </Shown>
            )}
            <Table
              rows={items}
              id={(one) => one.id}
              empty={<Empty title={t('fences.none')}>{t('fences.none_text')}</Empty>}
              columns={[
                { head: t('admin.name'), cell: (one) => (may('areas:write') ? <button type="button" className="linkish" onClick={() => edit(one.id)}>{one.name}</button> : <b>{one.name}</b>) },
                { head: t('fences.rule'), cell: (one) => <Pill color={ruleColour(one.rule)}>{word('fence_rule', one.rule)}</Pill> },
                { head: t('fences.vehicles'), num: true, cell: (one) => t('fences.vehicles_n', { n: count(one.vehicle_count) }) },
                { head: t('admin.radius'), num: true, cell: (one) => { const shape = one.shape as unknown as { radius_m?: number }; return shape.radius_m ? metres(shape.radius_m) : '—' } },
                { head: t('admin.created'), cell: (one) => day(one.created_at) },
              ]}
            />
          </>
        )}
      </Shown>
    </>
  )
}

function FenceEditor({ fence, fences, onClose }: { fence: Schemas['FenceDetail'] | null; fences: readonly Schemas['FenceView'][]; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [name, setName] = useState(fence?.name ?? '')
  const [rule, setRule] = useState<string>(fence?.rule ?? 'keep_in')
  const [watched, setWatched] = useState<readonly string[]>(fence?.vehicles ?? [])
  const done = (message: string) => {
    void told(message)
    void client.invalidateQueries({ queryKey: ['fences'] })
    // The one that is open here closes; it may be gone, and is not asked for now.
    void client.invalidateQueries({ queryKey: ['fence'], refetchType: 'none' })
    onClose()
  }
  const save = useMutation({
    mutationFn: async (drawn: Drawn) => {
      const body = { name: name.trim(), rule, ...areaOf(drawn) }
      if (!fence) return answered(api.POST('/api/v1/fences', { body: { ...body, vehicles: [...watched] } }))
      // Where it is and whom it watches are two things to the server; the second rests on the answer to the first.
      const path = { id: fence.id }
      const drawnAnew = await answered(api.PUT('/api/v1/fences/{id}', { params: { path }, headers: seen(fence.version), body }))
      const same = watched.length === fence.vehicles.length && watched.every((id) => fence.vehicles.includes(id))
      return same ? drawnAnew : answered(api.PUT('/api/v1/fences/{id}/vehicles', { params: { path }, headers: seen(drawnAnew.version), body: { vehicles: [...watched] } }))
    },
    onSuccess: () => done(t('fences.saved')),
    onError: () => { for (const key of ['fences', 'fence']) void client.invalidateQueries({ queryKey: [key] }) },
  })
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/fences/{id}', { params: { path: { id: fence?.id ?? '' } }, headers: seen(fence?.version ?? 0) })),
    onSuccess: () => done(t('fences.removed')),
  })
  return (
    <DrawEditor title={fence ? t('fences.change') : t('fences.add')} label={t('fences.add')} area={fence} all={fences} most={MOST_FENCE_M} radius={RADIUS_M} ready={name.trim() !== ''} right="areas:write" save={save} remove={remove} onClose={onClose}>
      <TextInput size="xs" name="name" label={t('admin.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={200} data-autofocus />
      <Select size="xs" label={t('fences.rule')} value={rule} onChange={(value) => setRule(value ?? 'keep_in')} data={RULES.map((value) => ({ value, label: word('fence_rule', value) }))} allowDeselect={false} />
      <Watched ids={watched} onIds={setWatched} />
    </DrawEditor>
  )
}

/** The vehicles that a fence watches, by plate; the server finds them. Those beyond the first stay, unnamed. */
function Watched({ ids, onIds }: { ids: readonly string[]; onIds: (ids: readonly string[]) => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const found = useQuery(foundQuery(useDeferredValue(text.trim())))
  const named = ids.slice(0, NAMED)
  const rest = ids.slice(NAMED)
  const cars = useQueries({ queries: named.map((id) => vehicleQuery(id)) })
  const labels = new Map([...(found.data?.items ?? []), ...cars.flatMap(({ data }) => (data ? [data] : []))].map((car) => [car.id, car.plate ?? car.vin]))
  for (const id of named) if (!labels.has(id)) labels.set(id, id.slice(0, 8))
  return (
    <MultiSelect
      size="xs"
      label={t('fences.vehicles')}
      placeholder={t('fences.find')}
      description={rest.length > 0 ? t('fences.first', { n: NAMED, total: count(ids.length) }) : undefined}
      data={[...labels].map(([value, label]) => ({ value, label }))}
      value={[...named]}
      onChange={(next) => onIds([...next, ...rest])}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      hidePickedOptions
      maxDropdownHeight={220}
    />
  )
}
