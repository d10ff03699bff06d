use super::super::command::{frame as short, long_frame};
use super::*;
use bytes::{BufMut, BytesMut};

fn made(kind: u8, content: &[u8]) -> Vec<u8> {
    let mut out = BytesMut::new();
    short(kind, 0x0102, &mut out, |body| body.put_slice(content));
    out.to_vec()
}

fn step(bytes: &[u8]) -> Step<'_> {
    next(bytes, 16 * 1024)
}

fn the_frame(bytes: &[u8]) -> Frame<'_> {
    match step(bytes) {
        Step::Frame(frame) => frame,
        other => panic!("no frame: {other:?}"),
    }
}

#[test]
fn a_short_and_a_long_frame() {
    let bytes = made(0x13, &[1, 2, 3]);
    let frame = the_frame(&bytes);
    assert_eq!((frame.total, frame.kind, frame.content, frame.serial), (bytes.len(), 0x13, &[1, 2, 3][..], [1, 2]));
    assert_eq!(frame.sum, Sum::Right);

    let mut long = BytesMut::new();
    long_frame(0x94, 7, &mut long, |body| body.put_bytes(0xaa, 300));
    let frame = the_frame(&long);
    assert!(frame.extended && frame.content.len() == 300 && frame.sum == Sum::Right);
}

#[test]
fn every_prefix_waits_for_more() {
    let bytes = made(0x12, &[9; 26]);
    for end in 0..bytes.len() - 1 {
        assert_eq!(step(&bytes[..end]), Step::More, "{end}");
    }
}

#[test]
fn a_changed_bit_is_a_wrong_sum() {
    let mut bytes = made(0x13, &[1, 2, 3]);
    bytes[5] ^= 0x10;
    assert!(matches!(the_frame(&bytes).sum, Sum::Wrong { .. }));
}

#[test]
fn a_line_feed_less_frame_is_whole_if_its_sum_is_right() {
    let bytes = made(0x13, &[1, 2, 3]);
    let torn = &bytes[..bytes.len() - 1];
    assert_eq!(the_frame(torn).total, torn.len());
    let mut wrong = torn.to_vec();
    wrong[4] ^= 1;
    assert_eq!(step(&wrong), Step::More);
}

#[test]
fn garbage_is_skipped_to_the_next_start() {
    let mut bytes = vec![0x00, 0x78, 0x12, 0x79];
    bytes.extend(made(0x13, &[1, 2, 3]));
    assert_eq!(step(&bytes), Step::Skip(4));
    assert_eq!(step(&[1, 2, 0x78]), Step::Skip(2));
    assert_eq!(step(&[0x78, 0x79]), Step::Skip(1));
}

#[test]
fn a_torn_frame_does_not_swallow_the_next() {
    let mut bytes = made(0x22, &[9; 34]);
    bytes.truncate(12);
    let good = made(0x13, &[1, 2, 3, 4, 5]);
    bytes.extend(&good);
    bytes.extend(made(0x13, &[1, 2, 3, 4, 5]));
    bytes.extend(made(0x13, &[1, 2, 3, 4, 5]));
    assert_eq!(step(&bytes), Step::Skip(12));
    assert_eq!(the_frame(&bytes[12..]).total, good.len());
}

#[test]
fn a_miscounted_frame_ends_where_its_sum_is_right() {
    // Length 5 instead of 8, the checksum made over it.
    let mut bytes = vec![0x78, 0x78, 5, 0x13, 1, 2, 3, 0, 9];
    let sum = crc_itu(&bytes[2..]);
    bytes.put_u16(sum);
    bytes.extend(END);
    let frame = the_frame(&bytes);
    assert_eq!((frame.total, frame.sum, frame.content), (bytes.len(), Sum::Right, &[1, 2, 3][..]));
}

#[test]
fn forms_without_a_checksum() {
    let login = [0x78, 0x78, 0x0d, 0x01, 1, 2, 3, 4, 5, 6, 7, 8, 0x42, 0x0d, 0x0a];
    assert_eq!((the_frame(&login).total, the_frame(&login).sum), (15, Sum::Absent));
    let beat = [0x78, 0x78, 0x01, 0x08, 0x0d, 0x0a];
    assert_eq!((the_frame(&beat).kind, the_frame(&beat).sum), (0x08, Sum::Absent));
    // One access point; no cells; a line end inside the time.
    let mut wifi = vec![0x78, 0x78, 1, 0x69, 0x24, 0x01, 0x02, 0x0d, 0x0a, 0x00];
    wifi.extend([1, 2, 3, 4, 5, 6, 70, 0, 0x01, 0xcc, 0x00, 0x0d, 0x0a]);
    assert_eq!(the_frame(&wifi).total, wifi.len());
    assert_eq!(step(&wifi[..wifi.len() - 1]), Step::More);
}

#[test]
fn a_frame_over_the_limit_is_refused_by_its_length() {
    let header = [0x79, 0x79, 0xff, 0xff, 0x94];
    assert_eq!(next(&header, 1024), Step::Oversized { length: 0xffff + 6 });
}

#[test]
fn a_form_that_counts_access_points_has_the_same_limit() {
    let mut bytes = vec![0x78, 0x78, 200, 0x69];
    assert_eq!(next(&bytes, 1000), Step::Oversized { length: 4 + 6 + 7 * 200 + 6 });
    assert_eq!(next(&bytes, 2048), Step::More);
    bytes.resize(4 + 6 + 7 * 200, 0);
    bytes.push(250);
    assert_eq!(next(&bytes, 2048), Step::Oversized { length: bytes.len() + 3 + 5 * 250 + 2 });
    assert_eq!(next(&bytes, 4096), Step::More);
}
