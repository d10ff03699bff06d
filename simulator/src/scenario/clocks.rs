//! Clocks that are wrong for a known reason: what detection must see in spite of them.

use super::Story;
use super::removal::cut;
use crate::chance::seconds;
use crate::device::{ClockFault, Window};
use lienwatch_domain::alert::AlertType::{ClockError, PowerCut, Removal};
use lienwatch_domain::alert::Severity::{High, Info};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

pub(super) fn unset(s: &mut Story<'_>) {
    wrong_until_cut(s, ClockFault::Epoch1970);
}

pub(super) fn local(s: &mut Story<'_>) {
    wrong_until_cut(s, ClockFault::LocalAsUtc);
}

pub(super) fn rollover(s: &mut Story<'_>) {
    wrong_until_cut(s, ClockFault::WeekRollover);
}

/// Wrong from the second day on; on one of the last days the tracker is cut off.
fn wrong_until_cut(s: &mut Story<'_>, fault: ClockFault) {
    s.drive();
    let from = s.start + DAY + seconds(&mut s.rng, 0, DAY);
    // By night: a workshop's cut by day is another story.
    let t = s.moment(1, 22.0, 29.0).max(from + DAY);
    if let Some(wired) = &mut s.wired {
        wired.conditions.clock.push((Window::onwards(from), fault));
    }
    let lives = seconds(&mut s.rng, 20, 200);
    cut(s, t, lives);
    s.event(from - 60, from + DAY);
    s.event(t - 60, s.end);
    s.expect(ClockError, from, from + DAY, Info);
    s.expect(PowerCut, t, t + 600, Info);
    s.expect(Removal, t, t + 2 * HOUR, High);
}

pub(super) fn set_right(s: &mut Story<'_>) {
    s.drive();
    let from = s.start + DAY + seconds(&mut s.rng, 0, DAY);
    if let Some(wired) = &mut s.wired {
        wired.conditions.clock.push((Window::lasting(from, 2 * DAY), ClockFault::LocalAsUtc));
    }
    s.event(from - 60, from + DAY);
    s.expect(ClockError, from, from + DAY, Info);
    s.forbid(&[PowerCut, Removal], s.start, s.end);
}
