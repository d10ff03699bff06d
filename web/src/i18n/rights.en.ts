/** What rights are about, as it stands after “may see …”. */
export const rightsEn = {
  resource: {
    session: 'their own session', platform: 'the installation', system: 'how the service is', lenders: 'lenders', users: 'users', api_keys: 'API keys', borrowers: 'borrowers', vehicles: 'vehicles', locations: 'where vehicles are', trackers: 'trackers', captures: 'raw frames', files: 'files of trackers', clocks: 'clocks of trackers', commands: 'commands to trackers', sites: 'known sites', areas: 'fences and regions', loans: 'loans', payments: 'payments', promises: 'promises to pay', complaints: 'complaints', alerts: 'alerts', risk: 'risk scores', cases: 'cases', orders: 'orders', evidence: 'evidence', custody: 'who has a car', yards: 'yards', disposal: 'disposal', ledger: 'the books', vendors: 'contractors', compliance: 'the rules of the law', work: 'their own orders', imports: 'imports', events: 'the audit trail', notifications: 'notifications', reports: 'reports', exports: 'exports',
  },
}
