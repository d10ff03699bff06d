//! Notifications: the mail server, which networks may be called, how often and how long it is tried.

use lienwatch_domain::notify::RetrySchedule;
use serde::Deserialize;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// Notifications.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notify {
    /// The mail server; without one, e-mail is noted as not sent.
    pub smtp: Option<Smtp>,
    /// Networks that webhooks and gateways may be in besides the public internet, e.g. `10.1.0.0/16`: there, and only
    /// there, also over plain `http://`.
    pub allowed_networks: Vec<Network>,
    /// Messages under way at once, 1 to 64.
    pub senders: usize,
    /// Seconds one attempt may take, 1 to 60.
    pub timeout_s: u64,
    /// Seconds until a message whose sender never reported is taken by another: at least three times `timeout_s`.
    pub lease_s: u32,
    /// Seconds between one attempt and the next; after the last the message is a dead letter.
    pub retry_s: RetrySchedule,
    /// Days for which finished deliveries are kept.
    pub keep_days: u32,
}

impl Default for Notify {
    fn default() -> Self {
        Notify {
            smtp: None,
            allowed_networks: Vec::new(),
            senders: 16,
            timeout_s: 10,
            lease_s: 60,
            retry_s: RetrySchedule::default(),
            keep_days: 400,
        }
    }
}

impl Notify {
    /// What is out of range: key and range.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        let checks = [
            ((1..=64).contains(&self.senders), "notify.senders", "between 1 and 64"),
            ((1..=60).contains(&self.timeout_s), "notify.timeout_s", "between 1 and 60"),
            (
                u64::from(self.lease_s) >= 3 * self.timeout_s && self.lease_s <= 3600,
                "notify.lease_s",
                "at least three times notify.timeout_s, at most 3600",
            ),
            (self.keep_days >= 1, "notify.keep_days", "at least 1"),
            (
                self.smtp.as_ref().is_none_or(|s| s.from.contains('@') && !s.host.is_empty()),
                "notify.smtp.from",
                "an address of e-mail, e.g. Lienwatch <lienwatch@example.com>",
            ),
        ];
        checks.into_iter().find(|(ok, ..)| !ok).map(|(_, key, must)| (key, must))
    }
}

/// How the way to the mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmtpSecurity {
    /// TLS after STARTTLS, which is required (RFC 3207).
    #[default]
    Starttls,
    /// TLS from the first byte (RFC 8314).
    Implicit,
    /// None: for a relay on the same machine.
    None,
}

/// The mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// Its host.
    pub host: String,
    /// Its port; default: 587, 465 with `implicit`, 25 with `none`.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the way to it is secured.
    #[serde(default)]
    pub security: SmtpSecurity,
    /// User name; the password comes by `LIENWATCH_SMTP_PASSWORD`.
    #[serde(default)]
    pub user: Option<String>,
    /// The sender of all mail.
    pub from: String,
}

impl Smtp {
    /// The port, as configured or customary.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            SmtpSecurity::Starttls => 587,
            SmtpSecurity::Implicit => 465,
            SmtpSecurity::None => 25,
        })
    }
}

/// A network: an address and how many of its leading bits count. One address is a network of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address is in it. An IPv4 address mapped into IPv6 is that IPv4 address.
    pub fn contains(self, address: IpAddr) -> bool {
        let wide = |ip: IpAddr| match ip.to_canonical() {
            IpAddr::V4(v4) => (4, u128::from(u32::from(v4)) << 96),
            IpAddr::V6(v6) => (6, u128::from(v6)),
        };
        let ((own, network), (other, address)) = (wide(self.address), wide(address));
        own == other && (network ^ address).checked_shr(128 - u32::from(self.bits)).is_none_or(|rest| rest == 0)
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Network, String> {
        let bad = || format!("{text:?} is no network; write it like 10.1.0.0/16 or fd00::/8");
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| bad())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| bad())?;
        let most = if address.is_ipv4() { 32 } else { Ipv6Addr::BITS as u8 };
        let bits = bits.unwrap_or(most);
        if bits > most { Err(bad()) } else { Ok(Network { address, bits }) }
    }
}

impl TryFrom<String> for Network {
    type Error = String;
    fn try_from(text: String) -> Result<Network, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses() {
        let holds = |network: &str, address: &str| {
            network.parse::<Network>().expect("a network").contains(address.parse().expect("an address"))
        };
        assert!(holds("10.1.0.0/16", "10.1.255.3") && !holds("10.1.0.0/16", "10.2.0.1"));
        assert!(holds("127.0.0.1", "127.0.0.1") && !holds("127.0.0.1", "127.0.0.2"));
        assert!(holds("0.0.0.0/0", "8.8.8.8") && !holds("0.0.0.0/0", "::1"));
        assert!(holds("fd00::/8", "fd12::1") && !holds("fd00::/8", "fe80::1") && holds("::1", "::1"));
        assert!(holds("10.0.0.0/8", "::ffff:10.2.3.4"), "mapped");
        for bad in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/x", "example.com"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }

    #[test]
    fn ranges_and_ports() {
        let parse = |text: &str| toml::from_str::<Notify>(text).map_err(|e| e.to_string());
        assert_eq!(parse("").expect("the defaults").problem(), None);
        assert_eq!(parse("timeout_s = 30").expect("well-formed").problem().map(|p| p.0), Some("notify.lease_s"));
        assert!(parse("retry_s = [100000]").expect_err("more than a day").contains("86400"));
        assert!(parse("allowed_networks = [\"10.0.0.0/40\"]").is_err());
        let smtp = parse("[smtp]\nhost = \"mail\"\nsecurity = \"implicit\"\nfrom = \"a@example.com\"").expect("smtp");
        assert_eq!(smtp.smtp.map(|s| s.port()), Some(465));
    }
}
