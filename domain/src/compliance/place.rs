//! Where: the jurisdiction, and the state or province in it where its rules differ.

use super::Jurisdiction;
use serde::{Deserialize, Serialize};

/// A state or province by its ISO 3166-2 code, e.g. `US-MA`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(String);

/// The text is no region.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a region is an ISO 3166-2 code such as US-MA, this is {0:?}")]
pub struct BadRegion(String);

impl Region {
    /// Checks the form: two capital letters, a hyphen, one to three capital letters or digits.
    ///
    /// # Errors
    /// Any other form.
    pub fn new(code: &str) -> Result<Self, BadRegion> {
        let good = code.split_once('-').is_some_and(|(country, part)| {
            let upper = |c: char| c.is_ascii_uppercase();
            country.len() == 2
                && country.chars().all(upper)
                && (1..=3).contains(&part.len())
                && part.chars().all(|c| upper(c) || c.is_ascii_digit())
        });
        if good { Ok(Region(code.to_owned())) } else { Err(BadRegion(code.chars().take(16).collect())) }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Region {
    type Error = BadRegion;
    fn try_from(code: String) -> Result<Self, BadRegion> {
        Region::new(&code)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> String {
        region.0
    }
}

/// A place whose law an action touches: of the contract, of the debtor's home, of the car. Several may apply at once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The jurisdiction.
    pub jurisdiction: Jurisdiction,
    /// The state or province, where it is known.
    #[serde(default)]
    pub region: Option<Region>,
}

impl Place {
    /// The jurisdiction as a whole.
    pub fn of(jurisdiction: Jurisdiction) -> Self {
        Place { jurisdiction, region: None }
    }

    /// A state or province of it.
    pub fn within(jurisdiction: Jurisdiction, region: Region) -> Self {
        Place { jurisdiction, region: Some(region) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.region {
            Some(region) => f.write_str(region.as_str()),
            None => f.write_str(self.jurisdiction.name()),
        }
    }
}
