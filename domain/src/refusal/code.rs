//! The codes of what is refused and of why something was flagged, for readers that have their own words: each with the
//! parameters that always come with it. A code stays what it is; the sentences beside it may change.

/// The parameters of a law's refusal: the rule's id, the jurisdiction, the source, and the check's own terms.
const OF_LAW: &[&str] = &["rule", "place", "source", "terms"];

/// Every code, and the names of its parameters. Those of the law's checks are `law.` and the kind of the check.
pub fn codes() -> impl Iterator<Item = (String, &'static [&'static str])> {
    let plain = PLAIN.iter().map(|code| ((*code).to_owned(), &[] as &[&str]));
    let told = TOLD.iter().map(|(code, params)| ((*code).to_owned(), *params));
    let law = LAW.iter().map(|check| (of_check(check), OF_LAW));
    plain.chain(told).chain(law)
}

/// The code of a check that is not met.
pub(crate) fn of_check(check: &str) -> String {
    format!("law.{check}")
}

/// The parameters of a code; `None`: there is no such code.
pub fn params_of(code: &str) -> Option<&'static [&'static str]> {
    if PLAIN.binary_search(&code).is_ok() {
        return Some(&[]);
    }
    if let Ok(at) = TOLD.binary_search_by_key(&code, |(told, _)| told) {
        return Some(TOLD[at].1);
    }
    code.strip_prefix("law.").filter(|check| LAW.binary_search(check).is_ok()).map(|_| OF_LAW)
}

/// Codes that say everything themselves: rules of the machines, by their ids. Sorted.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "acknowledged_first", "address", "advance_warning", "agent_active", "agent_background", "agent_certificate",
    "agent_confidentiality", "agent_may_work", "agent_training", "agents_checked_in", "already_requested",
    "already_yours", "amount_range", "amounts", "amounts_positive", "answer_time", "appraisal_fresh",
    "appraisal_limit", "authorised", "award_explained", "balance_fresh", "balanced", "bases_limit", "before_its_day",
    "bid_high_enough", "bid_in_time", "bid_limit", "bid_raises", "buy_back_buyer", "buyer_checked", "buyer_known",
    "buyer_not_blocked", "buyer_verified", "candidates_limit", "capacity_limit", "car_delivered", "car_in_custody",
    "car_in_yard", "car_not_delivered", "car_on_hook", "car_returned", "car_sold", "car_taken", "case_authorised",
    "certificate_dates", "chain_bounded", "check_dates", "close_reason_fits", "closing_time", "complaint_extension",
    "complaint_extension_approval", "complaint_limit", "complaint_received_when", "complaint_remedy", "conservation",
    "contractor_reports", "correct_what_is_reversed", "cost_form", "costs_evidenced", "coverage_given",
    "covers_place", "custody_in_order", "custody_moves", "custody_unbroken", "damage_shown", "day_past", "days",
    "debt_order", "debt_paid", "delivery_state", "deposit_amount", "deposit_asked", "deposit_held", "deposit_limit",
    "document_counts", "document_dates", "document_known", "document_limit", "document_new", "documents_complete",
    "double_posting", "each_once", "engine_cut_allowed", "enough_to_mark", "entry_exists", "event_pattern",
    "evidence_bounded", "expires_too_early", "export_cap", "extension_asked", "extension_in_time", "extension_later",
    "figures_add_up", "flag.by_hand", "fresh_fix", "gateway_accept", "gateway_place", "gateway_size", "gateway_url",
    "grade_derived", "grade_range", "hand_over_evidenced", "hand_over_once", "hold_exists", "hook_evidenced",
    "id_new", "ids", "input", "installed_in_vehicle", "invoice_lines", "invoice_number", "job_cancelled",
    "kinds_given", "late_bids", "law.no_rules_on_file", "ledger_balanced", "legal_basis", "lender_decides",
    "lender_only", "lenders_own", "lien_kind", "lien_name", "lien_rank", "link_lives", "matched_now", "mirror",
    "month", "month_begun", "named_agent", "no_bid_placed", "no_lot", "no_open_hold", "no_sub_assignment",
    "no_such_entry", "no_such_hold", "no_such_line", "no_such_offer", "no_such_quote", "not_asked_before",
    "not_own_bid", "nothing_to_chase_with", "nothing_to_pay", "nothing_to_post", "notice_contents", "notice_runs",
    "odometer_read", "odometer_runs_forward", "offer_in_time", "offer_open", "offer_until", "once_each",
    "one_currency", "one_deposit", "one_lot", "one_open_case", "one_open_promise", "one_taker", "one_vendor",
    "open_time", "order_accepted", "order_fits_case", "order_reversed", "orders_bounded", "orders_finished",
    "other_books", "owes_that_much", "own_offer", "own_orders", "paid_by_invoice", "paid_once", "party", "pay_time",
    "payment_amount", "payment_in_time", "payment_limit", "payment_named", "payment_once", "pays_what_is_owed",
    "person_decides", "person_required", "places_limit", "places_weighted", "posting_amount", "price_floor",
    "price_positive", "profile_facts", "promise_amount", "promise_days", "promise_of_debt", "promise_parts",
    "property_handled", "quarter_new", "quarter_over", "queue_full", "quiet_hours", "rate_card", "rate_card_in_force",
    "reason_required", "recovery_acknowledged", "recovery_stands", "redeemed", "report_dated", "report_limit",
    "request_waiting", "reserve_met", "reserve_not_met", "retry_schedule", "reversal_stands", "reversed_first",
    "role_name", "rule_escalations", "rule_events", "rule_wait", "sale_paid", "sale_price", "sale_unpaid",
    "same_month", "service_method", "settled", "settled_once", "settled_stays", "shots_taken", "snooze_in_future",
    "snooze_too_long", "somebody_asks", "standstill", "statement_adds_up", "statement_dates", "statement_unchanged",
    "statement_version", "step_of_kind", "still_in_default", "still_in_default.cut", "still_snoozed", "surplus_left",
    "template_field", "template_length", "template_subject", "term_bounded", "term_open", "time_of_service",
    "title_clear", "too_many", "too_many_holds", "too_many_issues", "training_score", "two_people", "vendor_active",
    "vendor_fits", "vendor_only", "vendors_limit", "vendors_named", "vendors_own", "vin_matches", "waterfall_profile",
    "way_of_recipient", "wrong_channel", "wrong_mode", "wrong_state", "yard_approved", "yard_open", "yard_rate",
];

/// Codes with parameters. Sorted.
const TOLD: &[(&str, &[&str])] = &[
    ("advance_warning.wait", &["earliest"]),
    ("agents_cleared", &["have", "need"]),
    ("agents_named", &["needed"]),
    ("appraisal_fresh.age", &["days"]),
    ("arrears_paid", &["dpd"]),
    ("balance_fresh.age", &["hours", "limit"]),
    ("basis_not_listed", &["place", "basis"]),
    ("bay_exists", &["bay", "bays"]),
    ("bay_free", &["bay"]),
    ("bays_empty", &["bay"]),
    ("check_in_near", &["metres", "limit"]),
    ("crew_size", &["have", "need"]),
    ("document_in_force", &["kind", "day"]),
    ("documents_complete.photos", &["have", "need"]),
    ("flag.dpd_and_alert", &["dpd", "alert"]),
    ("flag.dpd_over_limit", &["dpd", "limit"]),
    ("flag.first_payment", &["days"]),
    ("has_capacity", &["open", "capacity"]),
    ("has_skill", &["skill"]),
    ("intake_complete", &["missing"]),
    ("law.basis_denied", &["rule", "basis", "place", "source"]),
    ("law.basis_proof", &["rule", "basis", "place", "source"]),
    ("law.fact_missing", &["rule", "place", "source", "check"]),
    ("law.notice_holidays", &["rule", "notice"]),
    ("law.notice_lacks", &["rule", "notice", "missing"]),
    ("law.notice_missing", &["rule", "notice", "days", "counted"]),
    ("law.notice_old", &["rule", "notice", "days"]),
    ("law.notice_runs", &["rule", "notice", "served", "until"]),
    ("law.notice_way", &["rule", "notice", "method"]),
    ("no_grave_complaint", &["open"]),
    ("no_open_hold.kinds", &["holds"]),
    ("order_fits_case.state", &["state", "kind", "wanted"]),
    ("still_in_default.dpd", &["dpd", "limit"]),
    ("takes_kind", &["kind"]),
    ("wrong_state.case", &["state", "action", "wanted"]),
    ("wrong_state.order", &["state", "wanted"]),
    ("yard_capacity", &["bays"]),
];

/// The checks of the law, by their kinds (`compliance::checks` holds this list against its own). Sorted.
#[rustfmt::skip]
const LAW: &[&str] = &[
    "abort_on", "authorisation_letter", "bankruptcy_stay", "basis", "cash_denied", "channel_denied",
    "complaint_answered", "contact_frequency", "contact_window", "cure_notice_age", "engine_cut", "erasure_deadline",
    "explanation_first", "export_cap", "fee_cap", "fee_denied", "identity_verified", "ladder", "lender_scope",
    "letter_limits", "liability_cap", "lien_registered", "loan_grade", "loan_recheck", "location_purpose", "lock_out",
    "military_service", "minimum_agents", "no_open_hold", "no_third_party_data", "not_redeemed", "notice_before",
    "notice_contents", "police_report", "premises_entry", "present_right", "privacy_records", "property_kept",
    "protected_goods", "recording_on", "redemption_period", "region_known", "retake_terms", "retention",
    "right_to_cure", "sale_deadline", "sale_evidence", "sale_route", "self_sale_clause", "sender_identified",
    "single_order", "statutory_damages", "third_party_contact", "vendor_audited", "vendor_evaluated", "vendor_listed",
    "vulnerability", "wait_after_conversation", "waterfall", "words_denied",
];
