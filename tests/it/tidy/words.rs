//! Every name of these enums has a word in both languages of the dashboard: a name without one is shown as it is on the
//! wire, in English.

use lienwatch_domain::command::CommandKind;
use lienwatch_domain::disposal::{AppraisalSource, Channel, LotState, ProofKind, UnsoldReason};
use lienwatch_domain::lending::LoanStatus;
use lienwatch_domain::notify::DeliveryState;
use lienwatch_domain::promise::PromiseState;
use lienwatch_domain::recovery::{ActionKind, CaseState, HoldKind, OrderKind, OrderState};
use lienwatch_domain::reports::Kpi;
use lienwatch_domain::vendors::VendorState;
use lienwatch_domain::vendors::offers::OfferStatus;
use std::path::Path;

/// The names that stand in a group of a language's words.
fn named(words: &str, group: &str) -> Vec<String> {
    let Some(at) = words.find(&format!("\n  {group}: {{")) else { return vec![] };
    let group = &words[at..at + words[at..].find('}').unwrap_or(0)];
    group
        .split([',', '{'])
        .filter_map(|one| Some(one.split_once(": ")?.0.trim().trim_matches('\'').to_owned()))
        .collect()
}

fn group<T: Copy>(name: &'static str, all: &[T], of: fn(T) -> &'static str) -> (&'static str, Vec<&'static str>) {
    (name, all.iter().map(|one| of(*one)).collect())
}

#[test]
fn every_state_and_kind_has_a_word_in_both_languages() {
    let groups = [
        group("appraisal_source", AppraisalSource::ALL, AppraisalSource::name),
        group("case_action", ActionKind::ALL, ActionKind::name),
        group("case_state", CaseState::ALL, CaseState::name),
        group("channel", Channel::ALL, Channel::name),
        group("command_kind", CommandKind::ALL, CommandKind::name),
        group("delivery_state", DeliveryState::ALL, DeliveryState::name),
        group("hold_kind", HoldKind::ALL, HoldKind::name),
        group("kpi", Kpi::ALL, Kpi::name),
        group("loan_status", LoanStatus::ALL, LoanStatus::name),
        group("lot_state", LotState::ALL, LotState::name),
        group("offer_state", OfferStatus::ALL, OfferStatus::name),
        group("order_kind", OrderKind::ALL, OrderKind::name),
        group("order_state", OrderState::ALL, OrderState::name),
        group("promise_state", PromiseState::ALL, PromiseState::name),
        group("proof", ProofKind::ALL, ProofKind::name),
        group("unsold", UnsoldReason::ALL, UnsoldReason::name),
        group("vendor_state", VendorState::ALL, VendorState::name),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/src/i18n");
    for language in ["en", "zh"] {
        let of_it = |name: &str| name == format!("{language}.ts") || name.ends_with(&format!(".{language}.ts"));
        let files = std::fs::read_dir(&folder).expect("words").map(|file| file.expect("a file").path());
        let words: String = files
            .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(of_it))
            .map(|path| std::fs::read_to_string(path).expect("words"))
            .collect();
        for (name, wanted) in &groups {
            let there = named(&words, name);
            let missing: Vec<_> = wanted.iter().filter(|one| !there.iter().any(|have| have == *one)).collect();
            assert!(missing.is_empty(), "{name} in {language}: {missing:?} of {there:?}");
        }
    }
}
