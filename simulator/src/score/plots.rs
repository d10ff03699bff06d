//! The scoreboard as pictures: small SVG documents that follow the reader's light or dark ground.

use super::Board;
use lienwatch_domain::alert::AlertType;
use std::fmt::Write;
use std::path::Path;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 44.0;
const RIGHT: f64 = 160.0;
const BOTTOM: f64 = 52.0;
/// Fewer than this are no distribution.
const LEAST_DELAYS: usize = 5;
/// Points of a distribution that are drawn.
const STEPS: usize = 60;
/// Marks of the axis of delays, seconds and in words.
const DELAY_MARKS: [(i64, &str); 8] = [
    (1, "1 s"),
    (10, "10 s"),
    (60, "1 min"),
    (600, "10 min"),
    (3_600, "1 h"),
    (21_600, "6 h"),
    (86_400, "1 d"),
    (864_000, "10 d"),
];
/// Whose delays are drawn.
const TIMED: [AlertType; 6] = [
    AlertType::PowerCut,
    AlertType::Tamper,
    AlertType::Removal,
    AlertType::SiteVisit,
    AlertType::Separation,
    AlertType::GsmJamming,
];

const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#1f2328}.t{font-weight:600;font-size:14px}\
    .g{stroke:#d1d9e0;stroke-width:1}.a{stroke:#59636e;stroke-width:1;stroke-dasharray:4 4}\
    .s{fill:none;stroke-width:2}.c0{--c:#0969da}.c1{--c:#bc4c00}.c2{--c:#1a7f37}.c3{--c:#8250df}.c4{--c:#bf3989}\
    .c5{--c:#7d6608}.s{stroke:var(--c)}.d{fill:var(--c)}\
    @media(prefers-color-scheme:dark){text{fill:#e6edf3}.g{stroke:#30363d}.a{stroke:#9198a1}.c0{--c:#58a6ff}\
    .c1{--c:#f0883e}.c2{--c:#3fb950}.c3{--c:#bc8cff}.c4{--c:#f778ba}.c5{--c:#d4b52a}}";

/// Shares of an axis and their words.
type Marks = Vec<(f64, String)>;

struct Picture {
    svg: String,
    series: usize,
}

impl Picture {
    /// An empty frame. Both axes run from 0 to 1; `across` and `up` say where they are marked.
    fn new(title: &str, axes: (&str, &str), across: &Marks, up: &Marks) -> Picture {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
             aria-label=\"{title}\"><style>{STYLE}</style><text class=\"t\" x=\"{LEFT}\" y=\"24\">{title}</text>"
        );
        let (x1, y1) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
        for (at, word) in across {
            let x = x_of(*at);
            let _ = write!(
                svg,
                "<path class=\"g\" d=\"M{x:.1} {TOP}V{y1}\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{word}</text>",
                y1 + 17.0
            );
        }
        for (at, word) in up {
            let y = y_of(*at);
            let _ = write!(
                svg,
                "<path class=\"g\" d=\"M{LEFT} {y:.1}H{x1}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{word}</text>",
                LEFT - 8.0,
                y + 4.0
            );
        }
        let (middle_x, middle_y) = ((LEFT + x1) / 2.0, (TOP + y1) / 2.0);
        let _ = write!(
            svg,
            "<text x=\"{middle_x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\
             <text transform=\"translate(18 {middle_y:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
            HEIGHT - 12.0,
            axes.0,
            axes.1
        );
        Picture { svg, series: 0 }
    }

    /// A line through points of shares of both axes, with its name; `dots` draws each point, as large as stated.
    fn line(&mut self, name: &str, points: &[(f64, f64)], dots: Option<&[f64]>) {
        let class = self.series % 6;
        let mut path = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            let _ = write!(path, "{}{:.1} {:.1}", if index == 0 { 'M' } else { 'L' }, x_of(*x), y_of(*y));
        }
        let _ = write!(self.svg, "<path class=\"s c{class}\" d=\"{path}\"/>");
        for ((x, y), radius) in points.iter().zip(dots.unwrap_or_default()) {
            let (x, y) = (x_of(*x), y_of(*y));
            let _ = write!(self.svg, "<circle class=\"d c{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>");
        }
        let (x, y) = (WIDTH - RIGHT + 12.0, TOP + 12.0 + 20.0 * self.series as f64);
        let _ = write!(
            self.svg,
            "<path class=\"s c{class}\" d=\"M{x} {y}h18\"/><text x=\"{}\" y=\"{}\">{name}</text>",
            x + 24.0,
            y + 4.0
        );
        self.series += 1;
    }

    fn diagonal(&mut self) {
        let (a, b) = ((x_of(0.0), y_of(0.0)), (x_of(1.0), y_of(1.0)));
        let _ = write!(self.svg, "<path class=\"a\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>", a.0, a.1, b.0, b.1);
    }

    fn done(self) -> String {
        self.svg + "</svg>\n"
    }
}

fn x_of(share: f64) -> f64 {
    LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
}

fn y_of(share: f64) -> f64 {
    HEIGHT - BOTTOM - share.clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM)
}

fn fifths() -> Marks {
    (0..=5).map(|n| (f64::from(n) / 5.0, format!("{:.1}", f64::from(n) / 5.0))).collect()
}

/// Where a delay stands on its axis, which is logarithmic.
fn along(delay_s: i64) -> f64 {
    let last = DELAY_MARKS[DELAY_MARKS.len() - 1].0;
    (delay_s.max(1) as f64).ln() / (last as f64).ln()
}

impl Board {
    /// What was said against what came, a dot for each tenth, the larger the more often it was said.
    pub fn reliability_plot(&self) -> String {
        let axes = ("probability that was said", "share that came true");
        let mut picture = Picture::new("Reliability of what is said", axes, &fifths(), &fifths());
        picture.diagonal();
        let mut all = vec![("removal", self.removal_reliability())];
        all.extend(self.nights.map(|n| ("place of a night", n.best)));
        for (name, bins) in all {
            let points: Vec<(f64, f64)> = bins.bins().map(|b| (b.said(), b.observed())).collect();
            let most = bins.bins().map(|b| b.n).max().unwrap_or(1).max(1);
            let radii: Vec<f64> = bins.bins().map(|b| 2.0 + 6.0 * f64::from(b.n) / f64::from(most)).collect();
            picture.line(name, &points, Some(&radii));
        }
        picture.done()
    }

    /// How many of what was found were told within a time.
    pub fn delay_plot(&self) -> String {
        let marks = DELAY_MARKS.iter().map(|(s, words)| (along(*s), (*words).to_owned())).collect();
        let axes = ("time since it happened (logarithmic)", "share of what was found that was told by then");
        let mut picture = Picture::new("Delay of detection", axes, &marks, &fifths());
        for kind in TIMED {
            let delays = self.score.delays(kind);
            if delays.len() < LEAST_DELAYS {
                continue;
            }
            let at = |step: usize| {
                let index = (step * (delays.len() - 1)) / STEPS;
                (along(delays[index]), (index + 1) as f64 / delays.len() as f64)
            };
            let points: Vec<(f64, f64)> = (0..=STEPS).map(at).collect();
            picture.line(kind.name(), &points, None);
        }
        picture.done()
    }

    /// Precision and recall of removal alerts over the probability from which they would be acted on.
    pub fn threshold_plot(&self) -> String {
        let axes = ("least probability that is acted on", "share");
        let mut picture = Picture::new("Removal: precision and recall over the threshold", axes, &fifths(), &fifths());
        let levels = self.thresholds();
        let of = |value: fn(&super::Threshold) -> Option<f64>| -> Vec<(f64, f64)> {
            levels.iter().filter_map(|t| Some((t.p, value(t)?))).collect()
        };
        for (name, points) in [("precision", of(|t| t.precision)), ("recall", of(|t| t.recall))] {
            let radii = vec![3.0; points.len()];
            picture.line(name, &points, Some(&radii));
        }
        picture.done()
    }

    /// Writes `reliability.svg`, `delays.svg` and `thresholds.svg` into `directory`, which is made if need be.
    pub fn write_plots(&self, directory: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(directory)?;
        std::fs::write(directory.join("reliability.svg"), self.reliability_plot())?;
        std::fs::write(directory.join("delays.svg"), self.delay_plot())?;
        std::fs::write(directory.join("thresholds.svg"), self.threshold_plot())
    }
}
