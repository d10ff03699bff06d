//! Frames of a stream without a session, for the framing cases of a corpus.

use super::frame::{Framer, Step, unescape};
use bytes::BytesMut;

/// Takes the next frame or text off the front of a stream, escapes undone and flags kept; `None` while it is incomplete.
pub(crate) fn split(input: &mut BytesMut, max_frame: usize) -> Option<Vec<u8>> {
    let mut framer = Framer::default();
    loop {
        match framer.next(input, max_frame) {
            Step::Incomplete => return None,
            Step::Refused(_) => {}
            Step::Text(length) => return Some(input.split_to(length).to_vec()),
            Step::Frame(length) => {
                let mut frame = input.split_to(length).to_vec();
                if let [flag, inner @ .., _] = frame.as_mut_slice() {
                    let (flag, inner_length) = (*flag, unescape(inner, *flag));
                    frame.truncate(1 + inner_length);
                    frame.push(flag);
                }
                return Some(frame);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_and_texts_are_split_and_unescaped() {
        let mut input = BytesMut::from(&b"\x01\x7e\x02\x7d\x01\x7d\x02\x7e\x7e\x03\x7e(ab)\x7e\x04"[..]);
        let mut frames = Vec::new();
        while let Some(frame) = split(&mut input, 1024) {
            frames.push(frame);
        }
        assert_eq!(frames, [b"\x7e\x02\x7d\x7e\x7e".to_vec(), b"\x7e\x03\x7e".to_vec(), b"(ab)".to_vec()]);
        assert_eq!(input, b"\x7e\x04"[..]);
    }
}
