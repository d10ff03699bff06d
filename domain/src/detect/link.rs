//! A silence of a wired tracker, judged when it is back and has had time to upload what it stored.

use super::moment::Moment;
use super::parameters::GsmJammingParameters;
use crate::geo::Point;
use crate::observation::{Flags, Observation};
use serde::{Deserialize, Serialize};

/// How a device was when it was last heard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Parting {
    pub at: Moment,
    pub point: Option<Point>,
    pub under_way: bool,
    /// Running on its own battery.
    pub cut: bool,
}

/// A silence that is over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Silence {
    pub parting: Parting,
    pub length_s: f64,
    /// When it spoke again, and where its first fix was.
    pub back: Moment,
    pub back_point: Option<Point>,
    /// Reports of the silence came later.
    pub stored: bool,
}

/// The link of one device to us.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    over: Option<Silence>,
    /// Silences that began under way after which stored reports came, and after which none came.
    pub stored: u16,
    pub unstored: u16,
    /// The last two signal levels told, 0 to 4.
    signal: [Option<i8>; 2],
}

impl Link {
    /// Takes a report; `silence` is the one it ended, if it passed its deadline.
    pub(super) fn take(&mut self, o: &Observation, rx: Moment, silence: Option<(f64, Parting)>, few_satellites: i16) {
        if let Some(level) = o.attributes.as_ref().and_then(|a| a.get("gsm_level")).and_then(serde_json::Value::as_i64)
        {
            self.signal = [self.signal[1], Some(level.clamp(0, 100) as i8)];
        }
        if let Some((length_s, parting)) = silence {
            self.over = Some(Silence { parting, length_s, back: rx, back_point: None, stored: !o.realtime() });
        }
        let Some(over) = &mut self.over else { return };
        if !o.realtime() {
            over.stored = true;
        } else if over.back_point.is_none() && o.flags.has(Flags::VALID) && !o.flags.has(Flags::COARSE) {
            // A cold start's first fix waits for confirmation before it enters geometry; its error does not matter here.
            over.back_point = o.point.filter(|_| o.satellites.is_none_or(|n| n >= few_satellites));
        }
    }

    /// When the silence can be judged.
    pub(super) fn due(&self, p: &GsmJammingParameters) -> Option<Moment> {
        self.over.map(|over| over.back.plus_s(p.upload_s))
    }

    /// The silence to be judged at `now`, once.
    pub(super) fn judge(&mut self, now: Moment, p: &GsmJammingParameters) -> Option<Silence> {
        let over = self.over.take_if(|over| over.back.plus_s(p.upload_s) <= now)?;
        if over.parting.under_way && !over.parting.cut {
            let count = if over.stored { &mut self.stored } else { &mut self.unstored };
            *count = count.saturating_add(1);
        }
        Some(over)
    }

    /// The signal was good and then gone when last told.
    pub(super) fn signal_fell(&self) -> bool {
        matches!(self.signal, [Some(3..), Some(0)])
    }

    /// Whether it stores what it cannot send: known by what it did, unless too little happened.
    pub(super) fn stores(&self) -> Option<bool> {
        match (self.stored, self.unstored) {
            (0, 0..=1) => None,
            (stored, unstored) => Some(stored >= unstored),
        }
    }
}
