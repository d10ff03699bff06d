/** Words of the contractors' lanes on the dispatch board, and of where an order leads. */
export const lanesEn = {
  lanes: {
    title: 'Contractors today', load: '{{n}} of {{most}} orders', hint: 'Drop a job on one, or press T', key: 'Give it to a contractor', free: 'Nothing today', give: 'Offer it to them', drop: 'Drop here to offer it', rank: 'place {{n}} of those who fit', not: 'Not eligible', title_offer: 'Offer the order', to: 'Contractor', away: '{{way}} away, as the crow flies', fits: 'Fits, score {{n}} of 100', asking: 'Asking who fits', not_listed: 'The server does not list it for this order.', now: 'now', offer_until: '{{plate}}: offered until {{time}}', work_since: '{{plate}}: {{state}} since {{time}}', over: '{{plate}}: {{state}}, {{from}} to {{to}}',
  },
  leads: { near: '{{way}} {{direction}} of {{town}}', about: 'about {{place}}', hidden: 'a place that your role is not shown', order: 'Leads to {{place}}, as the order says', forecast: 'Leads to {{place}}, {{p}}, {{window}}', best_of: '(best of {{n}} places)', last_position: 'Leads to {{place}}, where it was last seen, {{time}}', last_place: 'Leads to {{place}}, where it was last seen', unknown: 'Where it leads is not known: travel and areas do not count' },
}
