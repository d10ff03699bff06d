//! Documents on paper, read back by another program's reader.

mod letter;
mod notice;
mod pages;
mod reading;
mod records;
mod statement;

use chrono::{DateTime, TimeZone, Utc};
use lienwatch::papers::{Letterhead, Paper};
use lienwatch_domain::language::Language;

/// An hour of November 2026.
fn november(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).single().expect("a time")
}

/// A lender in Shanghai.
fn head(language: Language) -> Letterhead {
    let (lender, lines) = match language {
        Language::En => ("Harbour Auto Finance Ltd", ["12 Quay Street, Shanghai 200002", "+86 21 5555 0100"]),
        Language::Zh => ("海港汽车金融有限公司", ["上海市黄浦区码头街12号", "电话 021-5555 0100"]),
    };
    Letterhead {
        lender: lender.to_owned(),
        lines: lines.map(str::to_owned).to_vec(),
        document: "LOA-2026-000123".to_owned(),
        version: 2,
        issued: november(22, 20),
        zone: chrono_tz::Asia::Shanghai,
        language,
        paper: Paper::A4,
    }
}
