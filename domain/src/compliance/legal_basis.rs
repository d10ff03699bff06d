//! On what ground a car may be taken, and where that ground is allowed. Rules are data, reviewed per deployment;
//! nothing here is legal advice.

use super::{Layer, PackSet, Rule};
use crate::language::Language;
use crate::reason::Reason;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

wire_names! {
    /// The law of which place applies.
    Jurisdiction {
        /// Mainland China.
        Cn = "cn",
        /// Taiwan.
        Tw = "tw",
        /// United States.
        Us = "us",
        /// United Kingdom.
        Uk = "uk",
        /// Anywhere else.
        Other = "other",
    }
}

wire_names! {
    /// On what ground a car is taken.
    LegalBasis {
        /// The borrower hands it over.
        VoluntarySurrender = "voluntary_surrender",
        /// The borrower consents at the time of taking.
        ConsentedRecovery = "consented_recovery",
        /// A court ordered it.
        CourtOrder = "court_order",
        /// An impound lot releases it to the lender.
        ImpoundRelease = "impound_release",
        /// The secured party takes it without breach of the peace.
        SelfHelpNoBreach = "self_help_no_breach",
    }
}

impl LegalBasis {
    /// In words, as letters and public pages tell it.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            LegalBasis::VoluntarySurrender => language.pick("Voluntary surrender", "自愿交车"),
            LegalBasis::ConsentedRecovery => language.pick("Recovery by consent", "约定同意收车"),
            LegalBasis::CourtOrder => language.pick("Court order", "法院裁定"),
            LegalBasis::ImpoundRelease => language.pick("Release from impound", "扣押放行"),
            LegalBasis::SelfHelpNoBreach => language.pick("Self-help without breach of the peace", "和平自力取回"),
        }
    }
}

wire_names! {
    /// What a rule does.
    BasisEffect {
        /// The basis may be used.
        Allow = "allow",
        /// It may be used when the request names its proof (court and case number, document).
        AllowWithReference = "allow_with_reference",
        /// It may not be used.
        Deny = "deny",
    }
}

/// One row: what holds for one basis in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisRule {
    /// Its id, as a refusal names it.
    pub rule: Cow<'static, str>,
    /// Where.
    pub jurisdiction: Jurisdiction,
    /// Which basis.
    pub basis: LegalBasis,
    /// What it does.
    pub effect: BasisEffect,
    /// The law or practice it comes from.
    pub source: Cow<'static, str>,
}

/// All rows. The strictest row wins; a basis without a row is denied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisTable(pub Vec<BasisRule>);

impl Default for BasisTable {
    /// The rows of the packs that are built in. Self-help is allowed in the United States only; in mainland China it has no
    /// clear statutory basis.
    fn default() -> Self {
        BasisTable::of(PackSet::built_in())
    }
}

impl BasisTable {
    /// The rows on legal bases of all packs.
    pub fn of(packs: &PackSet) -> Self {
        let rows = packs.packs().iter().flat_map(|pack| {
            let Layer::Law(jurisdiction) = *pack.layer() else { return vec![] };
            let row = |(rule, basis, effect): (&Rule, LegalBasis, BasisEffect)| BasisRule {
                rule: Cow::Owned(rule.id.clone()),
                jurisdiction,
                basis,
                effect,
                source: Cow::Owned(rule.source.clone()),
            };
            pack.bases().map(row).collect()
        });
        BasisTable(rows.collect())
    }

    /// Whether `basis` may be used at `place`, given the proof that was named.
    pub fn check(&self, place: Jurisdiction, basis: LegalBasis, reference: Option<&Reason>) -> Result<(), Refusal> {
        let rows = self.0.iter().filter(|r| r.jurisdiction == place && r.basis == basis);
        let Some(strictest) = rows.reduce(|a, b| if b.effect > a.effect { b } else { a }) else {
            return Err(Refusal::new(
                "basis_not_listed",
                format!("no rule allows {basis} in {place}"),
                self.remedy(place),
            )
            .told("basis_not_listed", [("place", place.name().into()), ("basis", basis.name().into())]));
        };
        let of = || {
            let (rule, source) = (strictest.rule.as_ref().into(), strictest.source.as_ref().into());
            [("rule", rule), ("place", place.name().into()), ("basis", basis.name().into()), ("source", source)]
        };
        match strictest.effect {
            BasisEffect::Allow => Ok(()),
            BasisEffect::AllowWithReference if reference.is_some() => Ok(()),
            BasisEffect::AllowWithReference => Err(Refusal::new(
                strictest.rule.clone(),
                format!("{basis} in {place} needs its proof: {}", strictest.source),
                "name the court and case number, or the document that proves it",
            )
            .told("law.basis_proof", of())),
            BasisEffect::Deny => Err(Refusal::new(
                strictest.rule.clone(),
                format!("{basis} is not allowed in {place}: {}", strictest.source),
                self.remedy(place),
            )
            .told("law.basis_denied", of())),
        }
    }

    fn remedy(&self, place: Jurisdiction) -> String {
        let denied =
            |basis| self.0.iter().any(|r| (r.jurisdiction, r.basis, r.effect) == (place, basis, BasisEffect::Deny));
        let listed = |basis| self.0.iter().any(|r| r.jurisdiction == place && r.basis == basis);
        let open: Vec<&str> =
            LegalBasis::ALL.iter().filter(|b| listed(**b) && !denied(**b)).map(|b| b.name()).collect();
        match open.as_slice() {
            [] => format!("no basis is allowed in {place}: have its rules reviewed"),
            some => format!("use one of {}", some.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: Jurisdiction, basis: LegalBasis, proof: Option<&str>) -> Result<(), Refusal> {
        let proof = proof.map(|p| Reason::new(p).expect("a text"));
        BasisTable::default().check(place, basis, proof.as_ref())
    }

    #[test]
    fn mainland_china_denies_self_help_by_default() {
        let refusal = check(Jurisdiction::Cn, LegalBasis::SelfHelpNoBreach, Some("contract 12")).expect_err("denied");
        assert_eq!(refusal.rule, "CN-13");
        assert_eq!(refusal.remedy, "use one of voluntary_surrender, consented_recovery, court_order, impound_release");
    }

    #[test]
    fn self_help_is_allowed_in_the_united_states_only() {
        for place in Jurisdiction::ALL {
            let allowed = check(*place, LegalBasis::SelfHelpNoBreach, Some("x1")).is_ok();
            assert_eq!(allowed, *place == Jurisdiction::Us, "{place}");
        }
    }

    #[test]
    fn a_court_order_needs_its_number_everywhere() {
        for place in Jurisdiction::ALL {
            assert!(check(*place, LegalBasis::CourtOrder, None).is_err(), "{place}");
            assert!(check(*place, LegalBasis::CourtOrder, Some("(2026)沪0101民特12号")).is_ok(), "{place}");
            assert!(check(*place, LegalBasis::VoluntarySurrender, None).is_ok(), "{place}");
        }
    }

    #[test]
    fn what_is_not_listed_is_denied_and_the_strictest_row_wins() {
        let refusal = check(Jurisdiction::Other, LegalBasis::ConsentedRecovery, None).expect_err("denied");
        assert_eq!(refusal.rule, "OT-01");
        let mut table = BasisTable::default();
        table.0.push(BasisRule {
            rule: "house_rule".into(),
            jurisdiction: Jurisdiction::Us,
            basis: LegalBasis::SelfHelpNoBreach,
            effect: BasisEffect::Deny,
            source: "lender policy".into(),
        });
        let refusal = table.check(Jurisdiction::Us, LegalBasis::SelfHelpNoBreach, None).expect_err("denied");
        assert_eq!(refusal.rule, "house_rule");
        let refusal = BasisTable(vec![]).check(Jurisdiction::Us, LegalBasis::CourtOrder, None).expect_err("denied");
        assert_eq!(refusal.rule, "basis_not_listed");
    }
}
