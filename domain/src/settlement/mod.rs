//! The money of a case: ledger, waterfall, statement, the contractors' fees and their invoices.
