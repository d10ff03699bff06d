//! What a state machine answers when it will not, and how that is told to readers with words of their own.

mod code;

pub use code::{codes, params_of};

pub(crate) use code::of_check;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Values by name: texts, numbers, dates and times as ISO 8601, wire names and lists of them.
pub type Params = BTreeMap<Cow<'static, str>, Value>;

/// What a sentence says, for a reader that has its own words: see [`codes`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Stable name of what is said; empty where there is none, as in what was stored before there were codes.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub code: Cow<'static, str>,
    /// What varies in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: Params,
}

impl Told {
    /// `code` with its parameters. They are those of [`params_of`] the code, all and no others.
    pub fn new<const N: usize>(code: impl Into<Cow<'static, str>>, params: [(&'static str, Value); N]) -> Told {
        let code = code.into();
        let params: Params = params.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        debug_assert!(
            params_of(&code)
                .is_some_and(|wanted| wanted.len() == params.len() && wanted.iter().all(|p| params.contains_key(*p))),
            "{code} is not told with {params:?}"
        );
        Told { code, params }
    }
}

/// An action was refused. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message} ({rule}); {remedy}")]
pub struct Refusal {
    /// Stable id of the rule that refused, e.g. `two_people` or `CN-13`.
    pub rule: Cow<'static, str>,
    /// What is wrong, for a person.
    pub message: String,
    /// What would satisfy the rule.
    pub remedy: String,
    /// The same as a code with parameters. Apart, so that a refusal is no large error.
    #[serde(flatten)]
    pub told: Box<Told>,
}

impl Refusal {
    /// A refusal by `rule`, told by the rule's own code if that needs no parameters.
    pub fn new(rule: impl Into<Cow<'static, str>>, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        let rule = rule.into();
        let code = if params_of(&rule).is_some_and(<[&str]>::is_empty) { rule.clone() } else { Cow::default() };
        let told = Box::new(Told { code, params: Params::new() });
        Refusal { rule, message: message.into(), remedy: remedy.into(), told }
    }

    /// The same, told by `code` with its parameters (see [`Told::new`]).
    #[must_use]
    pub fn told<const N: usize>(
        self,
        code: impl Into<Cow<'static, str>>,
        params: [(&'static str, Value); N],
    ) -> Refusal {
        Refusal { told: Box::new(Told::new(code, params)), ..self }
    }
}

/// Names of a set, as a parameter.
pub(crate) fn names<'a>(of: impl IntoIterator<Item = &'a str>) -> Value {
    of.into_iter().map(Value::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_sorted_distinct_and_found() {
        let all: Vec<_> = codes().collect();
        let distinct: BTreeSet<&String> = all.iter().map(|(code, _)| code).collect();
        assert_eq!(distinct.len(), all.len());
        for (code, params) in &all {
            assert_eq!(params_of(code), Some(*params), "{code}: keep the tables sorted");
            assert!(code.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '.')), "{code}");
            assert!(params.iter().collect::<BTreeSet<_>>().len() == params.len(), "{code}");
        }
        assert_eq!(params_of("seen_abroad"), None);
    }

    #[test]
    fn a_refusal_of_before_there_were_codes_is_read() {
        let old = r#"{"rule":"two_people","message":"m","remedy":"r"}"#;
        let read: Refusal = serde_json::from_str(old).expect("a refusal");
        assert_eq!(*read.told, Told::default());
        let new = Refusal::new("still_in_default", "m", "r")
            .told("still_in_default.dpd", [("dpd", 3.into()), ("limit", 60.into())]);
        let wire = serde_json::to_value(&new).expect("json");
        assert_eq!((wire["code"].as_str(), wire["params"]["dpd"].as_i64()), (Some("still_in_default.dpd"), Some(3)));
        assert_eq!(serde_json::from_value::<Refusal>(wire).expect("a refusal"), new);
    }
}
