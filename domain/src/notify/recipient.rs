//! Whom a rule tells, and by which way.

use super::Facts;
use crate::ids::{EndpointId, UserId, VendorId};
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A role's name, as the table of roles has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoleName(String);

impl RoleName {
    /// Checks the form; whether there is such a role, the table of roles knows.
    ///
    /// # Errors
    /// `role_name`: not 1 to 32 lower-case letters and `_`.
    pub fn new(text: &str) -> Result<RoleName, Refusal> {
        let plain = text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        if text.is_empty() || text.len() > 32 || !plain {
            return Err(Refusal::new("role_name", "that is no role", "name a role, e.g. supervisor"));
        }
        Ok(RoleName(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RoleName {
    type Error = Refusal;
    fn try_from(text: String) -> Result<RoleName, Refusal> {
        RoleName::new(&text)
    }
}

impl From<RoleName> for String {
    fn from(role: RoleName) -> String {
        role.0
    }
}

/// An address that somebody typed in: of e-mail, or a number or name that a gateway's provider knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

impl Address {
    /// Longest, characters: that of an e-mail address (RFC 5321 §4.5.3.1).
    pub const MAX_CHARS: usize = 254;

    /// Checks and trims.
    ///
    /// # Errors
    /// `address`: not 3 to 254 characters without spaces and control characters.
    pub fn new(text: &str) -> Result<Address, Refusal> {
        let text = text.trim();
        let chars = text.chars().count();
        let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if !(3..=Self::MAX_CHARS).contains(&chars) || !plain {
            return Err(Refusal::new("address", "that is no address", "3 to 254 characters without spaces"));
        }
        Ok(Address(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the form of an e-mail address: what the mail server makes of it, it says itself.
    pub fn is_email(&self) -> bool {
        let part = |text: &str| !text.is_empty() && !text.contains('@');
        self.0.split_once('@').is_some_and(|(name, host)| part(name) && part(host) && host.contains(['.', ':']))
    }

    /// For lists: the first character, and the host of an e-mail address.
    pub fn masked(&self) -> String {
        let first: String = self.0.chars().take(1).collect();
        match self.0.split_once('@') {
            Some((_, host)) => format!("{first}***@{host}"),
            None => format!("{first}***"),
        }
    }
}

impl TryFrom<String> for Address {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Address, Refusal> {
        Address::new(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> String {
        address.0
    }
}

wire_names! {
    /// Somebody whom the event itself names, by the field of its data that does.
    NamedBy {
        /// The contractor of an offer or order.
        Vendor = "vendor",
        /// Who asked for what was decided.
        Requester = "requested_by",
        /// Whose work it is.
        Assignee = "assigned_to",
        /// Whom a note of a case names.
        Mentioned = "mentioned",
    }
}

/// Whom a rule tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Recipient {
    /// One person with an account.
    User {
        /// Who.
        user: UserId,
    },
    /// Everybody of the lender (of the platform, for a rule of the platform) with a role.
    Role {
        /// Which.
        role: RoleName,
    },
    /// A contractor's contact.
    Vendor {
        /// Whose.
        vendor: VendorId,
    },
    /// Whom the event names.
    Named {
        /// In which field.
        by: NamedBy,
    },
    /// An address typed in.
    Address {
        /// Which.
        address: Address,
    },
    /// Who listens at the endpoint: another system, or a group with a robot.
    Endpoint,
}

wire_names! {
    /// A kind of way.
    Channel {
        /// E-mail over SMTP.
        Email = "email",
        /// A signed request to a system of the lender's.
        Webhook = "webhook",
        /// A request in the form of a provider of SMS or of a group robot.
        HttpGateway = "http_gateway",
    }
}

/// A way, with where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "snake_case", deny_unknown_fields)]
pub enum Via {
    /// By e-mail.
    Email,
    /// To a webhook.
    Webhook {
        /// Which.
        endpoint: EndpointId,
    },
    /// Through a gateway.
    HttpGateway {
        /// Which.
        endpoint: EndpointId,
    },
}

impl Via {
    /// Its kind.
    pub fn channel(self) -> Channel {
        match self {
            Via::Email => Channel::Email,
            Via::Webhook { .. } => Channel::Webhook,
            Via::HttpGateway { .. } => Channel::HttpGateway,
        }
    }

    /// The endpoint, where it has one.
    pub fn endpoint(self) -> Option<EndpointId> {
        match self {
            Via::Email => None,
            Via::Webhook { endpoint } | Via::HttpGateway { endpoint } => Some(endpoint),
        }
    }
}

/// The kind, with the endpoint where there is one: `webhook:<id>`.
impl std::fmt::Display for Via {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.endpoint() {
            None => write!(f, "{}", self.channel()),
            Some(endpoint) => write!(f, "{}:{endpoint}", self.channel()),
        }
    }
}

/// One recipient by one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Whom.
    pub to: Recipient,
    /// How.
    pub via: Via,
}

impl Step {
    /// Whether the way reaches such a recipient.
    ///
    /// # Errors
    /// `way_of_recipient`: mail to an endpoint, a webhook to a person, an address that is not one of mail.
    pub fn check(&self) -> Result<(), Refusal> {
        let refused = |message: &str, remedy: &str| Err(Refusal::new("way_of_recipient", message, remedy));
        match (&self.to, self.via) {
            (Recipient::Endpoint, Via::Email) => {
                refused("e-mail has no endpoint", "name a user, a role, a vendor or an address")
            }
            (Recipient::Address { address }, Via::Email) if !address.is_email() => {
                refused("that is no address of e-mail", "write name@host, or use a gateway")
            }
            (Recipient::Endpoint, _) => Ok(()),
            (_, Via::Webhook { .. }) => {
                refused("a webhook goes to a system, not to a person", "use {\"kind\": \"endpoint\"} as its recipient")
            }
            _ => Ok(()),
        }
    }
}

/// Whom a step means for one event: a role is still to be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Everybody with the role.
    Role(RoleName),
    /// One party.
    One(Party),
}

impl Recipient {
    /// Whom it means for an event; nobody where the event does not name anyone.
    pub fn whom(&self, facts: &Facts) -> Option<Whom> {
        let one = |party| Some(Whom::One(party));
        match self {
            Recipient::User { user } => one(Party::User(*user)),
            Recipient::Role { role } => Some(Whom::Role(role.clone())),
            Recipient::Vendor { vendor } => one(Party::Vendor(*vendor)),
            Recipient::Address { address } => one(Party::Address(address.clone())),
            Recipient::Endpoint => one(Party::Endpoint),
            Recipient::Named { by } => {
                let id = *facts.named.get(by)?;
                one(match by {
                    NamedBy::Vendor => Party::Vendor(VendorId(id)),
                    NamedBy::Requester | NamedBy::Assignee | NamedBy::Mentioned => Party::User(UserId(id)),
                })
            }
        }
    }
}

/// Who is told: the recipient of one delivery.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Party {
    /// A person with an account.
    User(UserId),
    /// A contractor.
    Vendor(VendorId),
    /// An address typed in.
    Address(Address),
    /// Who listens at the endpoint.
    Endpoint,
}

/// `user:<id>`, `vendor:<id>`, `address:<text>` or `endpoint`: the form in the store.
impl std::fmt::Display for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Party::User(id) => write!(f, "user:{id}"),
            Party::Vendor(id) => write!(f, "vendor:{id}"),
            Party::Address(address) => write!(f, "address:{}", address.as_str()),
            Party::Endpoint => f.write_str("endpoint"),
        }
    }
}

impl Party {
    /// As lists show it: an address masked.
    pub fn shown(&self) -> String {
        match self {
            Party::Address(address) => format!("address:{}", address.masked()),
            other => other.to_string(),
        }
    }
}

impl FromStr for Party {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Party, Refusal> {
        let unknown =
            || Refusal::new("party", "that is no recipient", "user:<id>, vendor:<id>, address:<address> or endpoint");
        if text == "endpoint" {
            return Ok(Party::Endpoint);
        }
        match text.split_once(':').ok_or_else(unknown)? {
            ("user", id) => id.parse().map(Party::User).map_err(|_| unknown()),
            ("vendor", id) => id.parse().map(Party::Vendor).map_err(|_| unknown()),
            ("address", address) => Address::new(address).map(Party::Address),
            _ => Err(unknown()),
        }
    }
}

impl TryFrom<String> for Party {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Party, Refusal> {
        text.parse()
    }
}

impl From<Party> for String {
    fn from(party: Party) -> String {
        party.to_string()
    }
}
