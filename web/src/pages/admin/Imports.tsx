import { Button, FileInput, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { headersOf, type Schemas } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import { importsQuery } from '../../api/queries'
import { useCan, useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, moment } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { useNames } from '../../ui/useNames'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { ImportReport } from './ImportReport'

const route = getRouteApi('/inside/admin')
const KINDS = ['vehicles', 'trackers', 'installations', 'sites', 'borrowers', 'loans', 'payments'] as const

export function Imports() {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const query = useQuery(importsQuery)
  const nameOf = useNames()
  const asked = route.useSearch().q
  const [kind, setKind] = useState<string>(KINDS.find((one) => one === asked) ?? 'payments')
  const [file, setFile] = useState<File | null>(null)
  const jobs = useCan('GET /jobs')
  const load = useMutation({
    // The body is a file, not JSON.
    mutationFn: async (dry_run: boolean) => {
      const response = await fetch(`/api/v1/imports/${kind}?dry_run=${dry_run}`, { method: 'POST', headers: { 'content-type': 'text/csv', 'idempotency-key': crypto.randomUUID(), ...(jobs ? { prefer: 'respond-async' } : {}), ...headersOf(true) }, body: file })
      const body: unknown = await response.json().catch(() => null)
      if (!response.ok) throw Problem.of(response, body)
      // Taken on, and worked on while somebody does something else.
      if (response.status === 202) {
        void import('../../frame/Jobs').then(({ openJobs }) => openJobs())
        return null
      }
      return body as Schemas['ImportJob']
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
  return (
    <>
      <Head title={t('admin.imports')} />
      {may('imports:write') && (
        <div className="importer">
          <Select label={t('admin.import_kind')} value={kind} onChange={(value) => setKind(value ?? 'payments')} data={KINDS.map((value) => ({ value, label: word('import_kind', value) }))} allowDeselect={false} w={160} size="xs" />
          <FileInput label={t('admin.import_file')} value={file} onChange={setFile} accept=".csv,text/csv" w={260} size="xs" clearable placeholder={t('admin.choose_file')} />
          <Button variant="default" disabled={!file} loading={load.isPending} onClick={() => load.mutate(true)}>
            {t('admin.dry_run')}
          </Button>
          <Button disabled={!file} loading={load.isPending} onClick={() => load.mutate(false)}>
            {t('admin.load')}
          </Button>
          {load.isError && <ProblemNote problem={asProblem(load.error)} />}
          {load.data && <ImportReport job={load.data} />}
        </div>
      )}
      <Shown query={query} waiting={<Rows />} right="imports:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={t('admin.no_imports')} />}
            columns={[
              { head: t('admin.when'), cell: (one) => moment(one.created_at) },
              { head: t('admin.kind'), cell: (one) => <><b>{word('import_kind', one.kind)}</b> {one.dry_run && <Pill plain>{t('admin.dry_run')}</Pill>}</> },
              { head: t('admin.rows'), num: true, cell: (one) => count(one.rows_total) },
              { head: t('admin.bad'), num: true, cell: (one) => (one.rows_bad > 0 ? <Pill color="var(--sev-critical)">{count(one.rows_bad)}</Pill> : 0) },
              { head: t('admin.who'), cell: (one) => <span className="meta">{nameOf(one.created_by)}</span> },
            ]}
          />
        )}
      </Shown>
    </>
  )
}
