import { Button, FileInput, Group, Modal, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { namesOf, useWords, word } from '../../i18n'
import { count } from '../../i18n/format'
import { told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { ImportReport } from './ImportReport'
import { say } from './say'

/** Features of a document that is a collection of them; null where it is none. */
export function featuresIn(text: string): { document: unknown; n: number } | null {
  try {
    const document: unknown = JSON.parse(text)
    const { type, features } = (document ?? {}) as { type?: unknown; features?: unknown }
    return type === 'FeatureCollection' && Array.isArray(features) ? { document, n: features.length } : null
  } catch {
    return null
  }
}

/** Sites out of a file: tried first, and what is wrong with which of them is told; then taken. */
export function SiteLoad({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [read, setRead] = useState<ReturnType<typeof featuresIn>>(null)
  const [kind, setKind] = useState<string | null>(null)
  const load = useMutation({
    mutationFn: (dry_run: boolean) => answered(api.POST('/api/v1/sites/geojson', { params: { query: { dry_run, ...(kind ? { kind } : {}) } }, body: read?.document as never })),
    onSuccess: (job) => {
      void client.invalidateQueries({ queryKey: ['imports'] })
      if (job.dry_run) return
      for (const key of ['sites', 'map']) void client.invalidateQueries({ queryKey: [key] })
      if (job.rows_bad > 0) return
      void told(s('sites_loaded', { n: count(job.rows_ok) }))
      onClose()
    },
  })
  const tried = load.data?.dry_run === true
  const choose = async (chosen: File | null) => {
    load.reset()
    setFile(chosen)
    setRead(chosen ? featuresIn(await chosen.text()) : null)
  }
  return (
    <Modal opened onClose={onClose} size={560} title={<b>{s('sites_load')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          load.mutate(!tried)
        }}
      >
        <p className="sub" style={{ margin: 0 }}>{s('sites_load_text')}</p>
        <FileInput label={t('regions.file')} placeholder={t('admin.choose_file')} value={file} onChange={(chosen) => void choose(chosen)} accept=".geojson,.json,application/geo+json,application/json" clearable clearButtonProps={{ 'aria-label': t('common.clear') }} data-autofocus />
        {file && !read && (
          <div className="problem" role="alert">
            <span>{s('sites_not_read')}</span>
          </div>
        )}
        {read && <p className="meta" style={{ margin: 0 }}>{s('sites_found', { n: count(read.n) })}</p>}
        <Select label={s('sites_kind')} description={s('sites_kind_hint')} value={kind} onChange={(value) => { load.reset(); setKind(value) }} data={namesOf('site_kind').map((value) => ({ value, label: word('site_kind', value) }))} clearable clearButtonProps={{ 'aria-label': t('common.clear') }} />
        {load.isError && <ProblemNote problem={asProblem(load.error)} right="sites:write" />}
        {load.data && <ImportReport job={load.data} />}
        <Group gap={8} justify="end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!read || (tried && load.data?.rows_ok === 0)} loading={load.isPending}>
            {tried ? t('admin.load') : t('admin.dry_run')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
