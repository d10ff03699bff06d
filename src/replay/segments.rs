//! One direction of a TCP connection put together again from its segments, which a recording holds in any order and
//! more than once (RFC 9293, sections 3.4 and 3.10.7.4: sequence numbers, and what of a segment is new).

use super::Chunk;
use chrono::{DateTime, Utc};

/// A segment as it was recorded.
#[derive(Debug, Clone)]
struct Segment {
    /// Number of its first byte.
    sequence: u32,
    chunk: Chunk,
}

/// What one side of a connection sent.
#[derive(Debug, Default)]
pub struct Segments {
    /// The number of the first byte, where the beginning was recorded.
    first: Option<u32>,
    segments: Vec<Segment>,
}

impl Segments {
    /// The connection's beginning: a segment with SYN and its sequence number. Returns false where it is another
    /// connection's: the ports are used again.
    pub fn begin(&mut self, sequence: u32) -> bool {
        let first = sequence.wrapping_add(1);
        match self.first {
            None if self.segments.is_empty() => self.first = Some(first),
            Some(known) if known == first => {}
            _ => return false,
        }
        true
    }

    /// A segment with data.
    pub fn add(&mut self, sequence: u32, at: DateTime<Utc>, bytes: &[u8], packet: usize) {
        if !bytes.is_empty() {
            let chunk = Chunk { at: Some(at), bytes: bytes.to_vec(), from: packet };
            self.segments.push(Segment { sequence, chunk });
        }
    }

    /// The stream, in order and each byte once; and what is missing where the recording has a gap, at which it ends.
    pub fn assembled(mut self) -> (Vec<Chunk>, Option<String>) {
        let Some(start) = self.segments.first().map(|s| s.sequence) else { return (Vec::new(), None) };
        // Numbers wrap around at 2³²; a recording is far shorter than half of that, so differences have a sign.
        let behind = |sequence: u32, base: u32| i64::from(sequence.wrapping_sub(base) as i32);
        let earliest = self.segments.iter().map(|s| behind(s.sequence, start)).min().unwrap_or(0);
        let base = self.first.unwrap_or_else(|| start.wrapping_add(earliest as u32));
        self.segments.sort_by_key(|s| behind(s.sequence, base));
        let (mut chunks, mut next, mut latest) = (Vec::new(), 0_i64, None);
        for Segment { sequence, mut chunk } in self.segments {
            let from = behind(sequence, base);
            let end = from + i64::try_from(chunk.bytes.len()).unwrap_or(i64::MAX);
            if end <= next {
                continue;
            }
            if from > next {
                let missing = from - next;
                return (chunks, Some(format!("{missing} bytes before packet {} were not recorded", chunk.from)));
            }
            let known = usize::try_from(next - from).unwrap_or(0);
            chunk.bytes.drain(..known);
            // A byte is delivered no earlier than those before it.
            latest = latest.max(chunk.at);
            chunk.at = latest;
            next = end;
            chunks.push(chunk);
        }
        (chunks, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(first: Option<u32>, parts: &[(u32, &str)]) -> (String, Option<String>) {
        let mut segments = Segments::default();
        if let Some(syn) = first {
            assert!(segments.begin(syn));
        }
        for (i, (sequence, text)) in parts.iter().enumerate() {
            let at = DateTime::from_timestamp(i as i64, 0).expect("in range");
            segments.add(*sequence, at, text.as_bytes(), i + 1);
        }
        let (chunks, gap) = segments.assembled();
        assert!(chunks.is_sorted_by_key(|c| c.at));
        (chunks.iter().map(|c| String::from_utf8_lossy(&c.bytes).into_owned()).collect(), gap)
    }

    #[test]
    fn reordered_repeated_and_overlapping_segments_are_one_stream() {
        let whole = ("abcdefgh".to_owned(), None);
        assert_eq!(stream(Some(9), &[(10, "abc"), (13, "defgh")]), whole);
        assert_eq!(stream(Some(9), &[(13, "defgh"), (10, "abc")]), whole);
        assert_eq!(
            stream(Some(9), &[(10, "abc"), (10, "abc"), (12, "cdef"), (9, "?"), (11, "bcdefgh"), (13, "d")]),
            whole
        );
        let wrapped = u32::MAX - 2;
        assert_eq!(stream(Some(wrapped), &[(2, "ef"), (wrapped.wrapping_add(1), "abcd"), (4, "gh")]), whole);
        assert_eq!(stream(None, &[(103, "defgh"), (100, "abc")]), whole, "from the middle on");
    }

    #[test]
    fn a_gap_ends_the_stream_and_is_said() {
        let (text, gap) = stream(Some(9), &[(10, "abc"), (15, "fgh")]);
        assert_eq!((text.as_str(), gap.as_deref()), ("abc", Some("2 bytes before packet 2 were not recorded")));
        let mut segments = Segments::default();
        assert!(segments.begin(7) && segments.begin(7));
        assert!(!segments.begin(8), "another connection");
    }
}
