import type { Schemas } from '../../api/client'
import { useWords } from '../../i18n'
import { count } from '../../i18n/format'

type Job = Pick<Schemas['ImportJob'], 'dry_run' | 'rows_ok' | 'rows_total' | 'errors'>
type Refused = { row?: number; line?: number; column?: string; field?: string; detail?: string; message?: string; fix?: string }
/** Refusals that are told one by one. */
const TOLD = 500

/** What an import took, or would take, and what it refused and why. */
export function ImportReport({ job }: { job: Job }) {
  const { t } = useWords()
  const errors = job.errors as Refused[]
  return (
    <div className="importer-report" role="status">
      <b>{t(job.dry_run ? 'import_report.would' : 'import_report.taken', { ok: count(job.rows_ok), n: count(job.rows_total) })}</b>
      {errors.length > 0 && (
        <ul tabIndex={0} aria-label={t('import_report.refused')}>
          {errors.slice(0, TOLD).map((error, n) => (
            <li key={n}>{[error.row ?? error.line, error.column ?? error.field, error.detail ?? error.message, error.fix].filter((part) => part != null && part !== '').join(' · ')}</li>
          ))}
          {errors.length > TOLD && <li>{t('import_report.more', { n: count(errors.length - TOLD) })}</li>}
        </ul>
      )}
    </div>
  )
}
