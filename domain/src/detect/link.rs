//! A silence of a wired tracker, judged when it is back and has had time to upload what it stored.

use super::clean::Report;
use super::moment::Moment;
use super::parameters::GsmJammingParameters;
use crate::geo::Point;
use crate::observation::{Flags, Observation, ObservationKind};
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
    /// Its ignition when it spoke again, where it told.
    #[serde(default)]
    pub ignition: Option<bool>,
    /// It looked for satellites and found none: it is under a roof.
    #[serde(default)]
    pub blind: bool,
    /// It said where it is.
    #[serde(default)]
    pub placed: bool,
}

/// What happened this close to either end of a silence was told late, not stored, seconds.
const EDGE_S: i64 = 60;

impl Silence {
    /// Whether a report tells of the silence: it says so, or by its time. Not every protocol marks what was stored.
    fn tells_of_it(&self, o: &Observation, t: Moment) -> bool {
        !o.realtime() || self.parting.at.plus_s(EDGE_S) < t && t.plus_s(EDGE_S) < self.back
    }

    /// It stands, and was lost under way: the network came back to a car that did not come to the network. Not under a
    /// roof, where what reaches the road from time to time reaches a parked car as well. `often`: under way it reports so
    /// often that one that has not said where it is stands, which is all there is where heartbeats tell no ignition
    /// (JT/T 808).
    pub(super) fn back_standing(&self, often: bool) -> bool {
        self.ignition.map_or(often && !self.placed, |on| !on) && !self.blind
    }
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
    pub(super) fn take(
        &mut self,
        o: &Observation,
        report: &Report,
        silence: Option<(f64, Parting)>,
        few_satellites: i16,
    ) {
        if let Some(level) = o.attributes.as_ref().and_then(|a| a.get("gsm_level")).and_then(serde_json::Value::as_i64)
        {
            self.signal = [self.signal[1], Some(level.clamp(0, 100) as i8)];
        }
        if let Some((length_s, parting)) = silence {
            let (back, back_point, stored) = (report.rx, None, false);
            let (ignition, blind, placed) = (None, false, false);
            self.over = Some(Silence { parting, length_s, back, back_point, stored, ignition, blind, placed });
        }
        let Some(over) = &mut self.over else { return };
        if over.tells_of_it(o, report.t) {
            over.stored = true;
            return;
        }
        over.ignition = over.ignition.or(o.flags.ignition());
        over.placed |= o.kind == ObservationKind::Position;
        over.blind |= o.kind == ObservationKind::Position && !o.flags.has(Flags::VALID);
        if over.back_point.is_none() && o.flags.has(Flags::VALID) && !o.flags.has(Flags::COARSE) {
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
