//! The scoreboard in words: tables that read the same in a terminal and in the documentation.

use super::targets::{CALIBRATION, FALSE_HIGH, FALSE_REMOVALS, NIGHTS, PLACES, Target};
use super::{Board, Reliability, TypeScore};
use std::fmt::Write;

/// Scenarios whose removals are told apart: each way has its own physics.
const APART: &str = "removal/";

impl Board {
    /// All tables.
    pub fn tables(&self) -> String {
        let mut out = String::new();
        self.detectors(&mut out);
        self.fleet(&mut out);
        self.calibration(&mut out);
        out
    }

    fn detectors(&self, out: &mut String) {
        let head = ["detector", "found", "missed", "in vain", "precision", "recall", "median", "p95", "target"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for (name, s) in &self.score.types {
            rows.push(row(name, s, true));
        }
        for (name, s) in self.by_scenario().iter().filter(|(name, _)| name.starts_with(APART)) {
            rows.push(row(name, s, false));
        }
        table(out, &rows);
    }

    fn fleet(&self, out: &mut String) {
        let mut rows = vec![["measure", "value", "target", "naive rule"].map(str::to_owned).to_vec()];
        let mut say = |what: &str, value: String, target: String, naive: String| {
            rows.push(vec![what.to_owned(), value, target, naive]);
        };
        let s = &self.score;
        let naive = self.naive.types.get("removal").cloned().unwrap_or_default();
        let removal = s.types.get("removal").cloned().unwrap_or_default();
        say("vehicle-days", format!("{:.0}", s.vehicle_days), String::new(), String::new());
        say("removal precision", share(removal.precision()), "0.950".into(), share(naive.precision()));
        say("removal recall", share(removal.recall()), "0.950".into(), share(naive.recall()));
        let most = |value: f64, limit: f64| format!("{limit:.1}{}", if value > limit { ", missed" } else { "" });
        let (removals, high) = (s.false_removal_per_1000_vehicle_days, s.false_high_per_1000_vehicle_days);
        say(
            "false removals per 1000 vehicle-days",
            format!("{removals:.2}"),
            most(removals, FALSE_REMOVALS),
            format!("{:.2}", self.naive.false_removal_per_1000_vehicle_days),
        );
        say("false high and critical alerts per 1000", format!("{high:.2}"), most(high, FALSE_HIGH), String::new());
        let least = |value: f64, limit: f64| format!("{limit:.2}{}", if value < limit { ", missed" } else { "" });
        if let Some(p) = &self.places {
            let of = |value: f64, part: u32, whole: u32| format!("{value:.3} ({part} of {whole})");
            let (found, ours, homes) = (p.recall(), p.precision_top5(), p.home_accuracy());
            say("true frequent places found", of(found, p.found, p.asked), least(found, PLACES.0), String::new());
            say(
                "first five places that are true",
                of(ours, p.reported_true, p.reported),
                least(ours, PLACES.1),
                String::new(),
            );
            say("homes told", of(homes, p.homes_right, p.homes), least(homes, PLACES.2), String::new());
        }
        if let Some(n) = &self.nights {
            say(
                "nights foretold",
                format!("{} ({} of silent cars left out)", n.nights, n.silent),
                String::new(),
                String::new(),
            );
            say("night, first place right", share(n.top1()), least(n.top1(), NIGHTS.0), String::new());
            say("night, one of three right", share(n.top3()), least(n.top3(), NIGHTS.1), String::new());
            say("night, log-loss", format!("{:.3} nats", n.log_loss()), String::new(), String::new());
        }
        let mut ece = |what: &str, bins: &Reliability| {
            if let Some(error) = bins.error() {
                let (n, missed) = (bins.statements(), if error > CALIBRATION { ", missed" } else { "" });
                say(what, format!("{error:.3} ({n} statements)"), format!("{CALIBRATION:.2}{missed}"), String::new());
            }
        };
        if let Some(n) = &self.nights {
            ece("calibration error, first place of a night", &n.best);
            ece("calibration error, every place of a night", &n.all);
        }
        ece("calibration error, removal", &self.removal_reliability());
        table(out, &rows);
    }

    fn calibration(&self, out: &mut String) {
        let mut rows = vec![["said", "came", "statements", "of"].map(str::to_owned).to_vec()];
        let mut all = vec![("removal", self.removal_reliability())];
        all.extend(self.nights.map(|n| ("first place of a night", n.best)));
        for (what, bins) in all {
            for b in bins.bins() {
                rows.push(vec![share(b.said()), share(b.observed()), b.n.to_string(), what.to_owned()]);
            }
        }
        table(out, &rows);
        let mut rows = vec![["removal from p", "alerts", "precision", "recall"].map(str::to_owned).to_vec()];
        for t in self.thresholds() {
            let of = |s: Option<f64>| s.map_or("-".to_owned(), share);
            rows.push(vec![format!("{:.2}", t.p), t.alerts.to_string(), of(t.precision), of(t.recall)]);
        }
        table(out, &rows);
    }
}

/// `whole`: the row counts what was raised in vain.
fn row(name: &str, s: &TypeScore, whole: bool) -> Vec<String> {
    let raised = s.tp + s.fp > 0 && whole;
    let expected = s.tp + s.missed > 0;
    let when = |applies: bool, text: String| if applies { text } else { "-".to_owned() };
    let target = match Target::of(name) {
        None => "-".to_owned(),
        Some(t) => {
            let parts = [
                t.precision.map(|p| format!("precision {p}")),
                t.recall.map(|r| format!("recall {r}")),
                t.median_s.map(|m| format!("median {}", span(m))),
                t.p95_s.map(|p| format!("p95 {}", span(p))),
            ];
            let stated = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            match t.missed_by(s).as_slice() {
                [] => stated,
                missed => format!("{stated}: **{} missed**", missed.join(", ")),
            }
        }
    };
    vec![
        name.to_owned(),
        when(expected, s.tp.to_string()),
        when(expected, s.missed.to_string()),
        when(whole, s.fp.to_string()),
        when(raised, share(s.precision())),
        when(expected, share(s.recall())),
        s.median_delay_s.map_or("-".to_owned(), span),
        s.p95_delay_s.map_or("-".to_owned(), span),
        target,
    ]
}

fn share(value: f64) -> String {
    format!("{value:.3}")
}

/// Seconds as people say them.
fn span(s: i64) -> String {
    match s {
        ..=119 => format!("{s} s"),
        120..=7_199 => format!("{} min", (s + 30) / 60),
        7_200..=172_799 => format!("{:.1} h", s as f64 / 3_600.0),
        _ => format!("{:.1} d", s as f64 / 86_400.0),
    }
}

fn table(out: &mut String, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for (index, cells) in rows.iter().enumerate() {
        for (cell, &w) in cells.iter().zip(&widths) {
            let _ = write!(out, "| {cell:<w$} ");
        }
        out.push_str("|\n");
        if index == 0 {
            for &w in &widths {
                let _ = write!(out, "|{}", "-".repeat(w + 2));
            }
            out.push_str("|\n");
        }
    }
    out.push('\n');
}
