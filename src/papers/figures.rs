//! Amounts and dates as a document of a lender writes them.

use chrono::{DateTime, Datelike, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use lienwatch_domain::language::Language;
use lienwatch_domain::money::{BasisPoints, Money};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Digits in groups of three with the decimals of the currency, e.g. `−1,234.50`, without the currency: for a column that
/// names it.
pub fn figure(amount: Money) -> String {
    let major = amount.to_major();
    let digits = major.trim_start_matches('-');
    let (whole, decimals) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let sign = if amount.minor < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}{decimals}", grouped(whole))
}

/// Digits in groups of three: `12,345`.
pub fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share in percent, with as many decimals as it has: `2 %`, `2.5 %`, `0.05 %`.
pub fn percent(share: BasisPoints) -> String {
    let (whole, hundredths) = (share.get() / 100, share.get() % 100);
    let decimals = format!("{hundredths:02}");
    match decimals.trim_end_matches('0') {
        "" => format!("{whole}\u{a0}%"),
        decimals => format!("{whole}.{decimals}\u{a0}%"),
    }
}

/// An amount in running text, with its currency: `USD 1,234.50`, `人民币 1,234.50 元`.
pub fn amount(amount: Money, language: Language) -> String {
    let figure = figure(amount);
    match (language, amount.currency.code()) {
        (Language::En, code) => format!("{code}\u{a0}{figure}"),
        (Language::Zh, "CNY") => format!("人民币\u{a0}{figure}\u{a0}元"),
        (Language::Zh, "TWD") => format!("新台币\u{a0}{figure}\u{a0}元"),
        (Language::Zh, "HKD") => format!("港币\u{a0}{figure}\u{a0}元"),
        (Language::Zh, "USD") => format!("美元\u{a0}{figure}"),
        (Language::Zh, "GBP") => format!("英镑\u{a0}{figure}"),
        (Language::Zh, "EUR") => format!("欧元\u{a0}{figure}"),
        (Language::Zh, code) => format!("{code}\u{a0}{figure}"),
    }
}

/// A day in the lender's zone: `22 November 2026`, `2026年11月22日`.
pub fn day(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    date(at.with_timezone(&zone).date_naive(), language)
}

/// A calendar day: `22 November 2026`, `2026年11月22日`.
pub fn date(day: chrono::NaiveDate, language: Language) -> String {
    match language {
        Language::En => format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year()),
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// A minute in the lender's zone, and how far that is from UTC: `22 November 2026, 16:05 (UTC+8)`.
pub fn minute(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    let local = at.with_timezone(&zone);
    let comma = match language {
        Language::En => ",",
        Language::Zh => "",
    };
    let day = day(at, zone, language);
    format!("{day}{comma} {:02}:{:02} ({})", local.hour(), local.minute(), offset(at, zone))
}

/// A minute in the lender's zone for a column of them: `2026-11-22 16:05`.
pub fn stamp(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// How far a zone is from UTC at a time: `UTC+8`, `UTC−3:30`.
pub fn offset(at: DateTime<Utc>, zone: Tz) -> String {
    let seconds = zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc();
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    match (seconds, minutes) {
        (0, _) => "UTC".to_owned(),
        (_, 0) => format!("UTC{}{hours}", if seconds < 0 { "\u{2212}" } else { "+" }),
        _ => format!("UTC{}{hours}:{minutes:02}", if seconds < 0 { "\u{2212}" } else { "+" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_domain::money::Currency;

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, Currency::new(code).expect("a code"))
    }

    #[test]
    fn amounts_are_grouped_and_signed() {
        for (minor, expected) in [
            (0, "0.00"),
            (5, "0.05"),
            (99_999, "999.99"),
            (100_000, "1,000.00"),
            (-123_456_789, "−1,234,567.89"),
            (i64::MIN, "−92,233,720,368,547,758.08"),
        ] {
            assert_eq!(figure(money(minor, "CNY")), expected);
        }
        assert_eq!(amount(money(-5_000, "USD"), Language::En), "USD\u{a0}−50.00");
        assert_eq!(amount(money(5_000, "CNY"), Language::Zh), "人民币\u{a0}50.00\u{a0}元");
        assert_eq!(amount(money(5_000, "JPY"), Language::Zh), "JPY\u{a0}5,000");
    }

    #[test]
    fn shares_have_the_decimals_they_need() {
        for (share, expected) in [(0, "0\u{a0}%"), (200, "2\u{a0}%"), (250, "2.5\u{a0}%"), (5, "0.05\u{a0}%")] {
            assert_eq!(percent(BasisPoints::new(share).expect("a share")), expected);
        }
    }

    #[test]
    fn times_are_the_lenders() {
        let at = Utc.with_ymd_and_hms(2026, 11, 22, 20, 5, 0).single().expect("a time");
        assert_eq!(minute(at, chrono_tz::Asia::Shanghai, Language::En), "23 November 2026, 04:05 (UTC+8)");
        assert_eq!(minute(at, chrono_tz::Asia::Shanghai, Language::Zh), "2026年11月23日 04:05 (UTC+8)");
        assert_eq!(minute(at, chrono_tz::Europe::London, Language::En), "22 November 2026, 20:05 (UTC)");
        assert_eq!(stamp(at, chrono_tz::Asia::Shanghai), "2026-11-23 04:05");
        assert_eq!(day(at, chrono_tz::America::New_York, Language::En), "22 November 2026");
        assert_eq!(offset(at, chrono_tz::America::St_Johns), "UTC−3:30");
    }
}
