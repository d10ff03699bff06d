//! Tracker firmware: what is reported of the truth, when, and with which errors.

mod conditions;
mod errors;
mod firmware;
mod report;

pub use conditions::{ClockFault, Conditions, Window};
pub use firmware::{Device, Ride};
pub use report::{Emission, Report, ReportKind};

use lienwatch_domain::detect::Role;
use lienwatch_protocols::Protocol;

/// A tracker as fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackerSpec {
    /// Number in the run, from 1; tracker `n` belongs to vehicle `(n - 1) / 2`.
    pub number: u32,
    /// Its 15-digit identity (valid check digit).
    pub imei: String,
    /// What it speaks.
    pub protocol: Protocol,
    /// How it is fitted.
    pub role: Role,
    /// Seconds between wake-ups of a wireless one.
    pub wake_interval_s: Option<u32>,
}

/// An IMEI with the type allocation code 86 000 000 and a valid Luhn digit; `serial` below 1 000 000.
pub fn imei(serial: u32) -> String {
    let digits = format!("86000000{:06}", serial % 1_000_000);
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0');
            if i % 2 == 1 { (d * 2) / 10 + (d * 2) % 10 } else { d }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    #[test]
    fn imeis_have_fifteen_digits_and_a_valid_check_digit() {
        let id = super::imei(4_711);
        assert_eq!(id.len(), 15);
        let sum: u32 = id
            .bytes()
            .rev()
            .enumerate()
            .map(|(i, b)| {
                let d = u32::from(b - b'0');
                if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { d }
            })
            .sum();
        assert_eq!(sum % 10, 0, "{id}");
        assert_ne!(super::imei(1), super::imei(2));
    }
}
