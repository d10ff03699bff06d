//! How large a vehicle is.

wire_names! {
    /// How large a car is, as yards charge.
    VehicleClass {
        /// Motorcycle.
        Motorcycle = "motorcycle",
        /// Passenger car.
        Car = "car",
        /// Van, sport-utility vehicle, pick-up.
        Van = "van",
        /// Truck or bus.
        Truck = "truck",
    }
}
