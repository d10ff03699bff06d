import { IconFileText, IconPhoto } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answered, api } from '../../api/client'
import { evidenceQuery } from '../../api/queries'
import { useCan, useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { moment } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { Empty, Shown } from '../../ui/states'

const filesQuery = (id: string, reason: string | undefined) =>
  queryOptions({ queryKey: ['vehicle-files', id, reason ?? ''], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/vehicles/{id}/files', { params: { path: { id }, query: { reason, limit: 100 } } })) })
const kb = (bytes: number) => `${Math.ceil(bytes / 1000)} kB`

/** Papers and photos: of the case that is open, and what its trackers have sent. */
export default function Papers({ id, kase, reason }: { id: string; kase: string | null | undefined; reason: string | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const sees = useCan('GET /vehicles/{id}/files')
  const ofCase = useQuery({ ...evidenceQuery(kase ?? ''), enabled: kase != null && may('evidence:read') })
  const files = useQuery({ ...filesQuery(id, reason), enabled: sees })
  const none = (kase == null || ofCase.data?.items.length === 0) && (!sees || files.data?.items.length === 0)
  return (
    <div className="page v-timeline v-papers">
      {none && (
        <Empty icon={<IconFileText size={28} stroke={1.4} aria-hidden />} title={t('papers.none')}>
          {t('papers.none_text')}
        </Empty>
      )}
      {kase != null && may('evidence:read') && (
        <Shown query={ofCase} waiting={<Rows n={4} />} right="evidence:read">
          {({ items }) =>
            items.length > 0 && (
              <section>
                <h2 className="section">
                  <Link to="/cases/$id" params={{ id: kase }}>{t('papers.of_case')}</Link>
                  <b>{items.length}</b>
                </h2>
                <ul className="files">
                  {items.map((file) => (
                    <li key={file.id}>
                      {file.content_type.startsWith('image/') ? <IconPhoto size={16} aria-hidden /> : <IconFileText size={16} aria-hidden />}
                      <a href={`/api/v1/evidence/${file.id}/content`} target="_blank" rel="noreferrer">
                        {word('evidence_kind', file.kind)}
                      </a>
                      <span className="meta" title={`${t('case.sealed')} ${file.sha256}`}>
                        {moment(file.taken_at ?? file.received_at)} · {kb(file.size_bytes)}
                        {file.note && ` · ${file.note}`}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )
          }
        </Shown>
      )}
      {sees && (
        <Shown query={files} waiting={<Rows n={3} />} right="files:read">
          {({ items }) =>
            items.length > 0 && (
              <section>
                <h2 className="section">
                  <span>{t('papers.files')}</span>
                  <b>{items.length}</b>
                </h2>
                <ul className="files">
                  {items.map((file) => (
                    <li key={file.id}>
                      <IconPhoto size={16} aria-hidden />
                      <a href={`/api/v1/files/${file.id}/content`} target="_blank" rel="noreferrer">
                        {word('file_kind', file.kind)}
                      </a>
                      <span className="meta" title={`${t('case.sealed')} ${file.sha256}`}>
                        {moment(file.device_time ?? file.received_at)} · {kb(file.size_bytes)}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )
          }
        </Shown>
      )}
    </div>
  )
}
