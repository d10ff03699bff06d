//! What a run reports, in the shape `lienwatch conformance --json` prints.

use serde::{Deserialize, Serialize};

/// A whole run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// One entry per packet file.
    pub protocols: Vec<ProtocolReport>,
    /// Framing cases of the implemented protocols.
    pub framing: Cases,
    /// Encoded commands of the implemented protocols.
    pub commands: Cases,
    /// Share of the implemented protocols' packets that agree or differ on purpose, 0..=1.
    pub rate: f64,
    /// The same over every packet file of the run, implemented or not.
    pub corpus_rate: f64,
}

impl Report {
    /// Puts the parts together and computes the rates.
    pub fn new(protocols: Vec<ProtocolReport>, framing: Cases, commands: Cases) -> Self {
        let rate = share_agreed(protocols.iter().filter(|p| p.implemented));
        let corpus_rate = share_agreed(protocols.iter());
        Report { protocols, framing, commands, rate, corpus_rate }
    }
}

impl Report {
    /// Whether the run's own bar holds: the rate is at least `least`, no rules excuse more than they may, and no
    /// framing case or command fails that must not.
    pub fn holds(&self, least: f64) -> bool {
        self.rate >= least
            && self.protocols.iter().all(|p| !p.over_limit)
            && self.framing.required_failed == 0
            && self.commands.required_failed == 0
    }
}

fn share_agreed<'a>(protocols: impl Iterator<Item = &'a ProtocolReport>) -> f64 {
    let (agreed, packets) = protocols.fold((0, 0), |(a, n), p| (a + p.passed + p.differences, n + p.packets));
    share(agreed, packets)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// One protocol's packets. `packets = passed + differences + failed`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProtocolReport {
    /// Name of the protocol and of its file.
    pub protocol: String,
    /// Whether we have a decoder; if not, every packet counts as failed and none is listed.
    pub implemented: bool,
    /// Packets in the file.
    pub packets: usize,
    /// Packets that agree in everything compared.
    pub passed: usize,
    /// Packets that differ only where a rule says so.
    pub differences: usize,
    /// Packets that disagree.
    pub failed: usize,
    /// The packets that disagree, in file order.
    pub failures: Vec<Failure>,
    /// Share of the reference's attributes beyond the compared vocabulary that we give too, 0..=1 (1 if there are none).
    pub coverage: f64,
    /// Packets that a rule about something other than alarm names excuses.
    pub beyond_alarm_names: usize,
    /// Whether those are more than rules may excuse: `max(2, 3% of the packets)`.
    pub over_limit: bool,
    /// Packets with a value of the vocabulary that agrees only as an attribute: told, not vouched for.
    pub told_only: usize,
    /// What each rule excused: packets by rule, most used first.
    pub rules: Vec<RuleUse>,
}

impl ProtocolReport {
    /// Share of packets that agree or differ on purpose, 0..=1.
    pub fn rate(&self) -> f64 {
        share(self.passed + self.differences, self.packets)
    }

    /// The report of a protocol that has no decoder.
    pub(super) fn unimplemented(protocol: &str, packets: usize) -> Self {
        ProtocolReport { protocol: protocol.to_owned(), packets, failed: packets, ..Default::default() }
    }
}

/// How often a rule excused a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleUse {
    /// The rule: key, ours and the reference's value.
    pub rule: String,
    /// Packets.
    pub packets: usize,
}

/// A case that disagrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The case's id.
    pub id: String,
    /// What we gave and what the reference gave, to read.
    pub diff: String,
}

/// Cases of one kind. `cases = passed + failed`.
///
/// Some framing cases are a matter of taste (packets that do not follow on from one another): they are counted and
/// listed like the others, and `required_failed` tells whether any failed that must not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// Cases run.
    pub cases: usize,
    /// Cases that agree.
    pub passed: usize,
    /// Cases that disagree.
    pub failed: usize,
    /// Cases that disagree and must not: nothing about them is a matter of taste.
    pub required_failed: usize,
    /// The cases that disagree, in file order.
    pub failures: Vec<Failure>,
    /// Why cases of the file were left out, if some were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Cases {
    /// Counts a case: `None` agrees, `Some` says how it does not.
    pub(super) fn count(&mut self, id: &str, required: bool, diff: Option<String>) {
        self.cases += 1;
        match diff {
            None => self.passed += 1,
            Some(diff) => {
                self.failed += 1;
                self.required_failed += usize::from(required);
                self.failures.push(Failure { id: id.to_owned(), diff });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_over_implemented_protocols_and_the_corpus_rate_over_all() {
        let good = ProtocolReport {
            implemented: true,
            packets: 4,
            passed: 2,
            differences: 1,
            failed: 1,
            ..Default::default()
        };
        let report = Report::new(vec![good, ProtocolReport::unimplemented("x", 4)], Cases::default(), Cases::default());
        assert_eq!((report.rate, report.corpus_rate), (0.75, 0.375));
        assert!(report.holds(0.75) && !report.holds(0.76));
        let over = ProtocolReport { over_limit: true, ..ProtocolReport::default() };
        assert!(!Report::new(vec![over], Cases::default(), Cases::default()).holds(0.0));
        let wrong = Cases { required_failed: 1, ..Cases::default() };
        assert!(!Report::new(Vec::new(), wrong.clone(), Cases::default()).holds(0.0));
        assert!(!Report::new(Vec::new(), Cases::default(), wrong).holds(0.0));
    }
}
