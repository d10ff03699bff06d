/** Complaints that somebody of the lender takes down, and why cases were flagged. */
export const takenEn = {
  take_down: {
    open: 'Take a complaint down', title: 'A complaint came in', lead: 'From now on its deadlines run, and an open case that it is about stands still.', channel: 'Came by', category: 'About', severity: 'How grave', severity_hint: 'Gravest: violence, threats, intrusion, detention, money taken. It suspends the contractor it is about.', received: 'Came in', name: 'Who complains', contact: 'How they are reached', contact_hint: 'Telephone, email or address', plate: 'Plate, as they say it', contract: 'Contract, as they say it', found_hint: 'Car and case are looked up by these', vendor: 'About which contractor', statement: 'What happened, in their words', language: 'Is answered in', submit: 'Take it down', done: 'Taken down as {{reference}}', left: '{{n}} characters left',
  },
  import_kind: { regions: 'Regions', payments: 'Payments', loans: 'Loans', borrowers: 'Borrowers', assets: 'Vehicles and trackers', sites: 'Sites', vehicles: 'Vehicles', trackers: 'Trackers', installations: 'Installations', observations: 'Positions', balances: 'Balances', clients: 'Borrowers' },
  actor: { system: 'The system', key: 'API key' },
  language_name: { en: 'English', zh: 'Chinese' },
}
