//! What a contractor can be asked to do.

wire_names! {
    /// The kind of an order.
    OrderKind {
        /// Find the car and take it.
        Repossess = "repossess",
        /// Receive the car from a borrower who hands it over.
        VoluntarySurrender = "voluntary_surrender",
        /// Get the car out of an impound lot that an authority put it in.
        ImpoundInvoluntary = "impound_involuntary",
        /// Get the car out of a lot where its holder left it.
        ImpoundVoluntary = "impound_voluntary",
        /// Find out where the car is.
        Investigate = "investigate",
        /// Visit the borrower.
        FieldVisit = "field_visit",
        /// Report on the car's condition.
        ConditionReport = "condition_report",
        /// Carry the car to a yard.
        Tow = "tow",
        /// Carry the car from place to place.
        Transport = "transport",
        /// Keep the car.
        Store = "store",
        /// Sell the car by auction.
        Auction = "auction",
        /// Sell the car on the lender's behalf.
        Consign = "consign",
        /// Make keys.
        MakeKeys = "make_keys",
    }
}
