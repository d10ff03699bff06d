import { Button, NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { useWords, word } from '../../i18n'
import { decimals, major, minor } from '../../i18n/currency'
import { type Amount, type Buyer, called, type Lot } from './lot'
import { say } from './say'

/** A bid that came by telephone or mail is entered for its buyer. Who may not buy stands there too, and cannot be taken. */
export function BidForm({ lot, buyers, busy, onBid, onDeposit }: { lot: Lot; buyers: readonly Buyer[]; busy: boolean; onBid: (buyer: string, amount: Amount) => void; onDeposit: (buyer: string) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const [buyer, setBuyer] = useState<string | null>(null)
  const [amount, setAmount] = useState<number | string>('')
  const { currency } = lot.least
  const least = major((lot.next_bid ?? lot.least).minor, currency)
  const fixed = lot.channel === 'fixed_price' || lot.channel === 'buy_back'
  const bidders = new Map(lot.all_bids.map((bid) => [bid.buyer, bid.bidder]))
  const label = (one: Buyer) => [called(one, one.id), bidders.has(one.id) && t('auction.bidder_n', { n: bidders.get(one.id) ?? 0 }), one.gaps.length > 0 && s('may_not_buy')].filter(Boolean).join(' · ')
  return (
    <form
      className="offer"
      onSubmit={(event) => {
        event.preventDefault()
        if (buyer) onBid(buyer, { minor: minor(Number(amount || least), currency), currency })
      }}
    >
      <Select size="xs" label={t('auction.buyer')} searchable value={buyer} onChange={setBuyer} data={buyers.map((one) => ({ value: one.id, label: label(one), disabled: one.gaps.length > 0 }))} nothingFoundMessage={s('no_buyer')} required />
      {!fixed && <NumberInput size="xs" label={t('auction.bid')} value={amount === '' ? least : amount} onChange={setAmount} min={least} decimalScale={decimals(currency)} thousandSeparator="," hideControls />}
      <div className="papers">
        <Button type="submit" size="compact-sm" loading={busy} disabled={!buyer}>
          {word('lot_action', fixed ? 'buy' : 'bid')}
        </Button>
        {lot.deposit && (
          <Button size="compact-sm" variant="default" disabled={!buyer} onClick={() => buyer && onDeposit(buyer)}>
            {word('lot_action', 'lodge_deposit')}
          </Button>
        )}
      </div>
    </form>
  )
}
