import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import type { Case } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { decimals, minor } from '../../i18n/currency'
import { day, money } from '../../i18n/format'
import { Pill } from '../../ui/bits'
import { ProblemNote } from '../../ui/states'
import type { Amount } from './lot'
import { say } from './say'

export const appraisalsQuery = (id: string) => queryOptions({ queryKey: ['case', id, 'appraisals'], queryFn: () => answered(api.GET('/api/v1/cases/{id}/appraisals', { params: { path: { id } } })) })

type Appraisal = { id: string; source: string; by: string; value: Amount; at: string }
type Counts = { appraisal: string; because: string[]; passed_over: { appraisal: string; because: string }[] }
export const countsOf = (found: Schemas['Appraisals'] | undefined) => found?.counts as unknown as Counts | null | undefined

/** Every opinion of what the car is worth: whose, from when, and which of them counts. */
export function Appraisals({ found }: { found: Schemas['Appraisals'] }) {
  const { t, language } = useWords()
  const s = say(language)
  const items = found.items as unknown as Appraisal[]
  const counts = countsOf(found)
  if (items.length === 0) return <span className="meta">{t('disposal.no_appraisals')}</span>
  return (
    <>
      <table className="list bids" aria-label={t('disposal.appraisals')}>
        <thead>
          <tr>
            <th>{s('source')}</th>
            <th>{s('dated')}</th>
            <th className="num">{t('disposal.value')}</th>
          </tr>
        </thead>
        <tbody>
          {[...items].sort((a, b) => b.at.localeCompare(a.at)).map((one) => (
            <tr key={one.id} data-best={one.id === counts?.appraisal} title={counts?.passed_over.find((other) => other.appraisal === one.id)?.because}>
              <td>
                {word('appraisal_source', one.source)} {one.id === counts?.appraisal && <Pill color="var(--sev-ok)">{t('disposal.counts')}</Pill>}
                <div className="meta">{one.by}</div>
              </td>
              <td>
                {day(one.at)} <span className="meta">{s('days_old', { n: Math.max(0, Math.floor((Date.now() - Date.parse(one.at)) / 86_400_000)) })}</span>
              </td>
              <td className="num">{money(one.value.minor, one.value.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!counts && <p className="sub" role="status">{s('none_counts')}</p>}
    </>
  )
}

const SOURCES = ['independent', 'auction_house', 'dealer_offer', 'price_guide', 'lender', 'court'] as const

/** An opinion of what the car is worth. */
export function Appraise({ kase }: { kase: Case }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [value, setValue] = useState<number | string>('')
  const [source, setSource] = useState<string>('independent')
  const [by, setBy] = useState('')
  const add = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/cases/{id}/appraisals', { params: { path: { id: kase.id } }, body: { id: crypto.randomUUID(), source, by, value: { minor: minor(Number(value), kase.currency), currency: kase.currency }, at: new Date(Date.now() - 1000).toISOString() } as never })),
    onSuccess: () => {
      setValue('')
      setBy('')
    },
    onSettled: () => {
      for (const key of [['case', kase.id], ['lots'], ['disposal']]) void client.invalidateQueries({ queryKey: key })
    },
  })
  return (
    <form
      className="appraise"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <Select size="xs" aria-label={t('auction.source')} value={source} onChange={(next) => setSource(next ?? 'independent')} data={SOURCES.map((one) => ({ value: one, label: word('appraisal_source', one) }))} allowDeselect={false} />
      <TextInput size="xs" aria-label={t('auction.appraiser')} placeholder={t('auction.appraiser')} value={by} onChange={(event) => setBy(event.currentTarget.value)} required />
      <NumberInput size="xs" aria-label={t('disposal.value')} placeholder={t('disposal.value')} value={value} onChange={setValue} min={1} decimalScale={decimals(kase.currency)} thousandSeparator="," hideControls required />
      <Button size="xs" type="submit" variant="default" loading={add.isPending}>
        {t('auction.add')}
      </Button>
      {add.isError && <ProblemNote problem={asProblem(add.error)} right="disposal:write" />}
    </form>
  )
}
