//! Conversions between the engine's times and the store's.

use chrono::{DateTime, TimeDelta, Utc};

/// The earliest and latest times PostgreSQL and our partitions are asked to hold; a device's wilder claims are clamped.
pub fn storable(t: DateTime<Utc>) -> DateTime<Utc> {
    let floor = DateTime::UNIX_EPOCH - TimeDelta::days(365 * 70);
    let ceiling = DateTime::UNIX_EPOCH + TimeDelta::days(365 * 200);
    t.clamp(floor, ceiling)
}
