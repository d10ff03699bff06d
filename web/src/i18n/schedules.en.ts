/** Reports that are sent again and again by e-mail. */
export const schedulesEn = {
  schedules: {
    retry: 'Could not be made; tried again {{at}}', retry_n: 'Could not be made {{n}} times; tried again {{at}}', why: 'Because: {{why}}', button: 'Schedule', title: 'Reports by e-mail', lead: 'Sent to you as CSV, in your language, with the rights you have then.', none: 'Nobody has ordered a report yet', report: 'Report', by: 'Split by', every: 'How often', weekday: 'Day of the week', monthday: 'Day of the month', monthday_hint: 'A shorter month: its last day', hour: 'Hour', hour_hint: 'In {{zone}}', add: 'Order', added: 'The report is ordered', send: 'Send now', sent: 'The report is on its way', pause: 'Pause', resume: 'Resume', end: 'End', next: 'Next: {{at}}', never_sent: 'not sent yet', last: 'Last: {{at}}', of: 'of {{name}}',
    when_day: 'Each day at {{hour}}', when_week: 'Each {{day}} at {{hour}}', when_month: 'Each month on day {{day}} at {{hour}}',
  },
  schedule_report: { kpis: 'KPI sheet', alert_precision: 'Alert precision' },
  schedule_every: { day: 'Daily', week: 'Weekly', month: 'Monthly' },
  schedule_by: { none: 'Not split', vendor: 'Contractor', bucket: 'Arrears', branch: 'Branch', month: 'Month', lender: 'Lender' },
  schedule_day: { 1: 'Monday', 2: 'Tuesday', 3: 'Wednesday', 4: 'Thursday', 5: 'Friday', 6: 'Saturday', 7: 'Sunday' },
  schedule_paused: { by_hand: 'Paused', owner_gone: 'Paused: whoever ordered it has left', right_withdrawn: 'Paused: whoever ordered it may not see reports any more', failing: 'Paused: it could not be made for a day' },
  schedule_outcome: { pending: 'waits to be sent', sending: 'is being sent', delivered: 'sent', failed: 'not taken yet, is tried again', dead: 'could not be sent', suppressed: 'not sent', cancelled: 'taken back', mailed: 'sent', no_report: 'could not be made', paused: 'paused' },
}
