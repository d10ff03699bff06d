//! Contractors: who may work for a lender, where, at what price, and which of them gets an order.
