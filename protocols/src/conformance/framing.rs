//! Runs the framing cases: streams, cut in pieces, and the frames they give.

use super::corpus::{self, BadLine, from_hex, to_hex};
use super::report::Cases;
use crate::session::Protocol;
use bytes::BytesMut;
use serde::Deserialize;

/// The largest frame accepted in a run, bytes.
const MAX_FRAME: usize = 64 * 1024;

/// Takes the next frame off the front of the input as its decoder gets it (terminators as in the corpus, escapes
/// undone), skipping what starts none; `None` while it is incomplete.
type Split = fn(&mut BytesMut, usize) -> Option<Vec<u8>>;

#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    protocol: String,
    /// `test`: from the reference's own tests; `derived`: made of corpus packets.
    source: String,
    stream: String,
    /// Byte offsets: one write per piece.
    #[serde(default)]
    cuts: Vec<usize>,
    frames: Vec<String>,
    /// One frame per packet; otherwise where a framer resumes is a matter of taste.
    #[serde(default)]
    clean: bool,
    /// Depends on earlier traffic of the connection.
    #[serde(default)]
    standalone: bool,
}

impl Case {
    fn required(&self) -> bool {
        !self.standalone && (self.source == "test" || self.clean)
    }
}

/// Runs the cases of `framing.jsonl` that belong to `protocols`.
pub fn run_framing(jsonl: &str, protocols: &[Protocol]) -> Result<Cases, BadLine> {
    let cases: Vec<Case> = corpus::lines(jsonl)?;
    Ok(run(&cases, |name| protocols.iter().find(|p| p.name() == name).and_then(|p| splitter(*p))))
}

fn splitter(protocol: Protocol) -> Option<Split> {
    match protocol {
        Protocol::Teltonika => Some(crate::teltonika::split),
        Protocol::Jt808 => Some(crate::jt808::split),
        Protocol::Gt06 => Some(crate::gt06::split),
        Protocol::Json => None,
    }
}

fn run(cases: &[Case], splitter: impl Fn(&str) -> Option<Split>) -> Cases {
    let mut counted = Cases::default();
    for case in cases {
        if let Some(split) = splitter(&case.protocol) {
            counted.count(&case.id, case.required(), differs(case, split));
        }
    }
    counted
}

fn differs(case: &Case, split: Split) -> Option<String> {
    let Some(stream) = from_hex(&case.stream) else { return Some("the stream is not hex".to_owned()) };
    let mut frames = Vec::new();
    let mut input = BytesMut::new();
    let mut from = 0;
    for to in case.cuts.iter().copied().chain([stream.len()]) {
        let Some(piece) = stream.get(from..to) else { return Some(format!("the cut at {to} is out of order")) };
        input.extend_from_slice(piece);
        from = to;
        while let Some(frame) = split(&mut input, MAX_FRAME) {
            frames.push(to_hex(&frame));
        }
    }
    if frames == case.frames {
        return None;
    }
    let at = frames.iter().zip(&case.frames).take_while(|(ours, reference)| ours == reference).count();
    let show = |frames: &[String]| frames.get(at).cloned().unwrap_or_else(|| "none".to_owned());
    Some(format!(
        "{} frames, reference {}; frame {at}: ours {}, reference {}",
        frames.len(),
        case.frames.len(),
        show(&frames),
        show(&case.frames)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A length byte and that many bytes.
    fn by_length(input: &mut BytesMut, _max: usize) -> Option<Vec<u8>> {
        let length = usize::from(*input.first()?) + 1;
        (input.len() >= length).then(|| input.split_to(length).to_vec())
    }

    /// Cuts anywhere.
    fn by_byte(input: &mut BytesMut, _max: usize) -> Option<Vec<u8>> {
        (!input.is_empty()).then(|| input.split_to(1).to_vec())
    }

    fn case(change: serde_json::Value) -> Case {
        let mut case = json!({"id": "made-1", "protocol": "made", "source": "derived", "stream": "01aa02bbcc03dd",
            "cuts": [1, 4], "frames": ["01aa", "02bbcc"], "clean": true});
        for (key, value) in change.as_object().expect("an object") {
            case[key] = value.clone();
        }
        serde_json::from_value(case).expect("a case")
    }

    #[test]
    fn frames_are_compared_over_cuts_and_an_incomplete_tail() {
        let cases = [case(json!({}))];
        assert_eq!(run(&cases, |_| Some(by_length)), Cases { cases: 1, passed: 1, ..Cases::default() });
        let wrong = run(&cases, |_| Some(by_byte));
        assert_eq!((wrong.failed, wrong.required_failed), (1, 1));
        assert_eq!(wrong.failures[0].diff, "7 frames, reference 2; frame 0: ours 01, reference 01aa");
    }

    #[test]
    fn a_matter_of_taste_is_counted_and_not_required() {
        let cases = [case(json!({"clean": false})), case(json!({"standalone": true}))];
        let wrong = run(&cases, |_| Some(by_byte));
        assert_eq!((wrong.cases, wrong.failed, wrong.required_failed), (2, 2, 0));
    }

    #[test]
    fn cases_of_other_protocols_are_not_counted() {
        assert_eq!(run(&[case(json!({}))], |_| None), Cases::default());
    }
}
