//! Our own JSON for MQTT and HTTP: one object, or an array of at most [`MAX_BATCH`] of them.
//!
//! Fields are named with their units (`speed_kph`, `battery_mv`), like the vocabulary they are decoded into. A field we
//! do not know is refused by name, so that a typing mistake does not silently lose data; a `null` counts as absent.
//! The published form is `docs/mqtt-payload.schema.json`; a test holds it and this decoder together.

mod command;
mod encode;
mod fields;
mod report;

pub use command::{command, decode_command};
pub use encode::encode;

use crate::message::Message;
use crate::session::{DeviceId, Identity};
use serde_json::Value;

/// Most reports in one payload.
pub const MAX_BATCH: usize = 1000;
/// Most cells, access points or attributes in one report.
pub const MAX_LIST: usize = 64;
/// Longest attribute name or text, bytes.
pub const MAX_TEXT: usize = 1024;

/// A payload that was refused. A batch is taken whole or refused whole.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// Longer than the limit.
    #[error("the payload has {length} bytes, over the limit of {limit}; send smaller batches")]
    TooLong {
        /// Bytes sent.
        length: usize,
        /// The limit, bytes.
        limit: usize,
    },
    /// Not JSON at all.
    #[error("the payload is not JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    /// Neither an object nor an array of objects.
    #[error("report {report}: {found} instead of an object; send one object, or an array of objects")]
    NotAnObject {
        /// Place in the batch, counted from 0.
        report: usize,
        /// What was there.
        found: &'static str,
    },
    /// More reports than [`MAX_BATCH`].
    #[error("a batch of {reports} reports, over the limit of {MAX_BATCH}; send smaller batches")]
    BatchTooLarge {
        /// Reports sent.
        reports: usize,
    },
    /// A field that cannot be read.
    #[error("report {report}: {field}: {problem}")]
    Field {
        /// Place in the batch, counted from 0.
        report: usize,
        /// The field, with its place where it is in a list (`cells[1].mcc`).
        field: String,
        /// What is wrong, and what to send instead.
        problem: String,
    },
}

/// Reads a payload of at most `max` bytes. Messages are numbered from 1 in the payload's order.
///
/// The device is the topic's, each report's `imei`, or both if they agree.
pub fn decode(
    topic_identity: Option<&DeviceId>,
    payload: &[u8],
    max: usize,
) -> Result<Vec<(Identity, Message)>, JsonError> {
    if payload.len() > max {
        return Err(JsonError::TooLong { length: payload.len(), limit: max });
    }
    let read = |(index, value): (usize, &Value)| match value {
        Value::Object(object) => report::read(index, object, topic_identity),
        other => Err(JsonError::NotAnObject { report: index, found: fields::kind_of(other) }),
    };
    match serde_json::from_slice(payload)? {
        Value::Array(reports) if reports.len() > MAX_BATCH => Err(JsonError::BatchTooLarge { reports: reports.len() }),
        Value::Array(reports) => reports.iter().enumerate().map(read).collect(),
        single => Ok(vec![read((0, &single))?]),
    }
}

#[cfg(test)]
mod tests;
