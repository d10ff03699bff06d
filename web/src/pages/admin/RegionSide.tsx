import { Button, Group, MultiSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas, seen } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { count, fullMoment } from '../../i18n/format'
import { Pill, Stat } from '../../ui/bits'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'

type Region = Schemas['RegionView']

/** One region, and taking it away. */
export function RegionFacts({ region, usual, onClose }: { region: Region; usual: boolean; onClose: () => void }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/regions/{id}', { params: { path: { id: region.id } }, headers: seen(region.version) })),
    onSuccess: () => {
      void told(t('regions.removed'))
      void client.invalidateQueries({ queryKey: ['regions'] })
      onClose()
    },
    onError: () => void client.invalidateQueries({ queryKey: ['regions'] }),
  })
  return (
    <section className="site-form region-facts" aria-label={region.name}>
      <h2 className="section">
        <span>{region.code}</span>
        {usual && <Pill color="var(--sev-ok)">{t('regions.here')}</Pill>}
      </h2>
      <b className="region-name">{region.name}</b>
      <div className="kv">
        <Stat label={t('regions.corners')}>{count(region.corners)}</Stat>
        <Stat label={t('regions.version')}>{t('regions.version_n', { n: count(region.version) })}</Stat>
        <Stat label={t('admin.created')}>{fullMoment(region.created_at)}</Stat>
        <Stat label={t('regions.changed')}>{fullMoment(region.updated_at)}</Stat>
      </div>
      {remove.isError && <ProblemNote problem={asProblem(remove.error)} right="areas:approve" />}
      <Group gap={8} justify="space-between">
        {may('areas:approve') ? (
          <Button size="xs" variant="subtle" color="red" onClick={() => remove.mutate()} loading={remove.isPending}>
            {t('regions.remove')}
          </Button>
        ) : (
          <span />
        )}
        <Button size="xs" variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
      </Group>
    </section>
  )
}

/** Where all cars may be of which nothing else is said: seen by whoever sees regions, said by whoever may approve. */
export function UsualRegions({ regions, codes }: { regions: readonly Region[]; codes: readonly string[] }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<string[]>([...codes])
  const save = useMutation({
    mutationFn: () => answered(api.PUT('/api/v1/regions/allowed', { body: { codes: chosen } })),
    onSuccess: () => void told(t('regions.saved')),
    onSettled: () => client.invalidateQueries({ queryKey: ['regions'] }),
  })
  const nameOf = (code: string) => regions.find((one) => one.code === code)?.name ?? code
  const same = chosen.length === codes.length && chosen.every((code) => codes.includes(code))
  return (
    <form
      className="site-form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <h2 className="section">{t('regions.usual')}</h2>
      <p className="meta" style={{ margin: 0 }}>{t('regions.usual_text')}</p>
      {may('areas:approve') ? (
        <>
          <MultiSelect size="xs" aria-label={t('regions.usual')} placeholder={chosen.length === 0 ? t('regions.everywhere') : undefined} data={regions.map((one) => ({ value: one.code, label: `${one.name} (${one.code})` }))} value={chosen} onChange={setChosen} searchable hidePickedOptions maxValues={100} maxDropdownHeight={220} />
          {save.isError && <ProblemNote problem={asProblem(save.error)} right="areas:approve" />}
          <Group gap={8} justify="end">
            <Button size="xs" type="submit" disabled={same} loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </>
      ) : (
        <div className="chips">{codes.length === 0 ? <b>{t('regions.everywhere')}</b> : codes.map((code) => <Pill key={code} plain>{nameOf(code)}</Pill>)}</div>
      )}
    </form>
  )
}
