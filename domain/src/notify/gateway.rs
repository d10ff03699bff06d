//! The HTTP form that providers of SMS and of group robots (WeCom, DingTalk) take: a request with places to fill in, and
//! what counts as taken.

use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most headers, and most fields of a form.
const MOST: usize = 32;
/// Longest text of a place, and of the whole template, bytes.
const LONGEST: usize = 16 * 1024;

wire_names! {
    /// The request's method.
    Method {
        /// With a body.
        Post = "POST",
        /// With a body.
        Put = "PUT",
        /// Everything in the address.
        Get = "GET",
    }
}

/// The request's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Body {
    /// None.
    Empty,
    /// A document; places are filled in inside its strings, so that no value can leave them.
    Json {
        /// With places.
        template: Value,
    },
    /// `application/x-www-form-urlencoded`.
    Form {
        /// Name and value, the value with places.
        fields: Vec<(String, String)>,
    },
}

/// What counts as taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Lowest status.
    #[serde(default = "ok")]
    pub status_from: u16,
    /// Highest status.
    #[serde(default = "last_ok")]
    pub status_to: u16,
    /// Besides, this place of the answer (JSON pointer, RFC 6901), e.g. `/errcode`...
    #[serde(default)]
    pub pointer: Option<String>,
    /// ... must hold this.
    #[serde(default)]
    pub equals: Value,
}

fn ok() -> u16 {
    200
}

fn last_ok() -> u16 {
    299
}

impl Default for Accept {
    fn default() -> Self {
        Accept { status_from: ok(), status_to: last_ok(), pointer: None, equals: Value::Null }
    }
}

impl Accept {
    /// Whether an answer says that the message was taken; else what it says.
    pub fn judge(&self, status: u16, body: &[u8]) -> Result<(), String> {
        if !(self.status_from..=self.status_to).contains(&status) {
            return Err(format!("answered {status}"));
        }
        let Some(pointer) = &self.pointer else { return Ok(()) };
        let document: Value =
            serde_json::from_slice(body).map_err(|_| "answered something else than JSON".to_owned())?;
        match document.pointer(pointer) {
            Some(found) if *found == self.equals => Ok(()),
            Some(found) => Err(format!("answered {found} at {pointer}")),
            None => Err(format!("answered nothing at {pointer}")),
        }
    }
}

/// A provider's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Where to; places are percent-encoded.
    pub url: String,
    /// How.
    #[serde(default = "post")]
    pub method: Method,
    /// Name and value, as they are: keys and tokens stand here.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// What.
    pub body: Body,
    /// What counts as taken.
    #[serde(default)]
    pub accept: Accept,
    /// A DingTalk robot's secret: then `{{timestamp}}` and `{{sign}}` can be used (milliseconds, and the Base64 of
    /// HMAC-SHA256 over timestamp, line break and secret, keyed by the secret: DingTalk, "custom robot security").
    #[serde(default)]
    pub dingtalk_secret: Option<String>,
}

fn post() -> Method {
    Method::Post
}

/// What is filled in, by the places' names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(pub Vec<(&'static str, String)>);

impl Values {
    /// Names of the places.
    pub const NAMES: &'static [&'static str] =
        &["to", "subject", "text", "severity", "event", "id", "reference", "at", "timestamp", "sign"];

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value)
    }
}

/// A request to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Where to.
    pub url: String,
    /// What, and its media type.
    pub body: Option<(String, &'static str)>,
}

impl Gateway {
    /// Whether it can work.
    ///
    /// # Errors
    /// `gateway_place`: braces that hold no known place. `gateway_size`. `gateway_url`. `gateway_accept`.
    pub fn check(&self) -> Result<(), Refusal> {
        let (mut texts, mut size) = (vec![self.url.clone()], 0);
        match &self.body {
            Body::Empty => {}
            Body::Json { template } => strings(template, &mut texts),
            Body::Form { fields } => texts.extend(fields.iter().map(|(_, value)| value.clone())),
        }
        for text in &texts {
            size += text.len();
            for name in places(text) {
                if !Values::NAMES.contains(&name) {
                    let message = format!("{:?} is no place", name.chars().take(40).collect::<String>());
                    let remedy = format!("in double braces, one of: {}", Values::NAMES.join(", "));
                    return Err(Refusal::new("gateway_place", message, remedy));
                }
            }
        }
        let fields = if let Body::Form { fields } = &self.body { fields.len() } else { 0 };
        if size > LONGEST || self.headers.len() > MOST || fields > MOST {
            return Err(Refusal::new(
                "gateway_size",
                "the form is too large",
                "16 KiB, 32 headers and 32 fields at most",
            ));
        }
        // What a receiver says must not decide which host is spoken to.
        let host_end = self.url.find("://").map_or(0, |at| at + 3);
        let host = self.url[host_end..].split(['/', '?', '#']).next().unwrap_or_default();
        if !(self.url.starts_with("https://") || self.url.starts_with("http://")) || host.contains('{') {
            return Err(Refusal::new("gateway_url", "that is no address", "https://host/path; no places in the host"));
        }
        if self.accept.status_from > self.accept.status_to
            || self.accept.pointer.as_ref().is_some_and(|p| !p.starts_with('/'))
        {
            let remedy = "status_from up to status_to; a pointer begins with /, e.g. /errcode";
            return Err(Refusal::new("gateway_accept", "that condition is never met", remedy));
        }
        Ok(())
    }

    /// The request for a message.
    pub fn fill(&self, values: &Values) -> Filled {
        let body = match &self.body {
            Body::Empty => None,
            Body::Json { template } => Some((filled_json(template, values).to_string(), "application/json")),
            Body::Form { fields } => {
                let pair = |(name, value): &(String, String)| {
                    format!("{}={}", encoded(name), encoded(&filled(value, |n| values.get(n).to_owned())))
                };
                let pairs: Vec<String> = fields.iter().map(pair).collect();
                Some((pairs.join("&"), "application/x-www-form-urlencoded"))
            }
        };
        Filled { url: filled(&self.url, |name| encoded(values.get(name))), body }
    }
}

fn strings(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|v| strings(v, into)),
        Value::Object(map) => {
            // Names of fields are not filled in, but count.
            into.extend(map.keys().map(|k| k.replace("{{", "")));
            map.values().for_each(|v| strings(v, into));
        }
        _ => {}
    }
}

fn filled_json(value: &Value, values: &Values) -> Value {
    match value {
        Value::String(text) => Value::String(filled(text, |name| values.get(name).to_owned())),
        Value::Array(items) => Value::Array(items.iter().map(|v| filled_json(v, values)).collect()),
        Value::Object(map) => Value::Object(map.iter().map(|(k, v)| (k.clone(), filled_json(v, values))).collect()),
        other => other.clone(),
    }
}

/// The names between double braces.
fn places(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).map(|rest| rest.split_once("}}").map_or(rest, |(name, _)| name))
}

/// The text with its places filled in, in one pass: a value that holds braces itself is left as it is.
fn filled(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        match after.split_once("}}") {
            Some((name, tail)) => {
                out.push_str(&value(name));
                rest = tail;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out + rest
}

/// Percent-encoded: all but the unreserved characters (RFC 3986 §2.3).
fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}
