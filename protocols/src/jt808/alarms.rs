//! The alarm word of a location. JT/T 808-2013, table 24; bits 15 to 18, which it reserves, are read as most makers of
//! trackers use them (15 vibration, 16 and 17 tampering, 18 internal battery low). Makers differ: see the tables.

use super::model::Model;
use crate::message::{Alarm, Alarms};

const STANDARD: &[(u32, Alarm)] = &[
    (0, Alarm::Sos),
    (1, Alarm::Overspeed),
    (2, Alarm::Fatigue),
    (4, Alarm::Fault),
    (5, Alarm::GnssAntennaCut),
    (6, Alarm::GnssAntennaShort),
    (7, Alarm::LowExternalPower),
    (8, Alarm::PowerCut),
    (9, Alarm::Fault),
    (10, Alarm::Fault),
    (11, Alarm::Fault),
    (12, Alarm::Fault),
    (15, Alarm::Vibration),
    (16, Alarm::Tamper),
    (17, Alarm::Tamper),
    (18, Alarm::LowBattery),
    (19, Alarm::Parking),
    (20, Alarm::Fence),
    (21, Alarm::Fence),
    (24, Alarm::Fault),
    (25, Alarm::FuelLeak),
    (26, Alarm::Stolen),
    (27, Alarm::IllegalIgnition),
    (28, Alarm::Movement),
    (29, Alarm::Accident),
    (30, Alarm::Accident),
    (31, Alarm::Door),
];

/// G10LS (JT/T 808 protocol for G10LS, table 18): the battery of wireless ones, vibration, removal seen by light.
const G10LS: &[(u32, Alarm)] = &[
    (0, Alarm::Sos),
    (1, Alarm::Overspeed),
    (2, Alarm::Fatigue),
    (7, Alarm::LowExternalPower),
    (8, Alarm::PowerCut),
    (15, Alarm::LowBattery),
    (16, Alarm::Vibration),
    (17, Alarm::Removed),
    (19, Alarm::Parking),
    (28, Alarm::Movement),
];

/// Padlocks use the low bits for their shackle.
const PADLOCK: &[(u32, Alarm)] = &[(0, Alarm::Removed), (1, Alarm::Tamper), (4, Alarm::Removed)];

/// AOVX asset trackers only use this one.
const AOVX: &[(u32, Alarm)] = &[(16, Alarm::Movement)];

/// Bit 8: the main power is cut. The flag stands for as long as it is.
pub(super) const MAIN_POWER_CUT: u32 = 1 << 8;

/// The alarms of a table by their bits: few of a word's 32 are set.
struct Table {
    by_bit: [Option<Alarm>; 32],
    /// Bits that have one.
    named: u32,
}

impl Table {
    const fn of(alarms: &[(u32, Alarm)]) -> Self {
        let mut table = Table { by_bit: [None; 32], named: 0 };
        let mut at = 0;
        while at < alarms.len() {
            let (bit, alarm) = alarms[at];
            table.by_bit[bit as usize] = Some(alarm);
            table.named |= 1 << bit;
            at += 1;
        }
        table
    }
}

static BY_BIT: Table = Table::of(STANDARD);
static G10LS_BY_BIT: Table = Table::of(G10LS);
static PADLOCK_BY_BIT: Table = Table::of(PADLOCK);
static AOVX_BY_BIT: Table = Table::of(AOVX);

/// The alarms of an alarm word.
pub(super) fn of_word(word: u32, model: Model) -> Alarms {
    let table = table(model);
    let (mut alarms, mut rest) = (Alarms::NONE, word & table.named);
    while rest != 0 {
        if let Some(alarm) = table.by_bit[rest.trailing_zeros() as usize]
            && !(model == Model::Vl300 && alarm == Alarm::Accident)
        {
            alarms.insert(alarm);
        }
        rest &= rest - 1;
    }
    alarms
}

/// Whether a bit of the word is set that has no alarm of ours.
pub(super) fn has_unnamed(word: u32, model: Model) -> bool {
    word & !table(model).named != 0
}

fn table(model: Model) -> &'static Table {
    match model {
        Model::Padlock => &PADLOCK_BY_BIT,
        Model::Aovx => &AOVX_BY_BIT,
        Model::G10ls => &G10LS_BY_BIT,
        _ => &BY_BIT,
    }
}

/// The bits that the standard has for `alarms`; what it has no bit for is left out.
pub(super) fn to_word(alarms: Alarms) -> u32 {
    let first_bit = |alarm: Alarm| STANDARD.iter().find(|&&(_, a)| a == alarm).map_or(0, |(bit, _)| 1 << bit);
    alarms.iter().map(first_bit).fold(0, |word, bit| word | bit)
}
