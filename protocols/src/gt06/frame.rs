//! Bytes to frames.
//!
//! `78 78 len(1) kind content serial(2) crc(2) 0d 0a`, or `79 79 len(2) …` (Concox GT06N communication protocol,
//! "Packet format"). The length counts from the kind to the checksum; the checksum covers the length to the serial.
//!
//! Some clones of the family (Topin/ZX303 watches and cards) keep the start bytes but send no serial and no checksum,
//! and use the length byte for something else; their forms are recognised by structure ([`unchecked`]). Others count
//! the length wrongly; a frame then ends at the line end that makes its checksum right ([`miscounted`]).
//!
//! Every decision depends on the bytes of the stream alone, never on where a read ended: where more bytes could decide
//! otherwise, the answer is [`Step::More`].

use super::crc::crc_itu;

/// How far a frame with a wrong length is searched for its end, bytes from its start.
const SEARCH: usize = 640;
const END: [u8; 2] = [0x0d, 0x0a];

/// A frame at the front of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    /// Its length on the wire, bytes.
    pub total: usize,
    /// Started with `79 79`.
    pub extended: bool,
    /// Protocol number.
    pub kind: u8,
    /// The length as stated; some forms are told apart by it.
    pub stated: usize,
    /// Between the kind and the serial number.
    pub content: &'a [u8],
    /// Serial number; where the form has none, the two bytes that stand in its place, as other servers echo them.
    pub serial: [u8; 2],
    /// The checksum.
    pub sum: Sum,
}

/// What a frame's checksum is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// As computed.
    Right,
    /// Not as computed.
    Wrong {
        /// As sent.
        found: u16,
        /// As computed.
        computed: u16,
    },
    /// This form of frame has none.
    Absent,
}

/// What to do with the front of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// More bytes are needed to tell.
    More,
    /// So many bytes start no frame.
    Skip(usize),
    /// A frame over the limit starts here; its start bytes are to be skipped.
    Oversized {
        /// Its stated length on the wire, bytes.
        length: usize,
    },
    /// A frame.
    Frame(Frame<'a>),
}

/// Looks at the front of `bytes`.
#[inline]
pub(super) fn next(bytes: &[u8], max: usize) -> Step<'_> {
    let Some(head) = Head::read(bytes) else {
        return match starts(bytes) {
            0 => Step::More,
            garbage => Step::Skip(garbage),
        };
    };
    if !head.extended
        && let Some(step) = unchecked(bytes, &head, max)
    {
        return step;
    }
    if head.stated < if head.extended { 5 } else { 1 } {
        return Step::Skip(2);
    }
    if head.total > max {
        return Step::Oversized { length: head.total };
    }
    let end = head.total - 2;
    if bytes.len() <= end {
        return Step::More;
    }
    if bytes[end] != END[0] {
        return if bytes.len() < head.total { Step::More } else { miscounted(bytes, &head) };
    }
    match bytes.get(end + 1) {
        Some(&byte) if byte == END[1] => Step::Frame(frame(bytes, &head, end, head.total)),
        // A device that ends its frames with a carriage return alone: the checksum says that this is all.
        next => match frame(bytes, &head, end, end + 1) {
            whole if whole.sum == Sum::Right => Step::Frame(whole),
            _ if next.is_none() => Step::More,
            _ => miscounted(bytes, &head),
        },
    }
}

/// How many bytes at the front start no frame (0 if they do, or may).
fn starts(bytes: &[u8]) -> usize {
    let may_start = |at: usize| match bytes[at..] {
        [a @ (0x78 | 0x79), b, ..] => a == b,
        [a] => a == 0x78 || a == 0x79,
        _ => false,
    };
    (0..bytes.len()).find(|&at| may_start(at)).unwrap_or(bytes.len())
}

#[derive(Debug, Clone, Copy)]
struct Head {
    extended: bool,
    stated: usize,
    kind: u8,
    /// Where the content starts.
    body: usize,
    /// Length on the wire if the stated length is right.
    total: usize,
}

impl Head {
    #[inline]
    fn read(bytes: &[u8]) -> Option<Head> {
        match *bytes {
            [0x78, 0x78, len, kind, ..] => {
                let stated = usize::from(len);
                Some(Head { extended: false, stated, kind, body: 4, total: stated + 5 })
            }
            [0x79, 0x79, high, low, kind, ..] => {
                let stated = usize::from(u16::from_be_bytes([high, low]));
                Some(Head { extended: true, stated, kind, body: 5, total: stated + 6 })
            }
            _ => None,
        }
    }
}

/// The frame that ends before the line end at `end`.
#[inline]
fn frame<'a>(bytes: &'a [u8], head: &Head, end: usize, total: usize) -> Frame<'a> {
    let serial = [bytes[end - 4], bytes[end - 3]];
    let (content, sum): (&[u8], Sum) = if end >= head.body + 4 {
        let found = u16::from_be_bytes([bytes[end - 2], bytes[end - 1]]);
        let computed = crc_itu(&bytes[2..end - 2]);
        let sum = if found == computed { Sum::Right } else { Sum::Wrong { found, computed } };
        (&bytes[head.body..end - 4], sum)
    } else {
        // Topin's heartbeat, `78 78 01 08 0d 0a`: a kind and nothing else.
        (&bytes[head.body.min(end)..end], Sum::Absent)
    };
    Frame { total, extended: head.extended, kind: head.kind, stated: head.stated, content, serial, sum }
}

/// The forms without a checksum, by structure. `None`: none of them.
///
/// Source: Topin ZX303 communication protocol ("login", "GPS positioning", "Wi-Fi positioning" packages).
#[inline]
fn unchecked<'a>(bytes: &'a [u8], head: &Head, max: usize) -> Option<Step<'a>> {
    match head.kind {
        // IMEI and one byte of version, though the length says 13.
        0x01 if head.stated == 0x0d => fixed(bytes, head, 15),
        // Time, satellites, position, speed, course: one byte more than the length says.
        0x10 | 0x11 if head.stated == 0x12 => fixed(bytes, head, 24),
        // The length byte counts the access points. A kind 0x17 as long as a position is Concox's RFID report.
        0x69 => Some(wifi(bytes, head, max)),
        0x17 if head.stated < 0x14 => Some(wifi(bytes, head, max)),
        _ => None,
    }
}

/// A frame that ends at `total`, whatever its length says; unless it ends where the length says and that is sooner. A
/// longer frame may be cut so by chance (once in 65 536 logins, which the device then repeats), but what has not
/// arrived cannot be asked without making the outcome depend on how the bytes came.
fn fixed<'a>(bytes: &'a [u8], head: &Head, total: usize) -> Option<Step<'a>> {
    if bytes.len() < total {
        return Some(Step::More);
    }
    let sooner = head.total < total && bytes[head.total - 2..head.total] == END;
    (bytes[total - 2..total] == END && !sooner).then(|| Step::Frame(whole(bytes, head, total)))
}

/// Time (6), access points (7 each), count of cells (1), country (2), network (1), cells (5 each).
fn wifi<'a>(bytes: &'a [u8], head: &Head, max: usize) -> Step<'a> {
    let count_at = head.body + 6 + 7 * head.stated;
    let total = |cells: u8| count_at + 1 + 3 + 5 * usize::from(cells) + 2;
    // Without any cell it is too long already, or with those it has.
    let total = match bytes.get(count_at) {
        _ if total(0) > max => return Step::Oversized { length: total(0) },
        None => return Step::More,
        Some(&cells) => total(cells),
    };
    if total > max {
        return Step::Oversized { length: total };
    }
    if bytes.len() < total {
        return Step::More;
    }
    if bytes[total - 2..total] == END { Step::Frame(whole(bytes, head, total)) } else { Step::Skip(2) }
}

/// A frame without serial and checksum.
fn whole<'a>(bytes: &'a [u8], head: &Head, total: usize) -> Frame<'a> {
    let end = total - 2;
    Frame {
        total,
        extended: false,
        kind: head.kind,
        stated: head.stated,
        content: &bytes[head.body..end],
        serial: [bytes[end - 4], bytes[end - 3]],
        sum: Sum::Absent,
    }
}

/// A frame whose stated length does not end at a line end.
///
/// It ends at the first line end that makes its checksum right, or that another frame follows; but never so that it
/// swallows a good frame, which then started in the middle of a torn one.
#[cold]
fn miscounted<'a>(bytes: &'a [u8], head: &Head) -> Step<'a> {
    let window = &bytes[..bytes.len().min(SEARCH)];
    for end in head.body + 4..window.len().saturating_sub(1) {
        if window[end..end + 2] != END {
            continue;
        }
        let candidate = frame(bytes, head, end, end + 2);
        if candidate.sum == Sum::Right {
            return Step::Frame(candidate);
        }
        if let Some(inner) = (1..end).find(|&at| ends_well(&window[at..end + 2])) {
            return Step::Skip(inner);
        }
        match window.get(end + 2..end + 4) {
            Some([0x78, 0x78] | [0x79, 0x79]) => return Step::Frame(candidate),
            Some(_) => {}
            None if window.len() < SEARCH => return Step::More,
            None => {}
        }
    }
    if bytes.len() < SEARCH { Step::More } else { Step::Skip(2) }
}

/// Exactly one frame of the right length and checksum.
fn ends_well(bytes: &[u8]) -> bool {
    Head::read(bytes).is_some_and(|head| {
        head.total == bytes.len()
            && head.stated >= 5
            && frame(bytes, &head, head.total - 2, head.total).sum == Sum::Right
    })
}

#[cfg(test)]
#[path = "frame_tests.rs"]
mod tests;
