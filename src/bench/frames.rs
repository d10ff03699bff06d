//! What is decoded: the packets of a corpus where there is one, else frames of our own encoders.

use super::speech;
use anyhow::Context;
use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::conformance::{Line, traffic};
use lienwatch_protocols::{Options, Output, Protocol};
use lienwatch_simulator::wire::Voice;
use std::path::Path;

/// Reports of an own tracker.
const OWN: i64 = 256;

/// A time for sessions that ask for one; nothing measured depends on it.
pub const NOW: DateTime<Utc> = DateTime::from_timestamp(1_795_219_200, 0).expect("in range");

/// The frames of one protocol.
pub struct Frames {
    /// Which.
    pub protocol: Protocol,
    /// `corpus`, or `own encoder`.
    pub source: &'static str,
    /// By connection.
    pub lines: Vec<Line>,
}

impl Frames {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.lines.iter().map(|line| line.packets.len()).sum()
    }

    /// Hands every frame to its session, as reads from a socket would; `each` sees the outputs of one, which are
    /// dropped then.
    #[inline]
    pub fn hear(&mut self, input: &mut BytesMut, outputs: &mut Vec<Output>, mut each: impl FnMut(&[Output])) {
        for line in &mut self.lines {
            for packet in &line.packets {
                input.clear();
                input.extend_from_slice(packet);
                line.session.receive(input, NOW, outputs);
                each(outputs);
                outputs.clear();
            }
        }
    }
}

/// Of every measured protocol.
pub fn all(corpus: Option<&Path>) -> anyhow::Result<Vec<Frames>> {
    speech::SPOKEN.iter().map(|&protocol| of(protocol, corpus)).collect()
}

fn of(protocol: Protocol, corpus: Option<&Path>) -> anyhow::Result<Frames> {
    let Some(corpus) = corpus else { return plain(protocol) };
    let path = corpus.join(format!("{protocol}.jsonl"));
    let jsonl = std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
    let lines = traffic(protocol.name(), &jsonl).with_context(|| path.display().to_string())?;
    anyhow::ensure!(!lines.is_empty(), "{} has no packet", path.display());
    Ok(Frames { protocol, source: "corpus", lines })
}

/// Plain positions of one tracker that has logged in, a frame each.
pub fn plain(protocol: Protocol) -> anyhow::Result<Frames> {
    let number = (1..).find(|n| speech::tracker(*n).protocol == protocol).context("no tracker speaks it")?;
    let mut voice = Voice::of(&speech::tracker(number))?;
    let mut session = protocol.session(Options::default()).context("it has no stream form")?;
    let mut bytes = BytesMut::new();
    voice.login(&mut bytes);
    session.receive(&mut bytes, NOW, &mut Vec::new());
    let frame = |n| {
        let mut bytes = BytesMut::new();
        voice.say(&[speech::position(number, n, NOW)], &mut bytes);
        bytes.to_vec()
    };
    let packets = (0..OWN).map(frame).collect();
    Ok(Frames { protocol, source: "own encoder", lines: vec![Line { session, packets }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_frame_is_one_position_and_its_reply() {
        for protocol in speech::SPOKEN {
            let mut frames = plain(protocol).expect("frames");
            let mut heard = 0;
            frames.hear(&mut BytesMut::new(), &mut Vec::new(), |outputs| {
                let [Output::Message(m), Output::Reply { .. }] = outputs else { panic!("{protocol}: {outputs:?}") };
                assert!(m.fix.is_some() && m.alarms.is_empty(), "{protocol}: {m:?}");
                heard += 1;
            });
            assert_eq!(heard, frames.count(), "{protocol}");
        }
    }
}
