//! A report as a mail: words for people, a file for their spreadsheet.

use super::precision::{TypePrecision, VerdictShare};
use crate::api::error::{Error, Result};
use crate::store::reports::Counted;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use lienwatch_domain::language::Language;
use lienwatch_domain::notify::shown;
use lienwatch_domain::reports::{Figure, Unit};

/// What is mailed.
#[derive(Debug)]
pub struct Paper {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The file's name.
    pub name: String,
    /// CSV with a byte order mark: Excel takes Chinese for something else without.
    pub csv: String,
}

/// Whose report it is, and of when.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// Name on the wire.
    pub report: &'a str,
    /// The lender's name.
    pub lender: &'a str,
    /// Its zone.
    pub zone: Tz,
    /// From (inclusive) and until (exclusive).
    pub period: (DateTime<Utc>, DateTime<Utc>),
    /// Of the recipient.
    pub lang: Language,
}

impl Heading<'_> {
    /// With its words.
    pub fn with(self, csv: String) -> Paper {
        let day = |at: DateTime<Utc>| at.with_timezone(&self.zone).format("%Y-%m-%d").to_string();
        let (first, last) = (day(self.period.0), day(self.period.1 - TimeDelta::seconds(1)));
        let days = if first == last { first.clone() } else { format!("{first} – {last}") };
        let title = match self.report {
            "kpis" => self.lang.pick("KPI report", "关键指标报表"),
            _ => self.lang.pick("Alert precision", "告警准确率报表"),
        };
        let body = match self.lang {
            Language::En => format!(
                "{title}\n\nLender: {}\nPeriod: {days} ({})\n\nThe figures are in the attached file.\n\nYou ordered this mail in \
                 Lienwatch under Reports; it is paused or ended there.\n",
                self.lender, self.zone
            ),
            Language::Zh => format!(
                "{title}\n\n出借机构：{}\n期间：{days}（{}）\n\n数据见附件。\n\n本邮件由您在 Lienwatch 的“报表”页面订阅，可在该页面\
                 暂停或删除。\n",
                self.lender, self.zone
            ),
        };
        Paper {
            subject: format!("{title} {days}"),
            body,
            name: format!("{}-{first}.csv", self.report.replace('_', "-")),
            csv: format!("\u{feff}{csv}"),
        }
    }
}

/// The KPI sheet, one figure a line.
pub fn kpis(counted: &Counted, lang: Language) -> Result<String> {
    let mut file = File::begin(match lang {
        Language::En => {
            &["group", "figure", "name", "unit", "currency", "value", "p90", "numerator", "denominator", "missing"]
        }
        Language::Zh => &["分组", "指标", "代码", "单位", "币种", "数值", "90 分位", "分子", "分母", "缺失原因"],
    })?;
    for group in &counted.groups {
        let name = group.group.as_ref().map(|id| counted.names.get(id).unwrap_or(id).clone()).unwrap_or_default();
        for entry in &group.entries {
            let unit = entry.kpi.unit();
            let number = |value: i64| match unit {
                Unit::Days | Unit::PerHundred => format!("{:.2}", value as f64 / 100.0),
                Unit::BasisPoints | Unit::MinorUnits | Unit::Count => value.to_string(),
            };
            let [value, p90, numerator, denominator] = match &entry.value {
                None => [const { String::new() }; 4],
                Some(Figure::Ratio { value, numerator, denominator }) => {
                    [number(*value), String::new(), numerator.to_string(), denominator.to_string()]
                }
                Some(Figure::Spread { median, p90, count }) => {
                    [number(*median), number(*p90), String::new(), count.to_string()]
                }
            };
            let label = entry.kpi.label(lang);
            let currency = entry.currency.map(|c| c.code().to_owned()).unwrap_or_default();
            let missing = entry.missing.unwrap_or_default();
            file.line(&[
                &name,
                label,
                entry.kpi.name(),
                unit.name(),
                &currency,
                &value,
                &p90,
                &numerator,
                &denominator,
                missing,
            ])?;
        }
    }
    file.end()
}

/// How often alerts were right: each type as a whole, and month by month.
pub fn precision(types: &[TypePrecision], lang: Language) -> Result<String> {
    let mut file = File::begin(match lang {
        Language::En => {
            &["alert", "type", "month", "confirmed", "false positive", "benign", "test", "precision", "low", "high"]
        }
        Language::Zh => &["告警", "代码", "月份", "属实", "误报", "无害", "测试", "准确率", "下限", "上限"],
    })?;
    for kind in types {
        let label = shown(&kind.kind, lang);
        let mut line = |month: &str, share: &VerdictShare| {
            let counts = [share.confirmed, share.false_positive, share.benign, share.test].map(|n| n.to_string());
            let [confirmed, wrong, benign, test] = &counts;
            let precision = share.precision.map(|p| format!("{p:.4}")).unwrap_or_default();
            let [low, high] = [share.low, share.high].map(|p| format!("{p:.4}"));
            file.line(&[&label, &kind.kind, month, confirmed, wrong, benign, test, &precision, &low, &high])
        };
        line("", &kind.total)?;
        for month in &kind.months {
            line(&month.month, &month.precision)?;
        }
    }
    file.end()
}

/// A CSV file that is being written.
struct File(csv::Writer<Vec<u8>>);

impl File {
    fn begin(headings: &[&str]) -> Result<File> {
        let mut file = File(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()));
        file.line(headings)?;
        Ok(file)
    }

    fn line(&mut self, cells: &[&str]) -> Result<()> {
        self.0.write_record(cells.iter().map(|cell| harmless(cell))).map_err(|e| Error::Internal(e.to_string()))
    }

    fn end(self) -> Result<String> {
        let bytes = self.0.into_inner().map_err(|e| Error::Internal(e.to_string()))?;
        String::from_utf8(bytes).map_err(|e| Error::Internal(e.to_string()))
    }
}

/// What a spreadsheet would take for a formula is shown as text (OWASP, "CSV Injection"); a number stays one.
fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_domain::reports::{Breakdown, Group, Sheet};
    use std::collections::BTreeMap;

    #[test]
    fn a_sheet_is_one_figure_a_line_and_no_formula() {
        let mut sheet = Sheet::new(Breakdown::Branch, DateTime::UNIX_EPOCH);
        sheet.contacts(Group::Some("=cmd|' /C calc'!A0".into()), 1, 4);
        let counted = Counted { groups: sheet.finish(), names: BTreeMap::new() };
        let csv = kpis(&counted, Language::Zh).expect("written");
        assert!(csv.starts_with("分组,指标,代码,"), "{csv}");
        let line = csv.lines().find(|l| l.contains("contact_rule_refusals")).expect("the figure");
        assert_eq!(line, "'=cmd|' /C calc'!A0,被规则拒绝的联系,contact_rule_refusals,count,,1,,1,4,");
        assert_eq!(harmless("-12.5"), "-12.5");
    }

    #[test]
    fn a_day_is_named_once_and_a_period_by_its_ends() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let of = |to: &str| Heading {
            report: "alert_precision",
            lender: "One",
            zone: chrono_tz::Asia::Shanghai,
            period: (at("2026-08-30T16:00:00Z"), at(to)),
            lang: Language::En,
        };
        assert_eq!(of("2026-08-31T16:00:00Z").with(String::new()).subject, "Alert precision 2026-08-31");
        let week = of("2026-09-06T16:00:00Z").with(String::new());
        assert_eq!(week.subject, "Alert precision 2026-08-31 – 2026-09-06");
        assert_eq!(week.name, "alert-precision-2026-08-31.csv");
    }
}
