//! A service that tells the address of a place, if there is one.

use serde::Deserialize;

/// A reverse geocoder over HTTP.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Geocoder {
    /// Its URL with `{lat}`, `{lon}` and, where it speaks several, `{lang}` (`en` or `zh`). Unset: nobody is asked, and no
    /// place of a car leaves the installation.
    pub url: Option<String>,
    /// Where the address stands in its JSON answer (RFC 6901), e.g. `/display_name`.
    pub pointer: String,
    /// Seconds one question may take, 1 to 30.
    pub timeout_s: u64,
    /// Addresses that are remembered, 1 to 1 000 000.
    pub cache: usize,
    /// Questions under way at once, 1 to 16; more wait no longer than `timeout_s`.
    pub at_once: usize,
}

impl Default for Geocoder {
    fn default() -> Self {
        Geocoder { url: None, pointer: "/display_name".to_owned(), timeout_s: 3, cache: 20_000, at_once: 2 }
    }
}

impl Geocoder {
    /// What is out of range: key and range.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        let url = |url: &String| {
            (url.starts_with("https://") || url.starts_with("http://"))
                && url.contains("{lat}")
                && url.contains("{lon}")
        };
        let checks = [
            (self.url.as_ref().is_none_or(url), "geocoder.url", "an http or https URL with {lat} and {lon}"),
            (self.pointer.starts_with('/'), "geocoder.pointer", "a JSON pointer, e.g. /display_name"),
            ((1..=30).contains(&self.timeout_s), "geocoder.timeout_s", "between 1 and 30"),
            ((1..=1_000_000).contains(&self.cache), "geocoder.cache", "between 1 and 1000000"),
            ((1..=16).contains(&self.at_once), "geocoder.at_once", "between 1 and 16"),
        ];
        checks.into_iter().find(|(ok, ..)| !ok).map(|(_, key, must)| (key, must))
    }
}
