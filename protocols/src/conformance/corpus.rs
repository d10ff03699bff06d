//! The corpus files' own shape, as its README defines it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A line that is no case of its file.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {source}")]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    #[source]
    pub source: serde_json::Error,
}

/// Every case of a file, in order; empty lines are skipped.
pub(super) fn lines<T: DeserializeOwned>(jsonl: &str) -> Result<Vec<T>, BadLine> {
    let numbered = jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    numbered
        .map(|(index, line)| serde_json::from_str(line).map_err(|source| BadLine { line: index + 1, source }))
        .collect()
}

/// One packet and what the reference made of it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Packet {
    pub id: String,
    /// Packets of one name were fed, in order, to one decoder.
    #[serde(default)]
    pub session: String,
    #[serde(default)]
    pub hex: Option<String>,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub options: Map<String, Value>,
    /// Spellings of the identifier this packet carries.
    #[serde(default)]
    pub ids: Vec<String>,
    /// `None`: the reference gave no position.
    pub expect: Option<Vec<Expected>>,
    /// Paths in `expect` that came from the receiver's clock.
    #[serde(default)]
    pub volatile: Vec<String>,
    #[serde(default)]
    pub replies: Vec<Reply>,
    #[serde(default)]
    pub replies_volatile: bool,
    /// Without an identified session the reference gives nothing.
    #[serde(default)]
    pub needs_session: bool,
    /// Earlier packets that have to be decoded first.
    #[serde(default)]
    pub needs: Vec<String>,
}

impl Packet {
    /// The packet as the reference's decoder got it, after framing.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match (&self.hex, &self.text) {
            (Some(hex), _) => from_hex(hex),
            (None, Some(text)) => Some(text.as_bytes().to_vec()),
            (None, None) => None,
        }
    }

    pub fn is_volatile(&self, position: usize, key: &str) -> bool {
        let path = format!("{position}.{key}");
        let attribute = format!("{position}.attributes.{key}");
        self.volatile.iter().any(|v| *v == path || *v == attribute)
    }

    pub fn option_text(&self, key: &str) -> Option<&str> {
        self.options.get(key).and_then(Value::as_str)
    }

    pub fn option_set(&self, key: &str) -> bool {
        self.options.get(key).and_then(Value::as_bool).unwrap_or(false)
    }
}

/// What the server sends back at once.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Reply {
    #[serde(default)]
    pub hex: Option<String>,
    #[serde(default)]
    pub text: Option<String>,
}

impl Reply {
    pub fn bytes(&self) -> Vec<u8> {
        match (&self.hex, &self.text) {
            (Some(hex), _) => from_hex(hex).unwrap_or_default(),
            (None, Some(text)) => text.as_bytes().to_vec(),
            (None, None) => Vec::new(),
        }
    }
}

/// One position of the reference.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Expected {
    /// False: the packet has no location of its own; the location keys are `null`.
    pub located: bool,
    #[serde(default)]
    pub valid: bool,
    #[serde(default)]
    pub lat: Option<f64>,
    #[serde(default)]
    pub lon: Option<f64>,
    #[serde(default)]
    pub fix_time: Option<DateTime<Utc>>,
    #[serde(default)]
    pub device_time: Option<DateTime<Utc>>,
    #[serde(default)]
    pub speed_kmh: Option<f64>,
    #[serde(default)]
    pub course: Option<f64>,
    #[serde(default)]
    pub altitude: Option<f64>,
    #[serde(default)]
    pub accuracy: Option<f64>,
    #[serde(default)]
    pub network: Option<Network>,
    #[serde(default)]
    pub attributes: Map<String, Value>,
}

/// Cells and access points.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Network {
    #[serde(default)]
    pub cells: Vec<Cell>,
    #[serde(default)]
    pub wifi: Vec<Wifi>,
}

/// A cell; keys the reference leaves out are not compared.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Cell {
    #[serde(default)]
    pub mcc: Option<i64>,
    #[serde(default)]
    pub mnc: Option<i64>,
    #[serde(default)]
    pub lac: Option<i64>,
    #[serde(default)]
    pub cid: Option<i64>,
    #[serde(default)]
    pub signal: Option<i64>,
}

/// An access point.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wifi {
    pub mac: String,
    #[serde(default)]
    pub signal: Option<i64>,
}

/// Bytes of an even number of hex digits.
pub(super) fn from_hex(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.is_ascii() {
        return None;
    }
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).ok()).collect()
}

/// Lower-case hex digits of `bytes`.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
