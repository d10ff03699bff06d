//! Bytes to frames. JT/T 808-2013, 4.4.1: a frame stands between two flags 0x7e; inside, 0x7e is sent as 7d 02 and
//! 0x7d as 7d 01; the last byte inside is the XOR of all before it.
//!
//! Two dialects share the port: lock makers use 0xe7 as the flag, with e6 01/e6 02 for e6/e7 and 3e 01/3e 02 for 3e/3d,
//! and the same locks answer in plain text between parentheses.

use super::escape::{ESCAPE, unescape, xor};
use super::header::{self, Header};
use super::scan::scan;
use crate::session::DecodeError;
use bytes::{Buf, BytesMut};
use memchr::{memchr, memchr2};

/// The standard's flag.
pub(super) const FLAG: u8 = 0x7e;
/// The locks' flag.
pub(super) const LOCK_FLAG: u8 = 0xe7;
/// Longest text between parentheses: the longest message body.
const TEXT_LIMIT: usize = 1024;

/// Bytes of the shortest header.
const SHORTEST: usize = 12;

/// Finds frames in a stream. Holds no bytes: an incomplete frame stays in the caller's buffer.
#[derive(Debug, Default)]
pub(super) struct Framer {
    /// How far the frame at the front was searched already.
    searched: usize,
    /// The last [`FLAG`] in a lock's frame at the front.
    inside: Option<usize>,
    state: State,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum State {
    #[default]
    InStep,
    /// Behind a frame closed by this flag, which may have been the next one's opening flag: one of the two was lost.
    Behind(u8),
    /// Bytes that start no frame, counted to be reported at the next flag.
    Garbage(usize),
    /// The rest of a frame over the limit, reported already.
    Discarding,
}

/// What is at the front of the buffer.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// Nothing complete.
    Incomplete,
    /// A frame.
    Frame(Found),
    /// A text of this many bytes with its parentheses.
    Text(usize),
    /// Skipped.
    Refused(DecodeError),
}

/// Where in the buffer a frame is: `inner` from..to, still escaped, between flags, of `length` bytes with them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub flag: u8,
    from: usize,
    to: usize,
    /// No byte in it is escaped: known of frames of the standard that came in one read.
    pub is_plain: bool,
}

impl Found {
    pub(super) fn inner(self) -> std::ops::Range<usize> {
        self.from..self.to
    }

    fn length(self) -> usize {
        self.to + 1
    }
}

impl Framer {
    /// A frame of the standard at the front of `input` that is as long as its header says, with no escape in it: what
    /// nearly all are, told from others without a search; and the XOR of all that is in it. What it finds
    /// [`next`](Self::next) would find too.
    #[inline]
    pub(super) fn whole(&mut self, input: &BytesMut, limit: usize) -> Option<(Found, u8)> {
        let [flag, a, b, c, d] = *input.first_chunk()?;
        let to = 1 + header::length(u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])) + 1;
        let is_new = self.searched == 0 && matches!(self.state, State::InStep | State::Behind(_));
        if flag != FLAG || !is_new || to >= limit || input.get(to) != Some(&FLAG) {
            return None;
        }
        let (sum, is_special_among) = scan(&input[1..to]);
        if is_special_among {
            return None;
        }
        self.state = State::InStep;
        Some((Found { flag, from: 1, to, is_plain: true }, sum))
    }

    /// Looks for the next frame at the front of `input`, dropping what cannot be one.
    pub(super) fn next(&mut self, input: &mut BytesMut, limit: usize) -> Step {
        loop {
            let Some(&first) = input.first() else { return Step::Incomplete };
            match self.state {
                State::InStep => match first {
                    FLAG | LOCK_FLAG => match self.frame(input, first, limit) {
                        Some(Step::Refused(oversized)) => {
                            input.advance(1);
                            return Step::Refused(oversized);
                        }
                        Some(step) => return step,
                        None => input.advance(1),
                    },
                    b'(' => match text(input) {
                        Some(step) => return step,
                        None => self.state = State::Garbage(0),
                    },
                    _ => self.state = State::Garbage(0),
                },
                State::Behind(flag) => {
                    self.state = State::InStep;
                    if !matches!(first, FLAG | LOCK_FLAG | b'(')
                        && let Some(step) = self.unopened(input, flag, limit)
                    {
                        return step;
                    }
                }
                State::Garbage(so_far) => {
                    let flag = memchr(FLAG, input);
                    // Reported in pieces of the limit, so that endless garbage does not go unnoticed.
                    let now = flag.unwrap_or(input.len()).min(limit.max(1) - so_far);
                    input.advance(now);
                    let skipped = so_far + now;
                    let in_step = input.first() == Some(&FLAG);
                    if !in_step && skipped < limit {
                        self.state = State::Garbage(skipped);
                        return Step::Incomplete;
                    }
                    self.state = if in_step { State::InStep } else { State::Garbage(0) };
                    if skipped > 0 {
                        return Step::Refused(DecodeError::Garbage { skipped });
                    }
                }
                State::Discarding => match memchr(FLAG, input) {
                    Some(flag) => {
                        input.advance(flag);
                        self.state = State::InStep;
                    }
                    None => input.clear(),
                },
            }
        }
    }

    /// Whether a lock's flag in front of `window`, searched up to `from`, was none: a whole frame of the standard is behind
    /// it. Otherwise a damaged byte would swallow good frames until the limit.
    fn is_stray(&mut self, window: &[u8], mut from: usize) -> bool {
        while let Some(at) = memchr(FLAG, &window[from..]).map(|at| from + at) {
            if self.inside.is_some_and(|opening| is_whole(&window[opening + 1..at])) {
                return true;
            }
            (self.inside, from) = (Some(at), at + 1);
        }
        false
    }

    /// Drops a frame that was understood.
    pub(super) fn consume(&mut self, input: &mut BytesMut, frame: Found) {
        (self.searched, self.inside) = (0, None);
        self.state = State::Behind(frame.flag);
        if input.len() == frame.length() {
            // Nearly always. The room is kept for what comes next.
            input.clear();
        } else {
            input.advance(frame.length());
        }
    }

    /// Drops a frame that was none; its closing flag may open the next one.
    pub(super) fn reject(&mut self, input: &mut BytesMut, frame: Found) {
        (self.searched, self.inside) = (0, None);
        input.advance(frame.to);
    }

    /// Looks for a frame without its opening flag. Only one whose checksum is right is taken for it.
    fn unopened(&mut self, input: &BytesMut, flag: u8, limit: usize) -> Option<Step> {
        let window = &input[..input.len().min(limit)];
        match memchr(flag, &window[self.searched.min(window.len())..]) {
            Some(at) => {
                let to = self.searched + at;
                let mut inner = window[..to].to_vec();
                let length = unescape(&mut inner, flag);
                self.searched = 0;
                let (found, content) = inner[..length].split_last()?;
                (content.len() >= SHORTEST && *found == xor(content)).then_some(Step::Frame(Found {
                    flag,
                    from: 0,
                    to,
                    is_plain: false,
                }))
            }
            None if input.len() < limit => {
                (self.state, self.searched) = (State::Behind(flag), input.len());
                Some(Step::Incomplete)
            }
            None => {
                self.searched = 0;
                None
            }
        }
    }

    /// `None`: the first flag opens nothing, the second does.
    fn frame(&mut self, input: &BytesMut, flag: u8, limit: usize) -> Option<Step> {
        if input.get(1) == Some(&flag) {
            return None;
        }
        let from = self.searched.max(1).min(input.len());
        let to = input.len().min(limit.max(2));
        let window = &input[..to.max(from)];
        // One search for both, since most frames have no escape.
        let (end, is_plain) = match flag {
            FLAG => match memchr2(FLAG, ESCAPE, &window[from..]).map(|at| from + at) {
                Some(at) if window[at] == ESCAPE => (memchr(FLAG, &window[at..]).map(|more| at + more), false),
                found => (found, from == 1),
            },
            _ => (memchr(flag, &window[from..]).map(|at| from + at), false),
        };
        if flag == LOCK_FLAG && self.is_stray(&window[..end.unwrap_or(window.len())], from) {
            (self.searched, self.inside) = (0, None);
            return None;
        }
        if let Some(to) = end {
            return Some(Step::Frame(Found { flag, from: 1, to, is_plain }));
        }
        if input.len() < limit.max(2) {
            self.searched = input.len();
            return Some(Step::Incomplete);
        }
        (self.searched, self.inside) = (0, None);
        self.state = State::Discarding;
        Some(Step::Refused(DecodeError::Oversized { length: limit.max(2) + 1, limit }))
    }
}

/// Whether what stands between two [`FLAG`]s adds up: checksum and length.
fn is_whole(inner: &[u8]) -> bool {
    let mut inner = inner.to_vec();
    let length = unescape(&mut inner, FLAG);
    let Some((&found, content)) = inner[..length].split_last() else { return false };
    found == xor(content)
        && Header::read(content, FLAG).is_some_and(|(header, body)| body.len() == header.stated_length())
}

/// `None`: no text, since a byte in it is not printable or it is too long.
fn text(input: &BytesMut) -> Option<Step> {
    let window = &input[1..input.len().min(TEXT_LIMIT)];
    match window.iter().position(|&b| b == b')' || !(0x20..FLAG).contains(&b)) {
        Some(at) if window[at] == b')' => Some(Step::Text(at + 2)),
        Some(_) => None,
        None => (input.len() < TEXT_LIMIT).then_some(Step::Incomplete),
    }
}

/// Takes the next frame off the front of `input`, with its flags and its escapes undone (or a lock's text between
/// parentheses), skipping what starts none; `None` while it is incomplete. What is in it is not looked at.
pub fn split(input: &mut BytesMut, max_frame: usize) -> Option<Vec<u8>> {
    let mut framer = Framer::default();
    loop {
        match framer.next(input, max_frame) {
            Step::Incomplete => return None,
            Step::Refused(_) => {}
            Step::Text(length) => return Some(input.split_to(length).to_vec()),
            Step::Frame(found) => {
                let mut frame = vec![found.flag];
                frame.extend_from_slice(&input[found.inner()]);
                let length = unescape(&mut frame[1..], found.flag);
                frame.truncate(length + 1);
                frame.push(found.flag);
                input.advance(found.length());
                return Some(frame);
            }
        }
    }
}
