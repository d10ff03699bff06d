//! Any bytes, cut in any way.

use super::*;
use lienwatch_protocols::session::Checksum;
use proptest::prelude::*;

/// Streams of frames of every kind, some torn or changed, with garbage between.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let frame =
        (any::<bool>(), any::<u8>(), prop::collection::vec(any::<u8>(), 0..60)).prop_map(|(wide, kind, body)| {
            let content = show(&[&[kind][..], &body].concat());
            if wide { long(&content) } else { short(&content) }
        });
    let good = prop_oneof![
        Just(short("01 0351000111222333")),
        Just(short("13 44 06 04 00 02")),
        Just(short(&format!("22 {FIX} 02d4 04 0fa1 00b1c2 01 00 00"))),
        Just(hex("78780108 0d0a")),
        Just(hex("7878 0d 01 0351000111222333 42 0d0a")),
    ];
    let torn = (frame.clone(), any::<prop::sample::Index>()).prop_map(|(f, at)| f[..at.index(f.len())].to_vec());
    let changed = (frame.clone(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut f, at, byte)| {
        let at = at.index(f.len());
        f[at] = byte;
        f
    });
    let garbage =
        prop::collection::vec(prop_oneof![Just(0x78), Just(0x79), Just(0x0d), Just(0x0a), any::<u8>()], 0..20);
    prop::collection::vec(prop_oneof![3 => good, 3 => frame, 1 => torn, 2 => changed, 1 => garbage], 1..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn any_cutting_gives_the_same(bytes in stream(), cuts in prop::collection::vec(1usize..40, 1..30), tolerant: bool) {
        let checksum = if tolerant { Checksum::Tolerate } else { Checksum::Refuse };
        let options = Options { checksum, ..Options::default() };
        let whole = feed(&mut Gt06Session::new(options.clone()), &bytes);
        let mut session = Gt06Session::new(options.clone());
        let (mut input, mut out, mut left) = (BytesMut::new(), Vec::new(), &bytes[..]);
        for size in cuts.iter().cycle() {
            let (now_here, later) = left.split_at((*size).min(left.len()));
            input.extend_from_slice(now_here);
            session.receive(&mut input, now(), &mut out);
            prop_assert!(input.len() <= options.max_frame);
            left = later;
            if left.is_empty() {
                break;
            }
        }
        prop_assert_eq!(out, whole);
    }

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        feed(&mut logged_in(Options { checksum: Checksum::Tolerate, ..Options::default() }), &bytes);
    }

    #[test]
    fn any_content_of_any_kind_never_panics(wide: bool, kind: u8, body in prop::collection::vec(any::<u8>(), 0..200)) {
        let content = show(&[&[kind][..], &body].concat());
        let frame = if wide { long(&content) } else { short(&content) };
        let outputs = feed(&mut logged_in(Options::default()), &frame);
        for message in messages(&outputs) {
            prop_assert!(message.fix.is_none_or(|f| f.lat.abs() <= 90.0 && f.lon.abs() <= 180.0));
        }
    }
}
