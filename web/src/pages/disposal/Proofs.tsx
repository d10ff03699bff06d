import { Button, FileInput, NumberInput, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { type Case, evidenceQuery } from '../../api/queries'
import { uploadEvidence } from '../../api/upload'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { decimals, major, minor } from '../../i18n/currency'
import { count } from '../../i18n/format'
import { Pill } from '../../ui/bits'
import type { LotDoing } from './LotActions'
import { missing } from './lot'
import { Question } from './Question'
import { type Say, say } from './say'

type Item = Schemas['CheckItem']
/** What a person brings as a paper; the rest comes from the sale itself and from the case. */
const BROUGHT = ['advertisement', 'condition_report', 'comparable'] as const
type Brought = (typeof BROUGHT)[number]
const brought = (kind: string): kind is Brought => (BROUGHT as readonly string[]).includes(kind)

/** How much of it there is, in words. */
function amount(item: Item, s: Say): string {
  const n = item.ids.length
  switch (item.kind) {
    case 'arms_length':
    case 'reserve':
      return item.satisfied ? s('met') : s('not_met')
    case 'bid':
      return s('by_bidders', { n: count(n), bidders: count(item.bidders ?? 0) })
    case 'appraisal':
      if (item.share_bp != null) return s('share', { share: (item.share_bp / 100).toFixed(1) })
  }
  if (item.required > 1) return s('of_needed', { n, needed: item.required })
  return n === 0 ? s('not_filed') : s('on_file', { n: count(n) })
}

function Mark({ item }: { item: Item }) {
  if (!item.satisfied) return <IconAlertTriangle size={16} color="var(--sev-warn)" aria-hidden />
  return item.required > 0 ? <IconCircleCheck size={16} color="var(--sev-ok)" aria-hidden /> : <IconCircleDashed size={16} aria-hidden />
}

/** What proves that the sale was fair, what is missing, and where it is put on file. */
export function Proofs({ view, kase, currency, doing }: { view: Schemas['LotDetail']; kase: Case; currency: string; doing: LotDoing }) {
  const { language } = useWords()
  const s = say(language)
  const may = useMay()
  const [adding, add] = useState<Brought | null>(null)
  const files = useQuery({ ...evidenceQuery(kase.id), enabled: may('evidence:read') })
  const { items, complete } = view.checklist
  const lacking = missing(items)
  const write = may('disposal:write') && may('evidence:write')
  const fileOf = (id: string) => files.data?.items.find((file) => file.id === id)
  return (
    <section aria-label={s('fair')}>
      <div className="job-title">
        <h2 className="section">{s('fair')}</h2>
        <Pill color={lacking > 0 ? 'var(--sev-warn)' : 'var(--sev-ok)'} plain={lacking === 0 && !complete}>
          {lacking > 0 ? s('fair_missing', { n: lacking }) : complete ? s('fair_all') : s('fair_so_far')}
        </Pill>
      </div>
      <ul className="proofs">
        {items.map((item) => {
          const papers = item.ids.filter(fileOf)
          return (
            <li key={item.kind} data-kind={item.kind} data-satisfied={item.satisfied}>
              <Mark item={item} />
              <span>
                {word('proof', item.kind)}
                <span className="meta">
                  {amount(item, s)}
                  {papers.map((id, i) => (
                    <a key={id} href={`/api/v1/evidence/${id}/content`} target="_blank" rel="noreferrer" title={fileOf(id)?.note ?? undefined}>
                      {s('paper_n', { n: i + 1 })}
                    </a>
                  ))}
                </span>
              </span>
              {item.kind === 'notice' && !item.satisfied && (
                <Link to="/cases/$id" params={{ id: kase.id }}>
                  {s('to_notices')}
                </Link>
              )}
              {brought(item.kind) && write && (
                <Button size="compact-xs" variant="default" aria-label={`${s('put_on_file')}: ${word('proof', item.kind)}`} onClick={() => add(item.kind as Brought)}>
                  {s('put_on_file')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {adding && <Paper kind={adding} kase={kase} currency={currency} doing={doing} onClose={() => add(null)} />}
    </section>
  )
}

/** A paper is brought as evidence of the case, and named for the lot. */
function Paper({ kind, kase, currency, doing, onClose }: { kind: Brought; kase: Case; currency: string; doing: LotDoing; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const [file, setFile] = useState<File | null>(null)
  const [price, setPrice] = useState<number | string>('')
  const send = async (form: FormData) => {
    if (!file) return
    const place = String(form.get('place') ?? '')
    // The same bytes are the same evidence: what was brought before the second call failed is not brought twice.
    const evidence = await uploadEvidence(kase.id, 'document', file, place || word('proof', kind))
    const more = kind === 'advertisement' ? { place } : kind === 'comparable' ? { price: { minor: minor(Number(price), currency), currency } } : {}
    await doing.act({ action: 'record_proof', proof: { proof: kind, evidence, ...more } })
  }
  return (
    <Question title={`${s('put_on_file')}: ${word('proof', kind)}`} onClose={onClose} onSend={send}>
      <FileInput label={s('paper')} description={s('paper_hint')} placeholder={t('admin.choose_file')} value={file} onChange={setFile} accept="application/pdf,image/jpeg,image/png,image/webp" required clearable clearButtonProps={{ 'aria-label': t('common.clear') }} data-autofocus />
      {kind === 'advertisement' && <TextInput name="place" label={s('where_shown')} required maxLength={500} />}
      {kind === 'comparable' && <NumberInput label={s('sold_for')} value={price} onChange={setPrice} min={major(1, currency)} decimalScale={decimals(currency)} thousandSeparator="," hideControls required />}
    </Question>
  )
}
