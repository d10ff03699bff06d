/** Words of what reports count at this moment. */
export const standingEn = {
  period: { opened: 'Opened {{span}}', written: 'Written {{span}}', raised: 'Raised {{span}}', made: 'Made {{span}}', of_cases: 'Of cases opened {{span}}' },
  standing: {
    title: 'How things stand now', counted: 'What is counted', portfolio_def: 'Loans that are neither settled nor charged off, with what they still owe.', cases_def: 'Cases that are not closed, with what their loans still owe.', alerts_def: 'Alerts whose condition holds and that the desk has not resolved.', no_alerts: 'No open alert',
    storage: 'Cars in yards, by days', storage_def: 'Full days since each car was handed over to the yard in which it stands.', days: '{{from}}–{{to}} days', days_more: '{{from}} days and more',
    devices: 'Trackers in cars', devices_def: 'Trackers that are fitted now. Silent: heard of before, but not since. Low battery: the last report told less than 20 %.', no_devices: 'No tracker is fitted', fitted: 'Fitted', connected: 'Connected', silent_24h: 'Silent over 24 h', silent_7d: 'Silent over 7 days', silent_30d: 'Silent over 30 days', never_heard: 'Never heard', no_place: 'Never with a place', low_battery: 'Low battery', show: 'Show',
    scorecard: 'Contractors beside each other', scorecard_def: 'Cases that were opened in the period, by the contractor who took the car or was the last to try.', all_marks: 'All figures', no_marks: 'No contractor was sent in this period', sent: 'Sent', period_rule: 'It takes in what began in the period; what came of that counts until now.', to_list: 'To the list',
  },
  kpi_def: {
    recovery_rate_amount: 'What was paid on the loans from the flag to the close, with what sales paid of the debt, of what was owed in all when the cases were opened.',
    recovery_rate_units: 'Cars taken and not given back as wrongly taken, of the cases for which somebody was sent.',
    days_to_authorise: 'From the opening of a case to its first authorisation: the median; P90 is what nine of ten stay within.',
    days_to_locate: 'From the opening of a case to the first check-in at the car, or to its taking: the median and P90.',
    days_to_secure: 'From the opening of a case to the taking of the car: the median and P90.',
    days_to_sale: 'From the opening of a case to the sale that stands: the median and P90.',
    cost_per_recovery: 'Costs and success fees of all cases, less charge-backs, for each car taken.',
    storage_days: 'Days in yards, as they are charged, for each car that was in one.',
    sale_to_appraisal: 'Prices of the sales that stand, of the appraisals that counted.',
    loss_given_default: 'Deficiencies of the settled statements, of what was owed by their first line.',
    promise_kept_rate: 'Promises kept, of those kept or broken.',
    alert_precision: 'Alerts resolved as confirmed, of all that were resolved, tests left out.',
    complaints_per_100_cases: 'Complaints about the cases, those taken back left out, for each hundred cases.',
    sla_accept: 'Orders taken within the time that the lender gives, of those for which that can be said already.',
    sla_arrive: 'Orders whose agents were there in the time that the lender gives, of those for which that can be said already.',
    sla_term: 'Orders done within their term, of those for which that can be said already.',
    contact_rule_refusals: 'Contacts that a rule of the law or the machine refused.',
  },
}
