import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { Problem } from '../../api/problem'
import type { Case } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { money } from '../../i18n/format'
import { Pill, Plate, Rows, Stat } from '../../ui/bits'
import { complain } from '../../ui/notify'
import { Shown } from '../../ui/states'
import { Auction } from './Auction'

const statementQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'statement'],
    queryFn: async () => {
      try {
        return await answered(api.GET('/api/v1/cases/{id}/statement', { params: { path: { id } } }))
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null
        throw error
      }
    },
  })
const appraisalsQuery = (id: string) => queryOptions({ queryKey: ['case', id, 'appraisals'], queryFn: () => answered(api.GET('/api/v1/cases/{id}/appraisals', { params: { path: { id } } })) })

type Amount = { minor: number; currency: string }
type Statement = { version: number; made_at: string; lines: { label?: string; line?: string; kind?: string; component?: string; amount?: Amount }[]; surplus?: Amount; deficiency?: Amount }

export function Detail({ kase, lot }: { kase: Case; lot: Schemas['LotView'] | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  // Nothing is divided before the sale; of a sold car there may be a reckoning or not: that is asked when somebody wants it.
  const [wanted, want] = useState(false)
  const divided = kase.state === 'settled' || kase.state === 'redeemed'
  const statement = useQuery({ ...statementQuery(kase.id), enabled: may('ledger:read') && (divided || wanted) })
  const appraisals = useQuery(appraisalsQuery(kase.id))
  const make = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/cases/{id}/statement', { params: { path: { id: kase.id } }, body: { credits: [], liens: [], debt_order: null } })),
    onError: complain,
    onSuccess: () => want(true),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', kase.id] }),
  })
  return (
    <div className="job-body">
      <div className="job-title">
        <Plate text={kase.plate} />
        <Pill plain>{word('case_state', kase.state)}</Pill>
      </div>
      <div className="kv">
        <Stat label={t('case.outstanding')}>{money(kase.outstanding_minor, kase.currency)}</Stat>
        <Stat label={t('live.dpd')}>{kase.dpd}</Stat>
      </div>
      <Link to="/cases/$id" params={{ id: kase.id }}>
        {t('live.open_case')}
      </Link>
      <section>
        <h2 className="section">{t('disposal.appraisals')}</h2>
        <Shown query={appraisals} waiting={<Rows n={1} />} right="disposal:read">
          {({ items }) => (items.length === 0 ? <span className="meta">{t('disposal.no_appraisals')}</span> : <ul className="plainlist">{(items as unknown as { id: string; source?: string; kind?: string; value?: Amount }[]).map((one) => <li key={one.id}><span>{word('appraisal_source', one.source ?? one.kind ?? '')}</span><b className="num">{one.value ? money(one.value.minor, one.value.currency) : ''}</b></li>)}</ul>)}
        </Shown>
      </section>
      {may('disposal:write') && kase.state === 'for_disposal' && <Appraise kase={kase} />}
      <section>
        <h2 className="section">{t('disposal.lot')}</h2>
        <Auction view={lot} kase={kase} appraisal={(appraisals.data?.counts as unknown as { appraisal: string } | null | undefined)?.appraisal} />
      </section>
      {may('ledger:read') && (
        <section>
          <h2 className="section">{t('disposal.waterfall')}</h2>
          {!divided && !wanted && (kase.state === 'sold' ? <Button size="compact-sm" variant="default" onClick={() => want(true)}>{t('common.open')}</Button> : <span className="meta">{t('disposal.no_statement')}</span>)}
          <Shown query={statement} waiting={divided || wanted ? <Rows n={4} /> : null} right="ledger:read">
            {(found) => {
              if (!found) return <span className="meta">{t('disposal.no_statement')}</span>
              const made = found.statement as unknown as Statement
              return (
                <>
                  <ul className="plainlist">
                    {made.lines.map((line, i) => (
                      <li key={i} className={/_total$|^(surplus|deficiency|even|owed_after_proceeds)$/.test(line.line ?? '') ? 'total' : undefined}>
                        <span>{line.label ?? [word('statement_line', line.line ?? ''), line.component ?? line.kind].filter(Boolean).map((part, n) => (n === 0 ? part : word('cost_kind', part ?? ''))).join(': ')}</span>
                        <b className="num">{line.amount ? money(line.amount.minor, line.amount.currency) : ''}</b>
                      </li>
                    ))}
                    {(['surplus', 'deficiency'] as const).map((name) => made[name] && <li key={name} className="total"><span>{name === 'surplus' ? t('disposal.surplus') : t('disposal.deficit')}</span><b className="num">{money(made[name].minor, made[name].currency)}</b></li>)}
                  </ul>
                  <div className="papers">
                    {(['en', 'zh'] as const).map((language) => (
                      <Button key={language} component="a" variant="default" size="compact-sm" href={`/api/v1/cases/${kase.id}/statement/document?language=${language}`} target="_blank" leftSection={<IconFileTypePdf size={14} />}>
                        {t(`disposal.statement_${language}`)}
                      </Button>
                    ))}
                  </div>
                </>
              )
            }}
          </Shown>
          {kase.state === 'sold' && (
            <Button mt="sm" variant="default" onClick={() => make.mutate()} loading={make.isPending}>
              {t('disposal.make_statement')}
            </Button>
          )}
        </section>
      )}
    </div>
  )
}

const SOURCES = ['independent', 'auction_house', 'dealer_offer', 'price_guide', 'lender', 'court'] as const

/** An opinion of what the car is worth. */
function Appraise({ kase }: { kase: Case }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [value, setValue] = useState<number | string>('')
  const [source, setSource] = useState<string>('independent')
  const [by, setBy] = useState('')
  const add = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/cases/{id}/appraisals', { params: { path: { id: kase.id } }, body: { id: crypto.randomUUID(), source, by, value: { minor: Math.round(Number(value) * 100), currency: kase.currency }, at: new Date(Date.now() - 1000).toISOString() } as never })),
    onSuccess: () => { setValue(''); setBy('') },
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['case', kase.id, 'appraisals'] }),
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
      <NumberInput size="xs" aria-label={t('disposal.value')} placeholder={t('disposal.value')} value={value} onChange={setValue} min={1} decimalScale={2} hideControls required />
      <Button size="xs" type="submit" variant="default" loading={add.isPending}>
        {t('auction.add')}
      </Button>
    </form>
  )
}
