import { Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Schemas } from '../../api/client'
import { useWords, word } from '../../i18n'
import { decimals, major, minor } from '../../i18n/currency'
import type { Amount } from './lot'
import { Question } from './Question'
import { say } from './say'

const CREDITS = ['interest_rebate', 'insurance_refund', 'service_contract_refund', 'payment', 'other'] as const
const LIENS = ['security', 'purchase_money', 'possessory', 'consignor'] as const
const DEMANDS = ['none', 'made', 'unproved'] as const
const COMPONENTS = ['principal', 'interest', 'penalty', 'fees'] as const

type Credit = { kind: string; amount: Amount }
type Lien = { name: string; amount: Amount; kind: { kind: string; value_added?: Amount | null }; rank: number | null; registration: string | { on: string }; demand: string }
export type Asked = { credits: Credit[]; liens: Lien[]; debt_order: string[] }

/** What the last version took into account. */
export const askedOf = (view: Schemas['StatementView'] | null | undefined): Asked => ({ credits: (view?.asked.credits ?? []) as unknown as Credit[], liens: (view?.asked.liens ?? []) as unknown as Lien[], debt_order: view?.asked.debt_order ?? [] })

type Keyed<T> = T & { key: string }
const keyed = <T,>(one: T): Keyed<T> => ({ ...one, key: crypto.randomUUID() })
const bare = <T,>({ key: _, ...one }: Keyed<T>) => one

/** Credits, liens of others, and the order of the debt's parts: what a statement takes into account beside the books. */
export function StatementForm({ currency, limits, asked, onClose, onSend }: { currency: string; /** The law limits a repairer's lien to the value that the work added: Taiwan's. */ limits: boolean; asked: Asked; onClose: () => void; onSend: (body: Asked) => Promise<unknown> }) {
  const { t, language } = useWords()
  const s = say(language)
  const [credits, setCredits] = useState(() => asked.credits.map(keyed))
  const [liens, setLiens] = useState(() => asked.liens.map(keyed))
  const [order, setOrder] = useState<string[]>(asked.debt_order)
  const zero: Amount = { minor: 0, currency }
  const sum = (value: Amount, to: (amount: Amount) => void, labelled = false) => <NumberInput size="xs" {...(labelled ? { label: t('moneydesk.amount') } : { 'aria-label': t('moneydesk.amount'), placeholder: t('moneydesk.amount') })} value={value.minor === 0 ? '' : major(value.minor, currency)} onChange={(next) => to({ minor: minor(Number(next) || 0, currency), currency })} min={major(1, currency)} decimalScale={decimals(currency)} thousandSeparator="," hideControls required />
  const line = (key: string, of: 'credit' | 'lien', what: string, drop: () => void, children: ReactNode) => (
    <div key={key} className="asked-line" data-of={of}>
      {children}
      <Button size="compact-xs" variant="default" aria-label={`${s('take_out')}: ${what}`} onClick={drop}>
        <IconTrash size={13} aria-hidden />
      </Button>
    </div>
  )
  const credit = (at: string, change: Partial<Credit>) => setCredits(credits.map((one) => (one.key === at ? { ...one, ...change } : one)))
  const lien = (at: string, change: Partial<Lien>) => setLiens(liens.map((one) => (one.key === at ? { ...one, ...change } : one)))
  return (
    <Question title={t('disposal.make_statement')} onClose={onClose} onSend={() => onSend({ credits: credits.map(bare), liens: liens.map(bare), debt_order: order })}>
      <fieldset className="asked">
        <legend className="section">{s('credits')}</legend>
        {credits.map((one) =>
          line(
            one.key,
            'credit',
            s(`credit_${one.kind as (typeof CREDITS)[number]}`),
            () => setCredits(credits.filter((other) => other.key !== one.key)),
            <>
              <Select size="xs" aria-label={s('credits')} value={one.kind} onChange={(kind) => credit(one.key, { kind: kind ?? one.kind })} data={CREDITS.map((value) => ({ value, label: s(`credit_${value}`) }))} allowDeselect={false} />
              {sum(one.amount, (amount) => credit(one.key, { amount }))}
            </>,
          ),
        )}
        <Button size="compact-xs" variant="default" leftSection={<IconPlus size={13} />} onClick={() => setCredits([...credits, keyed<Credit>({ kind: 'insurance_refund', amount: zero })])}>
          {s('add_credit')}
        </Button>
      </fieldset>
      <fieldset className="asked">
        <legend className="section">{s('liens')}</legend>
        {liens.map((one) =>
          line(
            one.key,
            'lien',
            one.name,
            () => setLiens(liens.filter((other) => other.key !== one.key)),
            <>
              <TextInput size="xs" label={s('lien_of')} value={one.name} onChange={(event) => lien(one.key, { name: event.currentTarget.value })} required maxLength={100} />
              {sum(one.amount, (amount) => lien(one.key, { amount }), true)}
              <Select size="xs" label={s('lien_kind')} value={one.kind.kind} onChange={(kind) => kind && lien(one.key, { kind: { kind, ...(kind === 'possessory' && { value_added: null }) } })} data={LIENS.map((value) => ({ value, label: s(`lien_${value}`) }))} allowDeselect={false} />
              {limits && one.kind.kind === 'possessory' && (
                <NumberInput size="xs" label={s('value_added')} value={one.kind.value_added ? major(one.kind.value_added.minor, currency) : ''} onChange={(added) => lien(one.key, { kind: { kind: 'possessory', value_added: added === '' ? null : { minor: minor(Number(added) || 0, currency), currency } } })} min={0} decimalScale={decimals(currency)} thousandSeparator="," hideControls />
              )}
              <NumberInput size="xs" label={s('rank')} value={one.rank ?? ''} onChange={(rank) => lien(one.key, { rank: rank === '' ? null : Number(rank) })} min={1} max={100} allowDecimal={false} hideControls />
              <Select size="xs" label={s('demand')} value={one.demand} onChange={(demand) => demand && lien(one.key, { demand })} data={DEMANDS.map((value) => ({ value, label: s(`demand_${value}`) }))} allowDeselect={false} />
              <TextInput size="xs" type="date" label={s('registered_on')} value={typeof one.registration === 'string' ? '' : one.registration.on} onChange={(event) => lien(one.key, { registration: event.currentTarget.value ? { on: event.currentTarget.value } : 'none' })} />
            </>,
          ),
        )}
        <Button size="compact-xs" variant="default" leftSection={<IconPlus size={13} />} onClick={() => setLiens([...liens, keyed<Lien>({ name: '', amount: zero, kind: { kind: 'security' }, rank: liens.length + 2, registration: 'none', demand: 'made' })])}>
          {s('add_lien')}
        </Button>
      </fieldset>
      <MultiSelect label={s('debt_order')} description={s('debt_order_hint')} placeholder={order.length === 0 ? s('as_law') : undefined} value={order} onChange={setOrder} data={COMPONENTS.map((value) => ({ value, label: word('cost_kind', value) }))} clearable clearButtonProps={{ 'aria-label': t('common.clear') }} />
    </Question>
  )
}
