//! Readers of one cell. Each gets trimmed, non-empty text; none repeats it in its fault, since it may be personal.

use super::problem::{Fault, Problem};
use crate::geo::Point;
use crate::money::{Currency, Money, MoneyError};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Free text of at most `max` characters, without control characters.
pub fn text(max: usize) -> impl Fn(&str) -> Result<String, Fault> {
    move |cell| {
        let count = cell.chars().count();
        if count > max {
            let message = format!("{count} characters are too many, at most {max} are kept");
            return Err(Fault::new(Problem::BadLength, message, "shorten it"));
        }
        if cell.chars().any(char::is_control) {
            let message = "there are control characters (line break, tab or NUL) in it";
            return Err(Fault::new(Problem::BadCharacters, message, "remove them"));
        }
        Ok(cell.to_owned())
    }
}

/// A number or code by which the lender's systems know something: no spaces, at most 64 characters.
pub fn code(cell: &str) -> Result<String, Fault> {
    let code = text(64)(cell)?;
    if code.contains(char::is_whitespace) {
        return Err(Fault::new(Problem::BadCharacters, "there is a space in it", "remove the space"));
    }
    not_from_a_spreadsheet(&code)?;
    Ok(code)
}

/// `8.61E+14`: a spreadsheet rounded a long number; its last digits are lost.
pub fn not_from_a_spreadsheet(cell: &str) -> Result<(), Fault> {
    let rounded = cell.split_once("E+").is_some_and(|(mantissa, exponent)| {
        mantissa.contains('.') && mantissa.parse::<f64>().is_ok() && exponent.parse::<u8>().is_ok()
    });
    if !rounded {
        return Ok(());
    }
    let fix = "format the column as text in the spreadsheet and export again from the original";
    Err(Fault::new(Problem::BadCharacters, "a spreadsheet has rounded this long number", fix))
}

/// A whole number within a range.
pub fn integer<T>(range: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, Fault>
where
    T: FromStr + PartialOrd + std::fmt::Display,
{
    move |cell| {
        let (low, high) = (range.start(), range.end());
        let fix = format!("write a whole number from {low} to {high}, digits only");
        let digits = cell.strip_prefix('-').unwrap_or(cell);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::new(Problem::WrongType, "this is not a whole number", fix));
        }
        match cell.parse::<T>() {
            Ok(n) if range.contains(&n) => Ok(n),
            _ => Err(Fault::new(Problem::OutOfRange, format!("it must be from {low} to {high}"), fix)),
        }
    }
}

/// A plain decimal number within a range; no exponent, no infinity.
pub fn decimal(range: RangeInclusive<f64>) -> impl Fn(&str) -> Result<f64, Fault> {
    move |cell| {
        let (low, high) = (range.start(), range.end());
        let fix = format!("write a number from {low} to {high}, e.g. 12.5");
        let plain = cell.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        match cell.parse::<f64>() {
            Ok(n) if plain && range.contains(&n) => Ok(n),
            Ok(_) if plain => Err(Fault::new(Problem::OutOfRange, format!("it must be from {low} to {high}"), fix)),
            _ => Err(Fault::new(Problem::WrongType, "this is not a number", fix)),
        }
    }
}

/// A rate in percent a year, at most four decimals, to millionths.
pub fn percent_to_ppm(cell: &str) -> Result<u32, Fault> {
    let fix = "write percent a year, e.g. 12.5 or 8.8888, at most 100";
    let cell = cell.strip_suffix('%').unwrap_or(cell).trim_end();
    let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 4 || whole.len() > 6 {
        return Err(Fault::new(Problem::WrongType, "this is not a rate in percent", fix));
    }
    let number = |s: &str| s.parse::<u32>().map_err(|_| Fault::new(Problem::WrongType, "this is not a rate", fix));
    match number(whole)? * 10_000 + number(&format!("{part:0<4}"))? {
        ppm if ppm <= 1_000_000 => Ok(ppm),
        _ => Err(Fault::new(Problem::OutOfRange, "the rate is above 100 percent a year", fix)),
    }
}

/// Yes or no.
pub fn boolean(cell: &str) -> Result<bool, Fault> {
    match cell.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "是" => Ok(true),
        "false" | "no" | "n" | "0" | "否" => Ok(false),
        _ => Err(Fault::new(Problem::WrongType, "this is neither yes nor no", "write true or false (是, 否)")),
    }
}

/// One of named values, or of their other names.
pub fn one_of<T: Copy + PartialEq>(
    all: &'static [T],
    name: fn(T) -> &'static str,
    aliases: &'static [(&'static str, T)],
) -> impl Fn(&str) -> Result<T, Fault> {
    move |cell| {
        let lower = cell.to_lowercase();
        let by_name = all.iter().copied().find(|v| name(*v) == lower);
        by_name.or_else(|| aliases.iter().find(|(alias, _)| *alias == lower).map(|(_, v)| *v)).ok_or_else(|| {
            let names: Vec<&str> = all.iter().map(|v| name(*v)).collect();
            let fix = format!("write one of {}", names.join(", "));
            Fault::new(Problem::UnknownValue, "this value is not known here", fix)
        })
    }
}

/// A calendar date: ISO 8601, `2026-01-31`.
pub fn date(cell: &str) -> Result<NaiveDate, Fault> {
    let shaped = cell.len() == 10 && cell.bytes().enumerate().all(|(i, b)| b.is_ascii_digit() != (i == 4 || i == 7));
    match NaiveDate::parse_from_str(cell, "%Y-%m-%d") {
        Ok(date) if shaped && date.to_string().len() == 10 => Ok(date),
        _ => Err(Fault::new(Problem::BadDate, "this is not a date", "write it as year-month-day, e.g. 2026-01-31")),
    }
}

/// An instant: ISO 8601 with an offset, or without one as local time of `zone`, or a date for its beginning.
pub fn instant(zone: Tz) -> impl Fn(&str) -> Result<DateTime<Utc>, Fault> {
    move |cell| {
        if let Ok(at) = DateTime::parse_from_rfc3339(&cell.replacen(' ', "T", 1)) {
            return Ok(at.with_timezone(&Utc));
        }
        let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(cell, format).ok())
            .or_else(|| date(cell).ok().map(|d| d.and_time(NaiveTime::MIN)));
        let fix = "write e.g. 2026-01-31T08:30:00+08:00, or without the offset for the lender's own time";
        let local = local.ok_or_else(|| Fault::new(Problem::BadDate, "this is not a date and time", fix))?;
        zone.from_local_datetime(&local).earliest().map(|at| at.with_timezone(&Utc)).ok_or_else(|| {
            Fault::new(Problem::BadDate, format!("this time does not exist in {zone} (clocks went forward)"), fix)
        })
    }
}

/// An amount in major units with at most the decimals of its currency, not below zero.
pub fn money(currency: Currency) -> impl Fn(&str) -> Result<Money, Fault> {
    move |cell| {
        let fix = "write digits with at most the decimals of the currency, without separators or signs, e.g. 1234.50";
        match Money::parse_major(cell, currency) {
            Ok(amount) if amount.minor >= 0 => Ok(amount),
            Ok(_) => Err(Fault::new(Problem::BadMoney, "the amount is below zero", fix)),
            Err(MoneyError::Overflow) => Err(Fault::new(Problem::BadMoney, "the amount is too large", fix)),
            Err(_) => Err(Fault::new(Problem::BadMoney, "this is not an amount of money", fix)),
        }
    }
}

/// An ISO 4217 code.
pub fn currency(cell: &str) -> Result<Currency, Fault> {
    Currency::new(cell).map_err(|_| {
        Fault::new(Problem::UnknownValue, "this is not a currency code", "write the ISO 4217 code, e.g. CNY")
    })
}

/// Latitude, degrees.
pub fn latitude(cell: &str) -> Result<f64, Fault> {
    decimal(-90.0..=90.0)(cell)
}

/// Longitude, degrees.
pub fn longitude(cell: &str) -> Result<f64, Fault> {
    decimal(-180.0..=180.0)(cell)
}

/// A place from two cells that were read.
pub fn point(lat: f64, lon: f64) -> Result<Point, Fault> {
    let fault = || Fault::new(Problem::OutOfRange, "this place is not on the earth", "check latitude and longitude");
    Point::from_degrees(lat, lon).ok_or_else(fault)
}
