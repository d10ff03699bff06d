//! Which column means what: found by name, in any order, in English or Chinese.

use super::problem::{Fault, FieldError, Problem};
use super::row::Import;
use std::marker::PhantomData;

wire_names! {
    /// The files that can be imported.
    Entity {
        /// Who owes.
        Borrowers = "borrowers",
        /// The cars.
        Vehicles = "vehicles",
        /// The devices.
        Trackers = "trackers",
        /// Which device was in which car when.
        Installations = "installations",
        /// Known places.
        Sites = "sites",
        /// The contracts.
        Loans = "loans",
        /// Money received.
        Payments = "payments",
    }
}

/// How much of a value an error report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// All of it.
    Public,
    /// The ends of an identifier (VIN, plate).
    Identifier,
    /// The first character of a name, number or address of a person.
    Personal,
}

impl Privacy {
    /// The longest value shown, characters.
    const SHOWN: usize = 40;

    /// The value as a report shows it.
    pub fn show(self, value: &str) -> String {
        let count = value.chars().count();
        match self {
            Privacy::Public if count > Self::SHOWN => value.chars().take(Self::SHOWN - 1).chain(['…']).collect(),
            Privacy::Public => value.to_owned(),
            Privacy::Identifier if count > 10 => {
                let (head, tail) = (value.chars().take(3), value.chars().skip(count - 4));
                head.chain("***".chars()).chain(tail).collect()
            }
            Privacy::Identifier | Privacy::Personal => value.chars().take(1).chain("***".chars()).collect(),
        }
    }
}

/// A column of a file.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name: English, snake case.
    pub name: &'static str,
    /// Other names that mean it.
    pub aliases: &'static [&'static str],
    /// The file must have it, and each row must fill it.
    pub required: bool,
    /// How much of it an error report shows.
    pub privacy: Privacy,
    /// What goes in, for the documentation.
    pub about: &'static str,
}

impl Column {
    /// A column that every row fills.
    pub const fn required(name: &'static str, aliases: &'static [&'static str], about: &'static str) -> Self {
        Column { name, aliases, required: true, privacy: Privacy::Public, about }
    }

    /// A column that may be missing or empty.
    pub const fn optional(name: &'static str, aliases: &'static [&'static str], about: &'static str) -> Self {
        Column { name, aliases, required: false, privacy: Privacy::Public, about }
    }

    /// The same, shown only so far.
    pub const fn shown_as(self, privacy: Privacy) -> Self {
        Column { privacy, ..self }
    }

    fn is_named(&self, header: &str) -> bool {
        self.name == header || self.aliases.iter().any(|alias| normal(alias) == header)
    }
}

/// Case, spaces and marks of a header do not matter: ` First-Due *` is `first_due`.
fn normal(header: &str) -> String {
    let header = header.trim_start_matches('\u{feff}').trim().trim_matches('*').trim();
    header.to_lowercase().replace([' ', '-'], "_")
}

/// Where each column of a file of `R` stands.
#[derive(Debug, Clone)]
pub struct Header<R> {
    pub(super) positions: Vec<Option<usize>>,
    pub(super) width: usize,
    unknown: Vec<String>,
    records: PhantomData<fn() -> R>,
}

impl<R: Import> Header<R> {
    /// Finds the columns; every one that is missing or there twice is an error.
    pub fn new(headers: &[&str]) -> Result<Self, Vec<FieldError>> {
        let normalised: Vec<String> = headers.iter().map(|h| normal(h)).collect();
        let (mut positions, mut errors) = (Vec::with_capacity(R::COLUMNS.len()), Vec::new());
        let mut known = vec![false; headers.len()];
        for column in R::COLUMNS {
            let mut found = (0..headers.len()).filter(|i| column.is_named(&normalised[*i]));
            let first = found.next();
            for again in found {
                known[again] = true;
                let fault = Fault::new(
                    Problem::DuplicateColumn,
                    format!("column {} is there twice", column.name),
                    "keep one of the two",
                );
                errors.push(fault.at(column.name, Some(headers[again]), Privacy::Public));
            }
            match first {
                Some(i) => known[i] = true,
                None if column.required => {
                    let names: Vec<&str> = [column.name].into_iter().chain(column.aliases.iter().copied()).collect();
                    let fix = format!("add a column named {}", names.join(" or "));
                    let message = format!("the file has no column {}", column.name);
                    errors.push(Fault::new(Problem::MissingColumn, message, fix).at(
                        column.name,
                        None,
                        Privacy::Public,
                    ));
                }
                None => {}
            }
            positions.push(first);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let unknown = headers.iter().zip(known).filter(|(_, known)| !known).map(|(h, _)| Privacy::Public.show(h));
        Ok(Header { positions, width: headers.len(), unknown: unknown.collect(), records: PhantomData })
    }

    /// Columns that mean nothing here and are left out.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}
