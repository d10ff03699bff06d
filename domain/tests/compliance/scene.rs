//! A scene in which everything is recorded and in order: what a test changes in it is what it is about.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use lienwatch_domain::compliance::*;
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::reason::Reason;

#[derive(Debug, Clone)]
pub struct Scene {
    pub action: GateAction,
    pub facts: GateFacts,
    pub places: Vec<Place>,
    pub packs: PackSet,
    pub lender: Pack,
    pub contract: Pack,
    pub at: DateTime<Utc>,
    pub zone: Tz,
    pub holidays: Calendar,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

pub fn money(minor: i64) -> Money {
    Money::new(minor, Currency::new("USD").expect("a currency"))
}

pub fn place(code: &str) -> Place {
    match code.split_once('-') {
        None => Place::of(Jurisdiction::from_name(code).expect("a jurisdiction")),
        Some((j, _)) => {
            let jurisdiction = Jurisdiction::from_name(j).expect("a jurisdiction");
            Place::within(jurisdiction, Region::new(&code.to_uppercase()).expect("a region"))
        }
    }
}

pub fn zone_of(jurisdiction: Jurisdiction) -> Tz {
    match jurisdiction {
        Jurisdiction::Cn => chrono_tz::Asia::Shanghai,
        Jurisdiction::Tw => chrono_tz::Asia::Taipei,
        Jurisdiction::Us => chrono_tz::America::New_York,
        Jurisdiction::Uk => chrono_tz::Europe::London,
        Jurisdiction::Other => chrono_tz::Europe::Berlin,
    }
}

/// Ten in the morning of Wednesday 2026-06-10, in `zone`.
pub fn ten(zone: Tz) -> DateTime<Utc> {
    at(zone, "2026-06-10T10:00:00")
}

/// The earliest instant at which clocks in `zone` show `local`.
pub fn at(zone: Tz, local: &str) -> DateTime<Utc> {
    let local: chrono::NaiveDateTime = local.parse().expect("a time");
    local.and_local_timezone(zone).earliest().expect("exists").with_timezone(&Utc)
}

pub fn ground(basis: LegalBasis) -> Ground {
    Ground { basis, reference: Some(why()) }
}

pub fn call() -> GateAction {
    GateAction::Contact { channel: Channel::Call, party: Party::Debtor, mentions_debt: true, text: None }
}

pub fn take() -> GateAction {
    GateAction::Take { ground: ground(LegalBasis::VoluntarySurrender) }
}

pub fn dispatch() -> GateAction {
    GateAction::Dispatch { aim: OrderAim::Take, ground: Some(ground(LegalBasis::VoluntarySurrender)) }
}

pub fn authorise() -> GateAction {
    GateAction::Authorise { ground: ground(LegalBasis::VoluntarySurrender) }
}

pub fn sale() -> GateAction {
    GateAction::Sale { channel: SaleChannel::JudicialAuction }
}

pub fn letter() -> GateAction {
    GateAction::Letter { party: Party::Debtor, address: AddressKind::Home, text: Some("please call us".into()) }
}

pub fn visit() -> GateAction {
    GateAction::FieldVisit { party: Party::Debtor }
}

/// One clean action of every kind, where `j` has its law.
pub fn actions(j: Jurisdiction) -> Vec<GateAction> {
    let profile = match j {
        Jurisdiction::Cn | Jurisdiction::Other => "cn",
        Jurisdiction::Tw => "tw",
        Jurisdiction::Us => "us",
        Jurisdiction::Uk => "uk_hp",
    };
    vec![
        call(),
        letter(),
        visit(),
        authorise(),
        dispatch(),
        take(),
        GateAction::EnterPremises { premises: Premises::OpenGround },
        GateAction::ServeNotice {
            notice: NoticeKind::Sale,
            method: ServiceMethod::RegisteredPost,
            items: NoticeItem::ALL.iter().copied().collect(),
            text: None,
        },
        sale(),
        GateAction::DisposeProperty,
        GateAction::ChargeFee { fee: FeeKind::Retake, amount: money(1_000) },
        GateAction::Distribute { profile: profile.into() },
        GateAction::DemandDeficiency { amount: money(1_000) },
        GateAction::PaySurplus,
        GateAction::CutEngine,
        GateAction::DisclosePosition,
        GateAction::ExportTracks { points: 10 },
        GateAction::DiscloseToThirdParty { party: Party::Guarantor },
        GateAction::Erase { class: RecordClass::Recording, last: day("2020-01-01") },
    ]
}

pub fn notice(kind: NoticeKind, served_on: NaiveDate) -> NoticeFact {
    let method =
        if kind == NoticeKind::PublicSale { ServiceMethod::Publication } else { ServiceMethod::RegisteredPost };
    NoticeFact { notice: kind, served_on, method, items: NoticeItem::ALL.iter().copied().collect() }
}

fn facts(now: DateTime<Utc>, today: NaiveDate) -> GateFacts {
    let before = |days| today.checked_sub_days(Days::new(days)).expect("a day");
    GateFacts {
        debt: DebtFacts {
            lender_kind: Some(LenderKind::AutoFinance),
            product: Some(Product::Loan),
            consumer: Some(true),
            checked_at: Some(now - TimeDelta::minutes(5)),
            in_default: Some(true),
            dpd: Some(70),
            weekly: Some(false),
            overdue: Some(money(300_000)),
            principal: Some(money(5_000_000)),
            finance_charge: None,
            price: Some(PricePaid { paid: money(1_000_000), total: money(6_000_000) }),
            voluntarily_terminated: Some(false),
            terminated: Some(true),
            lien_registered: Some(true),
            self_sale_clause: Some(false),
        },
        debtor: DebtorFacts {
            agreed_time: Some(false),
            present: Some(true),
            reach: Some(Reach::Reachable),
            contacts: Some(vec![]),
            third_party_refused: Some(false),
            identity_verified: Some(true),
            sender_identified: Some(true),
            vulnerable: Some(false),
            forbearance_considered: Some(true),
            bankruptcy_stay: Some(false),
            military: Some(MilitaryCheck { on: today, active: false, contract_before_service: false }),
            moved_in_on: None,
            complaint: Some(Asked::No),
        },
        field: FieldFacts {
            performer: Some(Performer::Vendor {
                listed: Some(true),
                evaluated_on: Some(before(30)),
                audited_on: Some(before(30)),
            }),
            agents: Some(2),
            recording: Some(true),
            letter_valid: Some(true),
            conduct: Some([].into()),
            police_told: Some(false),
            steps: Some(LadderStep::ALL.iter().copied().collect()),
        },
        taking: TakingFacts {
            authorised: Some(true),
            court_order: Some(false),
            informed_consent: Some(false),
            with_third_party: Some(false),
            open_holds: Some(0),
            other_live_orders: Some(0),
        },
        sale: SaleFacts {
            possession_on: Some(before(16)),
            redeemed: Some(false),
            agreed: Some(true),
            deadline_waived: Some(false),
            evidence: Some(SaleEvidence::ALL.iter().copied().collect()),
            explanation_sent: Some(true),
            explanation_asked: Some(Asked::No),
            property_listed: Some(true),
            contraband_handed_over: Some(true),
        },
        device: DeviceFacts {
            moving: Some(false),
            warnings: Some(
                [Channel::Sms, Channel::Call]
                    .map(|channel| CutWarning { at: now - TimeDelta::hours(100), channel })
                    .to_vec(),
            ),
            agreement: Some(true),
            emergency_restart_h: Some(48),
            locked_days: Some(0),
        },
        data: DataFacts {
            purpose: Some(why()),
            records: Some(PrivacyRecord::ALL.iter().copied().collect()),
            erasure: Some(Asked::No),
            oldest_track: Some(before(90)),
        },
        notices: Some(NoticeKind::ALL.iter().map(|kind| notice(*kind, before(70))).collect()),
        approved_by: [].into(),
    }
}

/// Everything in order at a place such as `cn` or `us-MA`, at ten in the morning there.
pub fn clean(code: &str, action: GateAction) -> Scene {
    let place = place(code);
    let zone = zone_of(place.jurisdiction);
    let now = ten(zone);
    Scene {
        action,
        facts: facts(now, day("2026-06-10")),
        places: vec![place],
        packs: PackSet::default(),
        lender: Pack::none(Layer::Lender),
        contract: Pack::none(Layer::Contract),
        at: now,
        zone,
        holidays: Calendar::default(),
    }
}

impl Scene {
    pub fn law(&self) -> Law<'_> {
        Law { packs: &self.packs, places: &self.places, lender: &self.lender, contract: &self.contract }
    }

    pub fn local(&self) -> DebtorLocalTime {
        DebtorLocalTime::new(self.at, self.zone)
    }

    pub fn decide(&self) -> Decision {
        decide(&self.action, &self.law(), &self.facts, self.at, self.zone, &self.holidays)
    }

    /// Rules that hit, each once.
    pub fn hits(&self) -> Vec<String> {
        let mut ids: Vec<String> = self.decide().rules.into_iter().map(|hit| hit.rule).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// At another local time.
    pub fn at(mut self, local: &str) -> Self {
        self.at = at(self.zone, local);
        self
    }

    /// With something changed.
    pub fn but(mut self, change: impl FnOnce(&mut Scene)) -> Self {
        change(&mut self);
        self
    }
}
