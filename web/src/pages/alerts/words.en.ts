/** Words of the inbox that only its page loads. */
export const inboxEn = {
  next_fix: 'Until next fix', until_fix: 'until it is heard from a new place, at the latest {{time}}',
  silent_in: '{{n}} silent in {{place}} — carrier outage?', silent_near: '{{n}} silent near {{place}} — carrier outage?', silent: '{{n}} silent — carrier outage?',
  storm: 'Silent together', storm_what: 'These vehicles were last heard within one hour of each other, in one area. That is rather an outage of a carrier than as many removals.', unfold: 'Show its vehicles', fold: 'Hide its vehicles',
  first: 'First went silent', last: 'Last went silent', vehicles: 'Vehicles', not_seen: 'Not looked at', where: 'Where', around: 'around {{place}}', list: 'Vehicles of this storm', first_of: 'The first {{n}} of {{total}} to go silent', gone: 'This storm is over', gone_text: 'Its vehicles are heard again, or were decided.', to_inbox: 'Back to the list', working: '{{done}} of {{all}} done…',
  overdue: 'Overdue {{time}}', days: '{{n}} d', limit: 'Somebody should look within {{time}}', nobody: 'nobody’s', types: 'All types', of_type: 'Type', more: 'Loading more', at: 'at', at_site: 'At {{site}}', all_at: 'All alerts at this site', a_site: 'one site', shown_of: 'The worst {{n}} of {{total}} are shown.',
  voltage: 'Voltage', volts: 'Supply, V', charge: 'Own battery, %', no_voltage: 'No tracker of this vehicle sent a voltage within {{n}} h of the alert.', hours: '± {{n}} h', around_alert: 'Time shown around the alert', the_alert: 'Alert', the_limit: 'Limit of the rule', limit_at: 'Limit of the rule: {{v}} V.',
  told_v: '{{device}}: from {{low}} to {{high}} V; {{at}} V just before the alert.', told_v_none: '{{device}}: from {{low}} to {{high}} V; nothing before the alert.', told_pct: '{{device}}: own battery from {{low}} to {{high}} %.', cut_short: 'There are so many readings that the last ones are left out.',
}
