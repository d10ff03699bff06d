//! The sale of a recovered car: appraisals, channels, lots, bids and buyers.
