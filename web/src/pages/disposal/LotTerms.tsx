import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '../../api/problem'
import { vendorsQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { decimals, major, minor } from '../../i18n/currency'
import { instantOfClock, onClock } from '../../i18n/format'
import { ProblemNote } from '../../ui/states'
import { vendorOf } from '../dispatch/wire'
import { type Amount, buyersQuery, called, type Terms } from './lot'
import { say } from './say'

const CHANNELS = ['open_auction', 'sealed_auction', 'fixed_price', 'consignment', 'judicial_auction', 'buy_back'] as const

/** How a car is sold: asked for a draft, for other terms of a draft, and for another round. */
export function LotTerms({ label, currency, from, price, onSend, onCancel }: { label: string; currency: string; from: Terms | null; price: number; onSend: (terms: Terms) => Promise<unknown>; onCancel?: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const [channel, setChannel] = useState<string>(from?.channel ?? 'open_auction')
  // Consignment and buy-back are agreed with somebody.
  const [partner, setPartner] = useState<string | null>(from?.consignee ?? from?.buyer ?? null)
  const vendors = useQuery({ ...vendorsQuery, enabled: channel === 'consignment' && may('vendors:read') })
  const buyers = useQuery({ ...buyersQuery, enabled: channel === 'buy_back' })
  const send = useMutation({ mutationFn: (form: FormData) => onSend(termsFrom(form, { channel, partner: partner ?? '' }, currency, from)) })
  const same = from?.channel === channel ? from : null
  const sum = (name: string, text: string, required: boolean, value?: number | undefined) => <NumberInput key={`${channel}${name}`} size="xs" name={name} label={text} required={required} min={0} decimalScale={decimals(currency)} thousandSeparator="," hideControls defaultValue={value} />
  const of = (amount: Amount | null | undefined) => (amount ? major(amount.minor, currency) : undefined)
  const start = of(same?.start ?? same?.minimum ?? same?.price) ?? price
  const [opens, closes] = from && Date.parse(from.opens_at) > Date.now() ? [from.opens_at, from.closes_at] : [Date.now() + 300_000, Date.now() + 3 * 86_400_000]
  return (
    <form
      className="offer terms"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate(new FormData(event.currentTarget))
      }}
    >
      <Select size="xs" label={t('auction.channel')} value={channel} onChange={(value) => { setChannel(value ?? 'open_auction'); setPartner(null) }} data={CHANNELS.map((value) => ({ value, label: word('channel', value) }))} allowDeselect={false} />
      {channel === 'consignment' && <Select size="xs" label={s('consignee')} searchable required value={partner} onChange={setPartner} data={(vendors.data?.items ?? []).map((one) => ({ value: one.id, label: vendorOf(one).name }))} nothingFoundMessage={s('no_consignee')} />}
      {channel === 'buy_back' && <Select size="xs" label={s('takes_back')} searchable required value={partner} onChange={setPartner} data={(buyers.data?.items ?? []).map((one) => ({ value: one.id, label: called(one, one.id) }))} nothingFoundMessage={s('no_buyer')} />}
      {sum('start', channel === 'consignment' ? s('least') : channel === 'fixed_price' || channel === 'buy_back' ? t('auction.price') : t('auction.start'), true, start)}
      {channel === 'open_auction' && sum('increment', t('auction.increment'), true, of(same?.increment) ?? 500)}
      {(channel === 'open_auction' || channel === 'sealed_auction') && sum('reserve', t('disposal.reserve'), false, of(same?.reserve))}
      {channel === 'judicial_auction' && <TextInput size="xs" name="court" label={s('court')} required maxLength={200} defaultValue={same?.court} />}
      {sum('deposit', t('auction.deposit'), false, of(from?.deposit))}
      <TextInput size="xs" type="datetime-local" name="opens" label={t('auction.opens')} required defaultValue={onClock(opens)} />
      <TextInput size="xs" type="datetime-local" name="closes" label={t('auction.closes')} required defaultValue={onClock(closes)} />
      {channel === 'open_auction' && <NumberInput size="xs" name="window" label={t('auction.window')} required min={1} max={120} defaultValue={same?.late ? Math.round(same.late.window_s / 60) : 5} suffix=" min" />}
      <NumberInput size="xs" name="pay_hours" label={s('pay_hours')} required min={1} max={720} allowDecimal={false} defaultValue={from?.pay_hours ?? 72} />
      {send.isError && <ProblemNote problem={asProblem(send.error)} right="disposal:write" />}
      <div className="papers">
        <Button type="submit" size="compact-sm" loading={send.isPending}>
          {label}
        </Button>
        {onCancel && (
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}

function termsFrom(form: FormData, { channel, partner }: { channel: string; partner: string }, currency: string, from: Terms | null): Terms {
  const number = (name: string) => Number(String(form.get(name) ?? '').replace(/[^\d.]/g, ''))
  const amount = (name: string): Amount | null => (form.get(name) ? { minor: minor(number(name), currency), currency } : null)
  const needed = (name: string): Amount => amount(name) ?? { minor: 0, currency }
  const window_s = number('window') * 60
  const selling = {
    fixed_price: () => ({ channel, price: needed('start') }),
    sealed_auction: () => ({ channel, minimum: needed('start'), reserve: amount('reserve') }),
    open_auction: () => ({ channel, start: needed('start'), increment: needed('increment'), reserve: amount('reserve'), late: { window_s, extend_s: window_s, most: from?.late?.most ?? 10 } }),
    judicial_auction: () => ({ channel, court: String(form.get('court') ?? ''), start: needed('start') }),
    consignment: () => ({ channel, consignee: partner, minimum: needed('start') }),
    buy_back: () => ({ channel, buyer: partner, price: needed('start') }),
  }[channel]
  const time = (name: string) => new Date(instantOfClock(String(form.get(name)))).toISOString()
  return { ...(selling?.() ?? { channel }), deposit: amount('deposit'), opens_at: time('opens'), closes_at: time('closes'), pay_hours: number('pay_hours') }
}
