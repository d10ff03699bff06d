//! A pack: the rules of one place, or of one lender, as versioned data. JSON, so that a deployment can bring its own.

use super::checks::Check;
use super::{Jurisdiction, LegalBasis, Rule};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What is wrong with a pack, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{row}, {field}: {problem}")]
pub struct PackProblem {
    /// The row, e.g. `rule CN-01`, or `pack`.
    pub row: String,
    /// The field in it, e.g. `checks[0].contact_window.from`.
    pub field: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// Whose rules they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The law of a jurisdiction.
    Law(Jurisdiction),
    /// What a lender asks of itself. It can only restrict.
    Lender,
    /// What the contract with the debtor says. It can only restrict.
    Contract,
}

/// The rules of one layer, in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    layer: Layer,
    version: String,
    title: String,
    rules: Vec<Rule>,
}

/// A pack that a decision was made by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PackVersion {
    /// Whose rules.
    pub layer: Layer,
    /// Their version.
    pub version: String,
}

/// Bytes of a pack's text.
const MAX_BYTES: usize = 1 << 20;
/// Rules in a pack.
const MAX_RULES: usize = 1000;
/// Checks in a rule.
const MAX_CHECKS: usize = 32;
/// Characters of an id.
const MAX_ID: usize = 32;

/// The frame of a pack; its rules are read one by one, so that a problem names its row.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    layer: Layer,
    version: String,
    title: String,
    rules: Vec<Value>,
}

impl Pack {
    /// Reads a pack: `{"layer": {"law": "cn"}, "version": "2026-11", "title": "…", "rules": [{…}]}`.
    ///
    /// # Errors
    /// The first row and field that cannot be read; an id that is there twice; a source or rule that is empty; more than
    /// 1000 rules or one mebibyte; a law that leaves a legal basis open (what is not listed must be said, too).
    pub fn parse(text: &str) -> Result<Self, PackProblem> {
        let of_pack = |field: &str, problem: String| PackProblem { row: "pack".into(), field: field.into(), problem };
        if text.len() > MAX_BYTES {
            return Err(of_pack("size", format!("{} bytes, at most {MAX_BYTES} are read", text.len())));
        }
        let value: Value = serde_json::from_str(text).map_err(|e| of_pack("json", e.to_string()))?;
        let frame: Frame = read(&value).map_err(|(field, problem)| of_pack(&field, problem))?;
        let rules = frame.rules.iter().enumerate().map(|(at, value)| rule(at, value));
        Pack::new(frame.layer, frame.version, frame.title, rules.collect::<Result<_, _>>()?)
    }

    fn new(layer: Layer, version: String, title: String, rules: Vec<Rule>) -> Result<Self, PackProblem> {
        let pack = Pack { layer, version, title, rules };
        let of_pack = |field: &str, problem: String| PackProblem { row: "pack".into(), field: field.into(), problem };
        if pack.version.trim().is_empty() || pack.version.chars().count() > MAX_ID {
            return Err(of_pack("version", format!("give a version of 1 to {MAX_ID} characters")));
        }
        if pack.rules.len() > MAX_RULES {
            return Err(of_pack("rules", format!("{} rules, at most {MAX_RULES} are read", pack.rules.len())));
        }
        let mut ids = BTreeSet::new();
        for rule in &pack.rules {
            let bad = |field: &str, problem: &str| {
                Err(PackProblem { row: format!("rule {}", rule.id), field: field.into(), problem: problem.into() })
            };
            if rule.id.trim().is_empty() || rule.id.chars().count() > MAX_ID {
                return bad("id", "give an id of 1 to 32 characters");
            }
            if !ids.insert(rule.id.as_str()) {
                return bad("id", "the id is there twice, give each rule its own");
            }
            if rule.source.trim().is_empty() {
                return bad("source", "name the statute, standard or practice");
            }
            if rule.rule.trim().is_empty() {
                return bad("rule", "say in a sentence what the rule is");
            }
            if rule.checks.is_empty() || rule.checks.len() > MAX_CHECKS {
                return bad("checks", "give 1 to 32 checks");
            }
            if let (Some(from), Some(to)) = (rule.from, rule.to)
                && to < from
            {
                return bad("to", "the last day lies before the first");
            }
            for (at, check) in rule.checks.iter().enumerate() {
                if let Some((field, problem)) = check.problem() {
                    return bad(&format!("checks[{at}].{}.{field}", check.kind()), problem);
                }
            }
        }
        match (&pack.layer, pack.open_basis()) {
            (Layer::Law(_), Some(basis)) => {
                Err(of_pack("rules", format!("no rule lists the legal basis {basis}: allow or deny it")))
            }
            _ => Ok(pack),
        }
    }

    /// A basis that no rule lists.
    fn open_basis(&self) -> Option<LegalBasis> {
        let listed: BTreeSet<LegalBasis> = self.bases().map(|(_, basis, _)| basis).collect();
        LegalBasis::ALL.iter().copied().find(|basis| !listed.contains(basis))
    }

    /// Every rule on a legal basis: the rule, the basis, its effect.
    pub(super) fn bases(&self) -> impl Iterator<Item = (&Rule, LegalBasis, super::BasisEffect)> {
        self.rules.iter().flat_map(|rule| {
            rule.checks.iter().flat_map(move |check| {
                let bases = if let Check::Basis(check) = check { Some(&check.bases) } else { None };
                bases.into_iter().flatten().map(move |(basis, effect)| (rule, *basis, *effect))
            })
        })
    }

    /// The pack with one more rule.
    ///
    /// # Errors
    /// As for [`Pack::parse`].
    pub fn with(mut self, rule: Rule) -> Result<Self, PackProblem> {
        self.rules.push(rule);
        Pack::new(self.layer, self.version, self.title, self.rules)
    }

    /// No rules at all: a lender or contract that asks for nothing beyond the law.
    pub fn none(layer: Layer) -> Self {
        Pack { layer, version: "none".into(), title: String::new(), rules: vec![] }
    }

    /// What this software asks of a lender that has set nothing: the conduct that the founding documents describe.
    pub fn lender_default() -> &'static Pack {
        &BUILT_IN.1
    }

    /// Whose rules.
    pub fn layer(&self) -> &Layer {
        &self.layer
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Layer and version.
    pub fn stamp(&self) -> PackVersion {
        PackVersion { layer: self.layer.clone(), version: self.version.clone() }
    }
}

const LAW: &[&str] = &[
    include_str!("packs/cn.json"),
    include_str!("packs/tw.json"),
    include_str!("packs/us.json"),
    include_str!("packs/uk.json"),
    include_str!("packs/other.json"),
];

/// The law, and what a lender asks of itself.
static BUILT_IN: LazyLock<(PackSet, Pack)> = LazyLock::new(|| {
    let read = |text: &&str| Pack::parse(text).expect("the packs that are built in are read by a test");
    (PackSet(LAW.iter().map(read).collect()), read(&include_str!("packs/lender.json")))
});

/// The packs of the law that a deployment uses: one for each jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSet(Vec<Pack>);

impl Default for PackSet {
    /// What is built in.
    fn default() -> Self {
        PackSet::built_in().clone()
    }
}

impl PackSet {
    /// What is built in, read once.
    pub fn built_in() -> &'static PackSet {
        &BUILT_IN.0
    }

    /// The set with `pack` in place of the one that its jurisdiction had.
    ///
    /// # Errors
    /// The pack is not the law of a jurisdiction.
    pub fn with(mut self, pack: Pack) -> Result<Self, PackProblem> {
        if !matches!(pack.layer, Layer::Law(_)) {
            let problem = "a lender's or contract's rules do not replace the law: give them beside it".into();
            return Err(PackProblem { row: "pack".into(), field: "layer".into(), problem });
        }
        self.0.retain(|p| p.layer != pack.layer);
        self.0.push(pack);
        Ok(self)
    }

    /// The pack of a jurisdiction; where there is none, that of all other places, which allows next to nothing.
    pub fn of(&self, jurisdiction: Jurisdiction) -> Option<&Pack> {
        let find = |j| self.0.iter().find(|p| p.layer == Layer::Law(j));
        find(jurisdiction).or_else(|| find(Jurisdiction::Other))
    }

    /// All packs.
    pub fn packs(&self) -> &[Pack] {
        &self.0
    }
}

/// The rule in row `at`, or where its problem lies.
fn rule(at: usize, value: &Value) -> Result<Rule, PackProblem> {
    let id = value.get("id").and_then(Value::as_str);
    let row = id.map_or_else(|| format!("rule {}", at + 1), |id| format!("rule {}", shortened(id)));
    read(value).map_err(|(field, problem)| {
        let (field, problem) = match field.as_str() {
            "checks" => of_checks(value).unwrap_or((field, problem)),
            _ => (field, problem),
        };
        PackProblem { row, field, problem }
    })
}

/// The check and the field in it that cannot be read.
fn of_checks(rule: &Value) -> Option<(String, String)> {
    rule.get("checks")?.as_array()?.iter().enumerate().find_map(|(at, check)| {
        let problem = serde_json::from_value::<Check>(check.clone()).err()?.to_string();
        let kinds = check.as_object().filter(|kinds| kinds.len() == 1);
        let Some((kind, body)) = kinds.and_then(|kinds| kinds.iter().next()) else {
            return Some((
                format!("checks[{at}]"),
                "a check is an object with one kind, e.g. {\"recording\": {…}}".into(),
            ));
        };
        let whole = |body: &Value| {
            let check = Value::Object([(kind.clone(), body.clone())].into_iter().collect());
            serde_json::from_value::<Check>(check).map(|_| ()).map_err(|e| e.to_string())
        };
        let field = culprit(body, whole).map_or_else(String::new, |field| format!(".{field}"));
        Some((format!("checks[{at}].{}{field}", shortened(kind)), problem))
    })
}

/// Reads a value, or says which of its fields is at fault.
fn read<T: DeserializeOwned>(value: &Value) -> Result<T, (String, String)> {
    let attempt = |value: &Value| serde_json::from_value::<T>(value.clone());
    attempt(value).map_err(|error| {
        let field = culprit(value, |v| attempt(v).map(|_| ()).map_err(|e| e.to_string()));
        (field.unwrap_or_else(|| "object".into()), error.to_string())
    })
}

/// The field that is at fault: the one that is missing, or the one without which the reader says something else. The
/// reader itself names missing and unknown fields only.
fn culprit(value: &Value, attempt: impl Fn(&Value) -> Result<(), String>) -> Option<String> {
    let object = value.as_object()?;
    let error = attempt(value).err()?;
    if let Some(missing) = error.strip_prefix("missing field `") {
        return missing.split('`').next().map(str::to_owned);
    }
    let at_fault = object.keys().find(|key| {
        let mut rest = object.clone();
        rest.remove(*key);
        attempt(&Value::Object(rest)).err().as_ref() != Some(&error)
    });
    at_fault.map(|key| shortened(key))
}

fn shortened(text: &str) -> String {
    text.chars().take(MAX_ID).collect()
}
