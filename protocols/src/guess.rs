//! What a stranger's first bytes look like, where they do not fit the protocol of the port they came to.
//!
//! A guess is for people: it says which port a device should have been sent to. Nothing is decoded by it. Where the
//! bytes fit several families, all of them are named; where they fit none, none is.
//!
//! Sources: the framing sections of each vendor's protocol document (Concox "GT06", JT/T 808-2011 §4.4, "Teltonika
//! Data Sending Protocols", Queclink "@Track Air Interface Protocol", Huabao H02, Coban GPS103 and TK103, Meitrack
//! "GPRS Protocol", Ruptela "Data Protocol"), RFC 9112 §3 (HTTP), RFC 8446 §5.1 (TLS records), RFC 4253 §4.2 (SSH).

use crate::session::Protocol;

/// What may be speaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Concox/Jimi GT06 and its clones.
    Gt06,
    /// JT/T 808.
    Jt808,
    /// Teltonika over TCP.
    Teltonika,
    /// Teltonika over UDP.
    TeltonikaDatagram,
    /// Our JSON (or somebody else's).
    Json,
    /// H02 (`*HQ,…`).
    H02,
    /// Queclink `@Track`.
    Queclink,
    /// Coban GPS103 and clones.
    Gps103,
    /// TK103 and clones.
    Tk103,
    /// Huasun JT600.
    Jt600,
    /// Meitrack.
    Meitrack,
    /// Ruptela.
    Ruptela,
    /// Children's watches (`[3G*…`).
    Watch,
    /// A web client, or a scanner.
    Http,
    /// TLS: a device that encrypts, or a scanner.
    Tls,
    /// A scanner.
    Ssh,
    /// A load balancer that announces its client (PROXY protocol).
    Proxy,
}

/// What bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// Nothing that we know of.
    Unknown,
    /// This.
    One(Family),
    /// One of these; the bytes do not say which.
    Several(&'static [Family]),
}

impl Family {
    /// Its name, as far as there is one in configuration, API and corpus the same.
    pub fn name(self) -> &'static str {
        match self {
            Family::Gt06 => "gt06",
            Family::Jt808 => "jt808",
            Family::Teltonika => "teltonika",
            Family::TeltonikaDatagram => "teltonika over udp",
            Family::Json => "json",
            Family::H02 => "h02",
            Family::Queclink => "queclink",
            Family::Gps103 => "gps103",
            Family::Tk103 => "tk103",
            Family::Jt600 => "jt600",
            Family::Meitrack => "meitrack",
            Family::Ruptela => "ruptela",
            Family::Watch => "watch",
            Family::Http => "http",
            Family::Tls => "tls",
            Family::Ssh => "ssh",
            Family::Proxy => "proxy protocol",
        }
    }

    /// The protocol, where we speak it.
    pub fn protocol(self) -> Option<Protocol> {
        match self {
            Family::Gt06 => Some(Protocol::Gt06),
            Family::Jt808 => Some(Protocol::Jt808),
            Family::Teltonika | Family::TeltonikaDatagram => Some(Protocol::Teltonika),
            Family::Json => Some(Protocol::Json),
            _ => None,
        }
    }
}

impl Guess {
    /// Every family that it may be.
    pub fn families(&self) -> &[Family] {
        match self {
            Guess::Unknown => &[],
            Guess::One(family) => std::slice::from_ref(family),
            Guess::Several(families) => families,
        }
    }

    /// Whether it may be `protocol`.
    pub fn fits(&self, protocol: Protocol) -> bool {
        self.families().iter().any(|f| f.protocol() == Some(protocol))
    }
}

/// What the first bytes of a connection, or a datagram, look like.
pub fn guess(bytes: &[u8]) -> Guess {
    use Family::*;
    match bytes {
        [0x78, 0x78, ..] | [0x79, 0x79, ..] => Guess::One(Gt06),
        [0x7e, 0x7e, rest @ ..] | [0x7e, rest @ ..] => jt808(rest),
        [0x16, 0x03, ..] => Guess::One(Tls),
        [0x00, ..] | [0x01..=0x0f, _, ..] if !bytes.is_ascii_text() => counted(bytes),
        [b'*', ..] => star(bytes),
        [b'$', b'$', ..] => Guess::One(Meitrack),
        // H02's binary form and JT600's both open with it.
        [b'$', ..] => Guess::Several(&[H02, Jt600, Meitrack]),
        [b'(', ..] => bracket(bytes),
        [b'[', b'{', ..] => Guess::One(Json),
        [b'[', _, _, b'*', ..] => Guess::One(Watch),
        [b'[', ..] => Guess::Several(&[Json, Watch]),
        [b'{', ..] => Guess::One(Json),
        [b'#', b'#', rest @ ..] => match rest {
            [] => Guess::Several(&[Gps103, Meitrack]),
            [b',', ..] => Guess::One(Gps103),
            _ => Guess::Unknown,
        },
        _ => text(bytes),
    }
}

trait Looks {
    fn is_ascii_text(&self) -> bool;
}

impl Looks for [u8] {
    fn is_ascii_text(&self) -> bool {
        self.iter().all(|b| b.is_ascii_graphic() || b.is_ascii_whitespace())
    }
}

/// What follows a flag: a message number, whose first byte is 00 to 0f in what a terminal sends (1d, 1e and the like
/// are vendors'). Where the frame is whole, its check code decides.
fn jt808(inner: &[u8]) -> Guess {
    let Some(end) = inner.iter().position(|&b| b == 0x7e) else { return Guess::One(Family::Jt808) };
    let mut content = Vec::with_capacity(end);
    let mut escaped = false;
    for &byte in &inner[..end] {
        match (std::mem::take(&mut escaped), byte) {
            (false, 0x7d) => escaped = true,
            (false, other) => content.push(other),
            (true, 0x01) => content.push(0x7d),
            (true, 0x02) => content.push(0x7e),
            (true, _) => return Guess::Unknown,
        }
    }
    match content.split_last() {
        Some((code, rest)) if rest.len() >= 12 && rest.iter().fold(0, |x, b| x ^ b) == *code => {
            Guess::One(Family::Jt808)
        }
        _ => Guess::Unknown,
    }
}

/// Families that open with a length.
fn counted(bytes: &[u8]) -> Guess {
    use Family::*;
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    match bytes {
        // A stream's packet: four zeros, a length, a codec.
        [0, 0, 0, 0, _, _, _, _, codec, ..] => match codec {
            0x07 | 0x08 | 0x8e | 0x10 | 0x0c..=0x0f => Guess::One(Teltonika),
            _ => Guess::Unknown,
        },
        // A login: the length of an IMEI, then its digits.
        [0, length @ (14..=17), imei @ ..] if !imei.is_empty() && digits(&imei[..imei.len().min((*length).into())]) => {
            Guess::One(Teltonika)
        }
        // A datagram: its length, a packet's number, 01, another number, the length of an IMEI, its digits.
        [high, low, _, _, 0x01, _, 0, 14..=17, imei @ ..]
            if usize::from(u16::from_be_bytes([*high, *low])) + 2 == bytes.len()
                && imei.len() > 15
                && digits(&imei[..14]) =>
        {
            Guess::One(TeltonikaDatagram)
        }
        // A length, an IMEI as a number (15 digits: 100 to 999 million million), a command.
        [_, _, imei @ ..] if imei.len() >= 9 => {
            let number = imei[..8].iter().fold(0_u64, |n, b| n << 8 | u64::from(*b));
            let is_imei = (100_000_000_000_000..1_000_000_000_000_000).contains(&number);
            if is_imei { Guess::One(Ruptela) } else { Guess::Unknown }
        }
        _ => Guess::Several(&[Teltonika, TeltonikaDatagram, Ruptela]),
    }
}

fn star(bytes: &[u8]) -> Guess {
    match bytes {
        [b'*', maker @ ..] if maker.len() < 3 => Guess::One(Family::H02),
        [b'*', a, b, b',', ..] if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() => Guess::One(Family::H02),
        _ => Guess::Unknown,
    }
}

/// `(` a terminal's number of 11 or 12 digits, then letters (TK103) or a comma (JT600 in text).
fn bracket(bytes: &[u8]) -> Guess {
    use Family::*;
    let number = bytes[1..].iter().take_while(|b| b.is_ascii_digit()).count();
    match bytes.get(1 + number) {
        None => Guess::Several(&[Tk103, Jt600]),
        Some(b',') if number >= 10 => Guess::One(Jt600),
        Some(b'A'..=b'Z') if number >= 10 => Guess::One(Tk103),
        _ => Guess::Unknown,
    }
}

fn text(bytes: &[u8]) -> Guess {
    use Family::*;
    const OPENINGS: &[(&str, Family)] = &[
        ("+RESP:", Queclink),
        ("+ACK:", Queclink),
        ("+BUFF:", Queclink),
        ("+EVT:", Queclink),
        ("imei:", Gps103),
        ("GET ", Http),
        ("POST ", Http),
        ("PUT ", Http),
        ("HEAD ", Http),
        ("OPTIONS ", Http),
        ("CONNECT ", Http),
        ("SSH-", Ssh),
        ("PROXY ", Proxy),
        ("\r\n\r\n\0\r\nQUIT\n", Proxy),
    ];
    let opens = |opening: &str| {
        let shared = opening.len().min(bytes.len());
        // One letter is nobody's.
        shared > 1 && opening.as_bytes()[..shared] == bytes[..shared]
    };
    if let Some((_, family)) = OPENINGS.iter().find(|(opening, _)| opens(opening)) {
        return Guess::One(*family);
    }
    // A Coban device's heartbeat is its IMEI and a semicolon.
    match bytes.iter().position(|b| !b.is_ascii_digit()) {
        Some(15) if bytes[15] == b';' => Guess::One(Gps103),
        _ => Guess::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Family::*;

    #[track_caller]
    fn looks(bytes: &[u8], like: &[Family]) {
        assert_eq!(guess(bytes).families(), like, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn whole_openings_name_one_family() {
        looks(&[0x78, 0x78, 0x0d, 0x01, 1, 2, 3], &[Gt06]);
        looks(&[0x79, 0x79, 0x00, 0x10, 0x94], &[Gt06]);
        looks(b"\x00\x0f356307042441013", &[Teltonika]);
        looks(&[0, 0, 0, 0, 0, 0, 0, 0x36, 0x08, 0x01], &[Teltonika]);
        let datagram = b"\x00\x18\xca\xfe\x01\x05\x00\x0f352093086403655\x8e";
        let length = u16::try_from(datagram.len() - 2).expect("short").to_be_bytes();
        looks(&[&length[..], &datagram[2..]].concat(), &[TeltonikaDatagram]);
        looks(b"*HQ,4210051415,V1,164549", &[H02]);
        looks(b"+RESP:GTFRI,060228,", &[Queclink]);
        looks(b"##,imei:359586015829802,A;", &[Gps103]);
        looks(b"359586015829802;", &[Gps103]);
        looks(b"(087073803649BP05", &[Tk103]);
        looks(b"$$A138,863070", &[Meitrack]);
        looks(b"{\"device\":1}", &[Json]);
        looks(b"[{\"device\":1}]", &[Json]);
        looks(b"[3G*4700609403*", &[Watch]);
        looks(b"GET / HTTP/1.1\r\n", &[Http]);
        looks(&[0x16, 0x03, 0x01, 0x02, 0x00], &[Tls]);
        looks(b"SSH-2.0-Go\r\n", &[Ssh]);
        looks(&[&[0x00, 0x33][..], &356_307_042_441_013_u64.to_be_bytes(), &[1]].concat(), &[Ruptela]);
    }

    #[test]
    fn a_whole_frame_of_jt808_is_proved_by_its_check_code() {
        let mut content = vec![0x00, 0x02, 0x00, 0x00, 0x01, 0x23, 0x45, 0x67, 0x89, 0x01, 0x00, 0x7e];
        content.push(content.iter().fold(0, |x, b| x ^ b));
        let mut frame = vec![0x7e];
        content.iter().for_each(|&b| match b {
            0x7e => frame.extend([0x7d, 0x02]),
            0x7d => frame.extend([0x7d, 0x01]),
            other => frame.push(other),
        });
        frame.push(0x7e);
        looks(&frame, &[Jt808]);
        frame[5] ^= 1;
        looks(&frame, &[]);
        looks(&frame[..4], &[Jt808]);
    }

    #[test]
    fn what_is_ambiguous_is_said_and_what_is_unknown_too() {
        looks(&[0x00, 0x0f], &[Teltonika, TeltonikaDatagram, Ruptela]);
        looks(b"(0870738", &[Tk103, Jt600]);
        looks(b"$\x12\x34", &[H02, Jt600, Meitrack]);
        looks(b"[", &[Json, Watch]);
        looks(b"", &[]);
        looks(b"hello", &[]);
        looks(&[0xff, 0x00, 0x12], &[]);
        assert!(guess(&[0x00, 0x0f]).fits(Protocol::Teltonika));
        assert!(!guess(b"*HQ,").fits(Protocol::Gt06));
    }

    #[test]
    fn any_bytes_can_be_guessed_about() {
        let mut seed = 1_u32;
        for length in 0..40 {
            for _ in 0..500 {
                let bytes: Vec<u8> = (0..length)
                    .map(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        let byte = (seed >> 24) as u8;
                        // Half of them from the bytes that openings are made of.
                        if seed & 1 == 0 { b"\x7e\x7d\x78\x79\x00\x0f*$([#{0123"[usize::from(byte) % 16] } else { byte }
                    })
                    .collect();
                let families = guess(&bytes).families().len();
                assert!(families <= 3);
            }
        }
    }
}
