//! Detection: one worker's vehicles, their observations in, changes out. Pure and replayable.
//!
//! An observation goes through [`clean`](self::clean) into the geometry ([`stay`], [`places`], [`visit`]) and the state of
//! its device ([`power`], [`tamper`], [`pulse`], [`battery`]); [`suspicion`] fuses what they say into removals, and
//! [`fleet`] keeps an outage from looking like many. [`signals`] feeds the detectors of devices and movement ([`motion`],
//! [`voltage`], [`tow`], [`overspeed`], [`gps_jamming`], [`link`] with [`gsm_jamming`]), [`separation`] compares a car's
//! trackers and [`moved`] fuses what speaks for one that lives on elsewhere; [`ways`] is what the fleet knows of places.
//! [`life`] judges stays, nights and whereabouts, [`gathering`] cars that stand beside each other, and [`compound`] what
//! two signals mean together ([`composite`]); [`discovery`] finds sites by the cars that end there. [`track`] is the state
//! of a vehicle, [`watch`] that of a worker.

mod areas;
mod arrival;
mod assets;
mod astray;
mod battery;
mod change;
mod clean;
mod clock;
mod composite;
mod compound;
mod device;
pub mod discovery;
mod episode;
mod fleet;
mod gathering;
mod gps_jamming;
mod gsm_jamming;
mod life;
mod link;
mod moment;
mod motion;
mod moved;
mod overspeed;
mod parameters;
mod places;
mod power;
mod pulse;
mod quiet;
mod removal;
mod reorder;
pub mod rule;
mod separation;
mod signals;
mod stay;
mod stored;
#[cfg(test)]
mod stream;
mod suspicion;
mod tamper;
#[cfg(test)]
mod tests;
mod tow;
mod trace;
mod track;
mod visit;
mod voltage;
mod watch;
mod ways;

pub use areas::{Allowed, Areas, Fence, FenceRule, MOST_FENCES, Province};
pub use arrival::{Rhythm, arrivals, heeded};
pub use assets::{Assets, Binding, Declared, DeclaredKind, DeviceProfile, Role, VehicleProfile};
pub use change::{Change, Place, PlaceKind, Stay, Visit};
pub use clock::{ClockCorrection, ClockReason};
pub use composite::{Composite, CompositeRule, LoanFacts, RiskGroup, Signal, composites};
pub use parameters::*;
pub use trace::{TracePoint, TraceStay, places_of_stays, stays_of_trace};
pub use track::Track;
pub use visit::visit_key;
pub use watch::Watch;
