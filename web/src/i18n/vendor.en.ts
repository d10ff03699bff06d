/** What a contractor can do, and what papers it has: for the dashboard, and for the reasons that the contractor's app tells too. */
export const vendorEn = {
  skill: { impound: 'Impound lots', keys: 'Keys', heavy_tow: 'Heavy tow', flatbed: 'Flatbed', underground_garage: 'Underground garages', electric_vehicle: 'Electric cars', trackers: 'Trackers', skip_trace: 'Skip tracing', inspection: 'Inspection', guarded_yard: 'Guarded yard', auctioneer: 'Auctioneer' },
  document_kind: { business_licence: 'Business licence', contract: 'Contract', confidentiality: 'Confidentiality', responsible_person: 'Responsible person', site_attestation: 'Attestation of the premises', liability_insurance: 'Liability insurance', on_hook_insurance: 'On-hook insurance', garagekeepers_insurance: 'Garagekeepers insurance', bond: 'Bond', recovery_licence: 'Recovery licence', transport_licence: 'Transport licence', auction_licence: 'Auction licence', locksmith_licence: 'Locksmith licence' },
}
