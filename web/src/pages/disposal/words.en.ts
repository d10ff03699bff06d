/** Words of the sale that only its page needs. */
export const disposalEn = {
  actions: 'What may be done', not_now: 'Not possible now', court: 'Court and number', pay_hours: 'Hours to pay', pay_by: 'To be paid by', until: 'until {{time}}', offered_to: 'Offered to', bids_n: '{{n}} bids', another_lot: 'Offer the car in another lot',
  may_not_buy: 'may not buy', no_buyer: 'No such buyer', source: 'Source', dated: 'Made on', days_old: '{{n}} days old', none_counts: 'None of them counts now: too old, or of a source that does not count.', version: 'Version {{n}}',
  buyers: 'Buyers', register: 'Register a buyer', name: 'Name', connected: 'Connection', connected_hint: 'To the lender or to a contractor; empty: none. The sale says so.', checks: 'Checked', check: 'Check', checked_on: 'Checked on', counts_until: 'Counts until', in_order: 'In order', not_in_order: 'Not in order', not_checked: 'Not checked', in_the_way: 'In the way', defaults: 'Not paid', rename: 'Rename', cause: 'Why barred', no_buyers: 'No buyer yet', nobody_matches: 'No buyer matches', more_buyers: 'There are more buyers than are shown here.',
}
