import { Button, FileInput, Group, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useWords } from '../../i18n'
import { count } from '../../i18n/format'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { ImportReport } from './ImportReport'
import { exampleOf, type Fault, readRegions, type RegionFile } from './regionFile'

/** Borders out of a file: chosen, looked at on the map, tried, loaded. */
export function RegionLoad({ onFile, onClose }: { onFile: (file: RegionFile | null) => void; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [read, setRead] = useState<RegionFile | Fault | null>(null)
  const [names, setNames] = useState({ code: 'code', name: 'name' })
  const good = typeof read === 'string' ? null : read
  const load = useMutation({
    mutationFn: (dry_run: boolean) => answered(api.POST('/api/v1/regions/geojson', { params: { query: { dry_run, code_property: names.code, name_property: names.name } }, body: good?.document as never })),
    onSuccess: (job) => {
      void client.invalidateQueries({ queryKey: ['imports'] })
      if (job.dry_run) return
      void client.invalidateQueries({ queryKey: ['regions'] })
      if (job.rows_bad > 0) return
      void told(t('regions.loaded', { n: count(job.rows_ok) }))
      onClose()
    },
  })
  const choose = async (chosen: File | null) => {
    load.reset()
    setFile(chosen)
    const got = chosen ? readRegions(await chosen.text()) : null
    setRead(got)
    const fits = typeof got === 'string' ? null : got
    if (fits) setNames({ code: fits.code, name: fits.name })
    onFile(fits)
  }
  const property = (of: keyof typeof names) => (
    <Select size="xs" label={t(`regions.${of}_of`)} data={[...(good?.properties ?? [])]} value={names[of]} onChange={(value) => { load.reset(); setNames({ ...names, [of]: value ?? of }) }} allowDeselect={false} searchable />
  )
  return (
    <form
      className="site-form"
      onSubmit={(event) => {
        event.preventDefault()
        load.mutate(false)
      }}
    >
      <h2 className="section">{t('regions.load')}</h2>
      <p className="meta" style={{ margin: 0 }}>{t('regions.load_text')}</p>
      <FileInput size="xs" label={t('regions.file')} placeholder={t('admin.choose_file')} value={file} onChange={(chosen) => void choose(chosen)} accept=".geojson,.json,application/geo+json,application/json" clearable clearButtonProps={{ 'aria-label': t('common.clear') }} data-autofocus />
      {typeof read === 'string' && (
        <div className="problem" role="alert">
          <span>{t(`regions.${read}`)}</span>
        </div>
      )}
      {good && (
        <>
          {good.properties.length > 0 && property('code')}
          {good.properties.length > 0 && property('name')}
          <p className="meta" style={{ margin: 0 }}>{t('regions.found', { n: count(good.features.length), example: exampleOf(good, names.code, names.name) || '—' })}</p>
        </>
      )}
      {load.isError && <ProblemNote problem={asProblem(load.error)} right="areas:approve" />}
      {load.data && <ImportReport job={load.data} />}
      <Group gap={8} justify="end">
        <Button size="xs" variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button size="xs" variant="default" disabled={!good} loading={load.isPending && load.variables === true} onClick={() => load.mutate(true)}>
          {t('admin.dry_run')}
        </Button>
        <Button size="xs" type="submit" disabled={!good} loading={load.isPending && load.variables === false}>
          {t('admin.load')}
        </Button>
      </Group>
    </form>
  )
}
