//! Who did something.

use crate::ids::{ApiKeyId, UserId};
use serde::{Deserialize, Serialize};

/// Who acts. Only a user is a person: where a rule asks for people, the other two do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person.
    User(UserId),
    /// Another system, by its key.
    ApiKey(ApiKeyId),
    /// This system itself, by a rule.
    System,
}

impl Actor {
    /// The person, if it is one.
    pub fn person(self) -> Option<UserId> {
        match self {
            Actor::User(user) => Some(user),
            Actor::ApiKey(_) | Actor::System => None,
        }
    }
}
