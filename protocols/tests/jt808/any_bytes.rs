//! Whatever arrives, in whatever pieces: no panic, nothing kept beyond a frame, the same outputs.

use super::made::*;
use bytes::BytesMut;
use lienwatch_protocols::jt808::Jt808Session;
use lienwatch_protocols::{Options, Output, Session};
use proptest::collection::vec;
use proptest::prelude::*;

const LIMIT: usize = 512;

fn session(strict: bool) -> Jt808Session {
    use lienwatch_protocols::session::{Checksum, OtherIdentity};
    let (checksum, other_identity) =
        if strict { (Checksum::Refuse, OtherIdentity::Conflict) } else { (Checksum::Tolerate, OtherIdentity::Session) };
    Jt808Session::new(Options { checksum, other_identity, max_frame: LIMIT, ..Options::default() })
}

/// Outputs of a stream cut at `cuts`.
fn outputs(strict: bool, stream: &[u8], cuts: &[usize]) -> Vec<Output> {
    let (mut session, mut input, mut outputs) = (session(strict), BytesMut::new(), Vec::new());
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (stream.len() + 1)).collect();
    cuts.push(stream.len());
    cuts.sort_unstable();
    let mut from = 0;
    for to in cuts {
        input.extend_from_slice(&stream[from..to]);
        from = to;
        session.receive(&mut input, now(), &mut outputs);
        assert!(input.len() <= LIMIT, "{} bytes kept", input.len());
    }
    outputs
}

/// Bytes that often mean something.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![2 => Just(0x7e_u8), 1 => Just(0x7d_u8), 1 => Just(0xe7_u8), 1 => Just(b'('), 1 => Just(b')'), 12 => any::<u8>()]
}

/// Ids of messages that are looked into.
const IDS: &[u16] = &[
    0x0001, 0x0002, 0x0003, 0x0100, 0x0102, 0x0104, 0x0107, 0x0109, 0x0200, 0x0201, 0x0210, 0x0500, 0x0701, 0x0702,
    0x0704, 0x0800, 0x0801, 0x0900, 0x1300, 0x2070, 0x5501, 0x5502, 0x6006, 0x8888,
];

/// A well-formed frame around any body.
fn framed() -> impl Strategy<Value = Vec<u8>> {
    (proptest::sample::select(IDS), any::<u16>(), vec(any::<u8>(), 0..120), any::<bool>())
        .prop_map(|(id, serial, body, new)| if new { v2019(id, serial, &body) } else { v2013(id, serial, &body) })
}

/// A location with any items.
fn located() -> impl Strategy<Value = Vec<u8>> {
    let item =
        (any::<u8>(), vec(any::<u8>(), 0..24)).prop_map(|(id, value)| [&[id, value.len() as u8][..], &value].concat());
    let models = (any::<u32>(), any::<u32>(), vec(item, 0..8), vec(any::<u8>(), 0..3));
    models.prop_map(|(alarms, status, items, tail)| {
        let body = [location(alarms, status, ""), items.concat(), tail].concat();
        v2013(0x0200, 1, &body)
    })
}

/// Parts of split messages, in any order and with any numbers.
fn parts() -> impl Strategy<Value = Vec<u8>> {
    (proptest::sample::select(IDS), 0..4u16, 0..4u16, 0..4u16, vec(any::<u8>(), 0..40))
        .prop_map(|(id, serial, total, number, body)| part(id, serial, total, number, &body))
}

fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![vec(byte(), 0..60), framed(), located(), parts(), Just(vec![9; 700])];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces(bytes in vec(byte(), 0..600), cuts in vec(any::<usize>(), 0..8), strict in any::<bool>()) {
        prop_assert_eq!(outputs(strict, &bytes, &cuts), outputs(strict, &bytes, &[]));
    }

    #[test]
    fn frames_and_garbage_in_any_pieces(bytes in stream(), cuts in vec(any::<usize>(), 0..12), strict in any::<bool>()) {
        let whole = outputs(strict, &bytes, &[]);
        prop_assert_eq!(outputs(strict, &bytes, &cuts), whole);
    }

    #[test]
    fn any_items_keep_the_fix(bytes in located()) {
        let outputs = outputs(true, &bytes, &[]);
        let fix = messages(&outputs)[0].fix;
        prop_assert!(fix.is_some_and(|fix| (fix.lat.abs(), fix.lon.abs()) == (1.2921, 36.8219)));
    }

    #[test]
    fn models_take_any_items(bytes in located(), model in proptest::sample::select(&["GL100", "JC371", "MV710G", "C5"][..])) {
        feed(&mut of_model(model), &bytes);
    }

    #[test]
    fn a_changed_byte_is_never_another_message(bytes in located(), at in any::<proptest::sample::Index>(), change in 1..=255u8) {
        // One byte between the flags: the checksum tells, unless the change makes or breaks a flag or an escape.
        let mut changed = bytes.clone();
        let at = 1 + at.index(changed.len() - 2);
        changed[at] ^= change;
        let special = |b: u8| b == 0x7e || b == 0x7d;
        prop_assume!(!special(changed[at]) && !special(bytes[at]) && !special(bytes[at - 1]));
        let outputs = outputs(true, &changed, &[]);
        prop_assert!(messages(&outputs).is_empty(), "{:?}", outputs);
    }

    #[test]
    fn every_byte_at_a_time(bytes in stream()) {
        let every: Vec<usize> = (0..bytes.len()).collect();
        prop_assert_eq!(outputs(true, &bytes, &every), outputs(true, &bytes, &[]));
    }
}
