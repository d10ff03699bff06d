//! Detection: one worker's vehicles, their observations in, changes out. Pure and replayable.

mod assets;
mod change;
mod watch;

pub use assets::{Assets, Binding, Declared, DeclaredKind, DeviceProfile, Role, VehicleProfile};
pub use change::{Change, Place, PlaceKind, Stay, Visit};
pub use watch::{Parameters, Track, Watch};
