//! Pictures that simulated cameras take: small, and no two alike.

use miniz_oxide::deflate::compress_to_vec_zlib;

const WIDTH: u32 = 96;
const HEIGHT: u32 = 64;

/// A PNG of a car of some colour under some sky, by a number that is taken once.
pub fn picture(number: u64) -> Vec<u8> {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hue = |shift: u32| (mixed >> shift) as u8;
    let (sky, paint) = ([hue(0) | 0x80, hue(8) | 0x80, 0xe0], [hue(16), hue(24), hue(32)]);
    let mut rows = Vec::with_capacity(((WIDTH * 3 + 1) * HEIGHT) as usize);
    for y in 0..HEIGHT {
        rows.push(0);
        for x in 0..WIDTH {
            let bit = (number >> (x / 2).min(63)) & 1 == 1;
            rows.extend(match (x, y) {
                // The number itself, as a strip: so that pictures differ in every byte that counts.
                (_, 0) => [if bit { 0xff } else { 0 }; 3],
                (12..84, 34..50) | (28..68, 22..34) => paint,
                (20..32, 50..58) | (64..76, 50..58) => [0x20; 3],
                (_, 0..54) => sky,
                _ => [0x60; 3],
            });
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&WIDTH.to_be_bytes()[..], &HEIGHT.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", compress_to_vec_zlib(&rows, 6)), (b"IEND", vec![])] {
        png.extend((data.len() as u32).to_be_bytes());
        let chunk = [&kind[..], &data].concat();
        png.extend(&chunk);
        png.extend(crc32(&chunk).to_be_bytes());
    }
    png
}

/// CRC-32 of ISO 3309, as PNG asks for it (RFC 2083, 15).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_png_files_and_all_different() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926, "the published check value");
        let all: std::collections::HashSet<Vec<u8>> = (0..500).map(picture).collect();
        assert_eq!(all.len(), 500);
        assert!(all.iter().all(|png| png.starts_with(b"\x89PNG") && png.len() < 2_000));
    }
}
