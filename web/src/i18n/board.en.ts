/** Words of the case board, its map and its file, of the dispatch board's contractors, and of the live map. */
export const boardEn = {
  board: {
    more: '{{n}} more',
    map: 'Map', next: 'Next: {{action}}', no_owner: 'nobody’s', new: 'New case', find: 'Plate, VIN or contract', none_found: 'No car without a case fits', unplaced: '{{n}} without a position', map_label: 'Open cases; the table has the same', pick: 'Choose a case on the map', open: 'Open the case', of: '{{n}} of {{total}}',
    checklist: 'Checklist', done_on: 'done {{day}}', not_done: 'not yet', check_intake: 'Papers on file', check_notice: 'Notice sent', check_authorised: 'Authorised by a second person', check_order: 'Order with a contractor', check_secured: 'Car secured', spent: 'spent so far', print: 'Print', books: 'The books',
  },
  crew: {
    title: 'Contractors', load: 'Load', recovered: 'Recovered', accepted: 'Took in time', fee: 'Fee', days: 'Over the last {{n}} days', none_rated: '—', area: 'Area where {{name}} works', legend_job: 'Order', legend_base: 'Contractor', legend_yard: 'Yard', legend_area: 'Area of work', left: 'answer within {{time}}', late: 'nobody answered', round_n: 'Round {{n}}, {{mode}}', away: 'Away',
  },
  offer_mode: { direct: 'to one', cascade: 'one after another', sealed: 'sealed quotes' },
  fleet: {
    no_fix: 'No fix for', hours: '{{n}} h', days: '{{n}} d', fences: 'Fences', grid: 'Grid', roads: 'Map app', stale: 'The map could not be asked again: shown as of {{time}}',
  },
}
