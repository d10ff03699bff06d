//! The packs as data: complete, readable, and a problem in one names its row and field.

use lienwatch_domain::compliance::*;
use std::collections::BTreeSet;

fn all() -> Vec<Pack> {
    let mut packs = PackSet::default().packs().to_vec();
    packs.push(Pack::lender_default().clone());
    packs
}

#[test]
fn every_row_of_the_tables_is_there_once() {
    let ids: Vec<String> = all().iter().flat_map(|p| p.rules().iter().map(|r| r.id.clone())).collect();
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "an id stands for one rule in all packs");
    for (prefix, rows) in [("CN", 22), ("TW", 9), ("US", 22), ("UK", 9)] {
        for n in 1..=rows {
            let id = format!("{prefix}-{n:02}");
            assert!(unique.contains(&id), "{id} is missing");
        }
    }
}

#[test]
fn every_jurisdiction_has_a_pack_with_sources_and_versions() {
    for jurisdiction in Jurisdiction::ALL {
        let pack = PackSet::default().of(*jurisdiction).cloned().expect("a pack");
        assert_eq!(*pack.layer(), Layer::Law(*jurisdiction));
        assert!(!pack.version().is_empty() && !pack.title().is_empty());
        for rule in pack.rules() {
            assert!(rule.source.chars().count() >= 5, "{}: {:?}", rule.id, rule.source);
            assert!(rule.rule.ends_with('.'), "{}: {:?}", rule.id, rule.rule);
        }
    }
    assert!(!Pack::lender_default().rules().is_empty());
}

#[test]
fn every_row_is_told_in_chinese_too() {
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for rule in all().iter().flat_map(|pack| pack.rules()) {
        let told = rule.rule_zh.as_deref().is_some_and(|text| han(text) && text.ends_with('。'));
        assert!(told, "{}: {:?}", rule.id, rule.rule_zh);
        let note = rule.note_zh.as_deref().is_some_and(han);
        assert_eq!(rule.note.is_some(), note, "{}: {:?}", rule.id, rule.note_zh);
    }
}

#[test]
fn a_pack_is_written_as_it_was_read() {
    for pack in all() {
        let text = serde_json::to_string(&pack).expect("json");
        assert_eq!(Pack::parse(&text), Ok(pack));
    }
}

/// A pack of one rule, with its parts replaced.
fn one(change: impl FnOnce(&mut serde_json::Value)) -> Result<Pack, PackProblem> {
    let mut value = serde_json::json!({
        "layer": "lender", "version": "1", "title": "House rules",
        "rules": [{
            "id": "H-1", "subject": "contact", "rule": "Not before nine.", "effect": "block",
            "checks": [{"contact_window": {"from": "09:00", "to": "20:00", "unless_agreed": false}}],
            "source": "board resolution 12", "certainty": "K",
        }],
    });
    change(&mut value);
    Pack::parse(&value.to_string())
}

#[track_caller]
fn refused(change: impl FnOnce(&mut serde_json::Value), row: &str, field: &str, says: &str) {
    let problem = one(change).expect_err("refused");
    assert_eq!((problem.row.as_str(), problem.field.as_str()), (row, field), "{problem}");
    assert!(problem.problem.contains(says), "{problem}");
}

#[test]
fn a_lender_writes_its_own_rules() {
    let pack = one(|_| {}).expect("a pack");
    assert_eq!(pack.stamp(), PackVersion { layer: Layer::Lender, version: "1".into() });
    assert_eq!(pack.rules()[0].id, "H-1");
    let pack = one(|v| v["rules"][0]["effect"] = serde_json::json!({"approve": "legal"})).expect("a pack");
    assert_eq!(pack.rules()[0].effect, Effect::Approve(Approver::Legal));
}

#[test]
fn a_problem_names_its_row_and_field() {
    let window =
        |v: &mut serde_json::Value, key: &str, to: &str| v["rules"][0]["checks"][0]["contact_window"][key] = to.into();
    refused(|v| window(v, "from", "25:00"), "rule H-1", "checks[0].contact_window.from", "HH:MM");
    refused(|v| window(v, "from", "21:00"), "rule H-1", "checks[0].contact_window.to", "must end after it begins");
    refused(|v| window(v, "until", "21:00"), "rule H-1", "checks[0].contact_window.until", "unknown field");
    refused(|v| v["rules"][0]["effect"] = "forbid".into(), "rule H-1", "effect", "unknown variant");
    refused(|v| v["rules"][0]["certainty"] = "sure".into(), "rule H-1", "certainty", "unknown variant");
    refused(|v| v["rules"][0]["from"] = "soon".into(), "rule H-1", "from", "invalid");
    refused(|v| v["rules"][0]["source"] = " ".into(), "rule H-1", "source", "name the statute");
    refused(|v| v["rules"][0]["region"] = "Bavaria".into(), "rule H-1", "region", "ISO 3166-2");
    refused(
        |v| drop(v["rules"][0].as_object_mut().expect("an object").remove("source")),
        "rule H-1",
        "source",
        "missing",
    );
    refused(|v| drop(v["rules"][0].as_object_mut().expect("an object").remove("id")), "rule 1", "id", "missing");
    refused(
        |v| v["rules"][0]["checks"][0] = serde_json::json!({"if": "dpd > 3"}),
        "rule H-1",
        "checks[0].if",
        "unknown variant",
    );
    refused(|v| v["rules"][0]["checks"][0] = "none".into(), "rule H-1", "checks[0]", "one kind");
    refused(|v| v["rules"][0]["checks"] = serde_json::json!([]), "rule H-1", "checks", "1 to 32");
    refused(|v| v["rules"][0]["colour"] = "red".into(), "rule H-1", "colour", "unknown field");
    refused(
        |v| {
            let again = v["rules"][0].clone();
            v["rules"].as_array_mut().expect("rules").push(again);
        },
        "rule H-1",
        "id",
        "there twice",
    );
    refused(|v| v["layer"] = "court".into(), "pack", "layer", "unknown variant");
    refused(|v| v["version"] = "".into(), "pack", "version", "1 to 32 characters");
    refused(|v| v["layer"] = serde_json::json!({"law": "tw"}), "pack", "rules", "voluntary_surrender");
    let problem = Pack::parse("{\"layer\": ").expect_err("no json");
    assert_eq!((problem.row.as_str(), problem.field.as_str()), ("pack", "json"));
    let problem = Pack::parse(&" ".repeat((1 << 20) + 1)).expect_err("too long");
    assert_eq!(problem.field, "size");
}

#[test]
fn a_deployment_replaces_the_law_by_its_own_reading_of_it() {
    let own = PackSet::default().of(Jurisdiction::Us).map(|p| serde_json::to_string(p).expect("json")).expect("a pack");
    let own = Pack::parse(&own.replace("\"version\":\"2026-11-22\"", "\"version\":\"ours-3\"")).expect("a pack");
    let set = PackSet::default().with(own).expect("a law");
    assert_eq!(set.of(Jurisdiction::Us).map(Pack::version), Some("ours-3"));
    assert_eq!(set.packs().len(), Jurisdiction::ALL.len());
    let problem = PackSet::default().with(Pack::lender_default().clone()).expect_err("no law");
    assert_eq!(problem.field, "layer");
}

#[test]
fn the_documentation_names_every_kind_and_its_example_is_read() {
    let page = include_str!("../../../docs/compliance.md");
    for kind in checks::CheckKind::ALL {
        assert!(page.contains(&format!("`{kind}`")), "{kind}");
    }
    for kind in GateActionKind::ALL {
        assert!(page.contains(&format!("`{kind}`")), "{kind}");
    }
    let example = page.split("```json").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    assert_eq!(Pack::parse(example).map(|p| p.rules().len()), Ok(1));
    let table = page.rsplit("```\n").nth(1).expect("a table");
    assert_eq!(Calendar::parse(table).map(|t| t.days().count()), Ok(2));
}
