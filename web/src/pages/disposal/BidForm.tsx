import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWords, word } from '../../i18n'
import { decimals, major, minor } from '../../i18n/currency'
import { type Amount, type Buyer, called, leastOf, type Lot } from './lot'
import { say } from './say'

/** How a channel finds its buyer. */
const WAYS: Record<string, 'buy' | 'report_sale'> = { fixed_price: 'buy', buy_back: 'buy', consignment: 'report_sale', judicial_auction: 'report_sale' }

/** A bid that came by telephone or mail is entered for its buyer, or what a court or a consignee has sold the car for. Who may
 * not buy stands there too, and cannot be taken. */
export function BidForm({ lot, buyers, busy, onSend }: { lot: Lot; buyers: readonly Buyer[]; busy: boolean; onSend: (body: Record<string, unknown>) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const [buyer, setBuyer] = useState<string | null>(lot.selling.buyer ?? null)
  const [amount, setAmount] = useState<number | string>('')
  const { currency } = lot.least
  const least = major((lot.next_bid ?? leastOf(lot)).minor, currency)
  const way = WAYS[lot.channel] ?? 'bid'
  const bidders = new Map(lot.all_bids.map((bid) => [bid.buyer, bid.bidder]))
  const label = (one: Buyer) => [called(one, one.id), bidders.has(one.id) && t('auction.bidder_n', { n: bidders.get(one.id) ?? 0 }), one.gaps.length > 0 && s('may_not_buy')].filter(Boolean).join(' · ')
  return (
    <form
      className="offer"
      onSubmit={(event) => {
        event.preventDefault()
        if (!buyer) return
        const sum: Amount = { minor: minor(Number(amount || least), currency), currency }
        const reference = String(new FormData(event.currentTarget).get('reference') ?? '')
        onSend({ action: way, bid: crypto.randomUUID(), buyer, ...(way === 'bid' ? { amount: sum } : way === 'report_sale' ? { price: sum, reference } : {}) })
      }}
    >
      <Select size="xs" label={t('auction.buyer')} searchable value={buyer} onChange={setBuyer} data={buyers.map((one) => ({ value: one.id, label: label(one), disabled: one.gaps.length > 0 }))} nothingFoundMessage={s('no_buyer')} required />
      {way !== 'buy' && <NumberInput size="xs" label={way === 'bid' ? t('auction.bid') : s('price')} value={amount === '' ? least : amount} onChange={setAmount} min={lot.channel === 'consignment' ? major(1, currency) : least} decimalScale={decimals(currency)} thousandSeparator="," hideControls />}
      {way === 'report_sale' && <TextInput size="xs" name="reference" label={s('reference')} description={s('reference_hint')} required maxLength={500} />}
      <div className="papers">
        <Button type="submit" size="compact-sm" loading={busy} disabled={!buyer}>
          {word('lot_action', way)}
        </Button>
        {lot.deposit && (
          <Button size="compact-sm" variant="default" disabled={!buyer} onClick={() => buyer && onSend({ action: 'lodge_deposit', buyer, amount: lot.deposit })}>
            {word('lot_action', 'lodge_deposit')}
          </Button>
        )}
      </div>
    </form>
  )
}
