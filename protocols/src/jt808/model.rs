//! Vendor models whose codes differ from the family's.

/// Which code tables a device uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Model {
    /// The common ones.
    #[default]
    Common,
    /// Padlocks G-360P and G-508P: shackle bits in the alarm word.
    Padlock,
    /// AOVX AL300 and GL100 asset trackers.
    Aovx,
    /// Jimi JC dash cameras: item 0xE8 is a status or alarm.
    JimiCamera,
    /// G1C Pro: status bit 4 is motion.
    G1cPro,
    /// MV710G and MV810G: status bit 16 is the door.
    Mv,
    /// DT800: item 0xE2 is no fuel level.
    Dt800,
    /// VL300: alarm bits 29 and 30 are no collision.
    Vl300,
    /// C5 and C5L: item 0xF8 counts steps.
    C5,
    /// G10LS: its own alarm word, status bits and control words.
    G10ls,
}

impl Model {
    pub(super) fn of(name: Option<&str>) -> Self {
        match name {
            Some("G-360P" | "G-508P") => Model::Padlock,
            Some("AL300" | "GL100") => Model::Aovx,
            Some("JC371" | "JC181" | "JC182" | "JC450" | "JC451") => Model::JimiCamera,
            Some("G1C Pro") => Model::G1cPro,
            Some("MV710G" | "MV810G") => Model::Mv,
            Some("DT800") => Model::Dt800,
            Some("VL300") => Model::Vl300,
            Some("C5" | "C5L") => Model::C5,
            Some("G10LS") => Model::G10ls,
            _ => Model::Common,
        }
    }
}
