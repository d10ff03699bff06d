//! Which addresses may be called. A name is resolved once, every address of it is judged, and the connection goes to one
//! of those very addresses: a name that answers something else a moment later gains nothing.

use crate::config::Network;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// The address is not one that may be called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} may not be called: it is not public, and in none of notify.allowed_networks")]
pub(super) struct NotAllowed(pub String);

/// Which addresses may be called.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    allowed: Arc<[Network]>,
    /// Whether all the public ones may.
    public: bool,
}

impl Guard {
    pub(super) fn new(allowed: &[Network], public: bool) -> Guard {
        Guard { allowed: allowed.into(), public }
    }

    fn allows(&self, ip: IpAddr) -> bool {
        (self.public && is_public(ip)) || self.allowed.iter().any(|network| network.contains(ip))
    }

    /// Judges an address that stands in the URL itself: no resolver is asked about it.
    pub(super) fn judge(&self, url: &Url) -> Result<(), NotAllowed> {
        let host = url.host_str().unwrap_or_default();
        match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            Ok(ip) if !self.allows(ip) => Err(NotAllowed(ip.to_string())),
            _ => Ok(()),
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            // One bad address spoils the name: which of them is taken is not ours to say.
            if let Some(bad) = found.iter().find(|a| !guard.allows(a.ip())) {
                return Err(NotAllowed(format!("{} ({})", name.as_str(), bad.ip())).into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of the public internet: in none of the special-purpose registries (IANA, RFC 6890), and not a
/// group's.
pub fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(v4) => v4_is_public(v4),
        IpAddr::V6(v6) => v6_is_public(v6),
    }
}

fn v4_is_public(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 31, 196)
            | (192, 52, 193)
            | (192, 88, 99)
            | (192, 168, _)
            | (192, 175, 48)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224..=255, ..)
    )
}

fn v6_is_public(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let global = (0x2000..=0x3fff).contains(&a);
    // Protocol assignments with Teredo, documentation, 6to4 (an IPv4 address inside), documentation again.
    let special = (a == 0x2001 && (b < 0x200 || b == 0xdb8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        let public = |text: &str| is_public(text.parse().expect("an address"));
        for open in ["8.8.8.8", "1.1.1.1", "100.63.0.1", "172.32.0.1", "192.0.1.1", "2606:4700::1", "2001:4860::8"] {
            assert!(public(open), "{open}");
        }
        for closed in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.0.8",
            "198.18.0.1",
            "203.0.113.5",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2001:db8::1",
            "2001::1",
            "2002:a00:1::1",
            "3fff:fff::1",
        ] {
            assert!(!public(closed), "{closed}");
        }
    }

    #[test]
    fn an_address_in_the_url_is_judged_in_every_spelling() {
        let guard = Guard::new(&["10.1.0.0/16".parse().expect("a network")], true);
        let judged = |text: &str| guard.judge(&Url::parse(text).expect("a URL"));
        for closed in [
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:192.168.0.1]/",
            "https://10.2.0.1/",
        ] {
            assert!(judged(closed).is_err(), "{closed}");
        }
        for open in ["https://10.1.2.3/", "https://8.8.8.8/", "https://example.com/"] {
            assert_eq!(judged(open), Ok(()), "{open}");
        }
        assert!(Guard::new(&[], false).judge(&Url::parse("http://8.8.8.8/").expect("a URL")).is_err());
    }
}
