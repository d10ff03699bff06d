//! Alarms for papers that end soon.

use super::agents::{certificate, cleared, done, leave, new_agent};
use super::*;
use lienwatch_domain::vendors::agents::LeaverReason;

fn alarms(vendor: &Vendor, agents: &[lienwatch_domain::vendors::agents::Agent], within: u32) -> Vec<Expiry> {
    expiring(vendor, agents, within, today(), &VendorPolicy::default())
}

#[test]
fn papers_that_end_soon_or_have_ended_are_told_soonest_first() {
    let vendor = walk(
        active(),
        vec![Action::ChangeProfile {
            profile: Profile { kinds: [OrderKind::Investigate].into_iter().collect(), ..profile() },
        }],
    );
    assert_eq!(alarms(&vendor, &[], 30), []);
    let revoke = |kind| Action::RevokeDocument { kind, number: paper(kind, "2026-12-31").number, reason: why() };
    let licence = DocumentKind::BusinessLicence;
    let insurance = DocumentKind::LiabilityInsurance;
    let vendor = walk(
        vendor,
        vec![
            revoke(licence),
            add(licence, "2026-05-10"),
            revoke(insurance),
            add(insurance, "2026-04-01"),
            // Not needed for what it does.
            revoke(DocumentKind::AuctionLicence),
            add(DocumentKind::AuctionLicence, "2026-04-11"),
        ],
    );
    let told = alarms(&vendor, &[], 30);
    let lines: Vec<_> = told.iter().map(|e| (e.what, e.days_left)).collect();
    let document = |document| Expiring::Document { document };
    assert_eq!(lines, [(document(insurance), -9), (document(licence), 30)]);
    assert_eq!(alarms(&vendor, &[], 29).len(), 1, "thirty days is not within 29");
    let renewed = walk(vendor, vec![add(insurance, "2027-04-01")]);
    assert_eq!(alarms(&renewed, &[], 29), [], "the paper that lasts longest counts");
    round_trip(&told);
}

#[test]
fn people_and_marks_are_told_too() {
    let soon = done(new_agent(1), vec![certificate("2025-05-01", "2026-04-20")]);
    let gone = done(cleared(2), vec![leave(LeaverReason::Resigned)]);
    let told = alarms(&active(), &[soon, gone], 10);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].last_day, told[0].days_left), (day("2026-04-20"), 10));
    let file = alarms(&active(), &[cleared(1)], 0);
    assert_eq!(file.len(), 3, "certificate, background, training end today: {file:?}");

    let due = alarms(&active(), &[], 200);
    let rating = |name| Expiring::Rating { quarter: quarter(name) };
    assert_eq!(due[0].what, rating("2026-Q2"), "let in in April: the second quarter is marked by the end of the third");
    assert_eq!(due[0].last_day, day("2026-09-30"));
    let rated = walk(active(), vec![rate("2026-Q1", good_figures())]);
    assert_eq!(alarms(&rated, &[], 200)[0].what, rating("2026-Q2"));
    assert_eq!(alarms(&terminated(), &[cleared(1)], 10_000), []);
}
