/** Words of how often alerts were right. */
export const precisionEn = {
  precision: {
    title: 'How often alerts were right', type: 'Alert', right: 'Right', interval: 'Interval, 95 %', decided: 'Decided', months: 'Months of {{type}}', none: 'No alert was resolved in this period', none_text: 'Every verdict that the desk gives counts here.', to_inbox: 'To the alert inbox', drill: 'Resolved alerts: {{type}}', no_verdict: 'none decided', only: 'Only {{type}}', of: '{{share}}; between {{low}} and {{high}}',
    def: 'Confirmed among all that were raised in this period and resolved as confirmed, false or harmless; tests count for nothing.', def_interval: 'The share of all such alerts lies between these ends with 95 % confidence (score interval, Wilson 1927): few verdicts make it wide.',
  },
}
