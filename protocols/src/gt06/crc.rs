//! CRC-16/X-25, which the vendor calls CRC-ITU: reflected 0x1021, start and final inversion 0xffff.
//!
//! Source: Concox GT06N/JM-VL03 communication protocol, appendix "CRC-ITU". Eight bytes a step, by tables built at
//! compile time: the checksum is the costliest part of a plain position.

const TABLES: [[u16; 256]; 8] = tables();

const fn tables() -> [[u16; 256]; 8] {
    let mut tables = [[0u16; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u16;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0x8408 } else { crc >> 1 };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
    }
    let mut table = 1;
    while table < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[table - 1][byte];
            tables[table][byte] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
}

/// The checksum of `bytes`.
pub(super) fn crc_itu(bytes: &[u8]) -> u16 {
    let mut crc = 0xffffu16;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        let head = crc ^ u16::from_le_bytes([chunk[0], chunk[1]]);
        crc = TABLES[7][(head & 0xff) as usize]
            ^ TABLES[6][(head >> 8) as usize]
            ^ TABLES[5][chunk[2] as usize]
            ^ TABLES[4][chunk[3] as usize]
            ^ TABLES[3][chunk[4] as usize]
            ^ TABLES[2][chunk[5] as usize]
            ^ TABLES[1][chunk[6] as usize]
            ^ TABLES[0][chunk[7] as usize];
    }
    for &byte in rest {
        crc = (crc >> 8) ^ TABLES[0][((crc ^ u16::from(byte)) & 0xff) as usize];
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_catalogue_check_value() {
        assert_eq!(crc_itu(b"123456789"), 0x906e);
    }

    proptest! {
        #[test]
        fn eight_at_a_time_is_one_at_a_time(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let slow = bytes.iter().fold(0xffffu16, |crc, &byte| {
                (0..8).fold(crc ^ u16::from(byte), |c, _| if c & 1 == 1 { (c >> 1) ^ 0x8408 } else { c >> 1 })
            });
            prop_assert_eq!(crc_itu(&bytes), !slow);
        }
    }
}
