//! The condition report: how a car was found, signed by those who hand it over.

use super::block::{Block, Column, Items, Row, Signatory};
use super::document::{Letterhead, PaperError, Rendered, render};
use super::figures;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How a car was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionReport {
    /// The lender's case.
    pub case_number: String,
    /// By which order it was inspected.
    pub order_number: String,
    /// The car.
    pub vehicle: super::Vehicle,
    /// When it was inspected.
    pub inspected_at: DateTime<Utc>,
    /// Where.
    pub place: String,
    /// By whom.
    pub inspector: String,
    /// What the odometer shows, kilometres; none where it cannot be read.
    pub odometer_km: Option<u32>,
    /// 0 (scrap) to 5 (as new).
    pub grade: Grade,
    /// How many keys are with it.
    pub keys: u8,
    /// Whether the lender's tracker is in it; none where nobody looked.
    pub tracker_found: Option<bool>,
    /// Damage, part by part.
    pub findings: Vec<Finding>,
    /// What belongs to the borrower or to others.
    pub belongings: Vec<Belonging>,
    /// The photos, by the names under which the evidence keeps them.
    pub photos: Vec<Photo>,
    /// Anything else.
    pub remarks: Vec<String>,
    /// Who hands over and who takes over.
    pub signatories: Vec<Signatory>,
}

/// A grade from 0 (scrap) to 5 (as new).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Grade(u8);

/// A grade that there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a grade is 0 to 5, this is {0}")]
pub struct BadGrade(u8);

impl TryFrom<u8> for Grade {
    type Error = BadGrade;
    fn try_from(grade: u8) -> Result<Self, BadGrade> {
        if grade <= 5 { Ok(Grade(grade)) } else { Err(BadGrade(grade)) }
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> u8 {
        grade.0
    }
}

/// Damage of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which part.
    pub part: String,
    /// What is wrong with it.
    pub damage: String,
    /// What a repair is expected to cost, where that is known.
    pub estimate: Option<lienwatch_domain::money::Money>,
}

/// A thing left in the car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belonging {
    /// What.
    pub what: String,
    /// How many.
    pub count: u32,
    /// Where it is kept.
    pub kept_at: String,
}

/// A photo that belongs to the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// What it shows.
    pub shows: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

impl ConditionReport {
    /// The report as PDF.
    pub fn render(&self, head: &Letterhead) -> Result<Rendered, PaperError> {
        render(head, head.language.pick("Vehicle condition report", "车辆状况报告"), &self.blocks(head))
    }

    fn blocks(&self, head: &Letterhead) -> Vec<Block> {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        let heading = |en: &str, zh: &str| Block::Heading(say(en, zh));
        let unread = say("cannot be read", "无法读取");
        let tracker = match self.tracker_found {
            Some(true) => say("found", "已找到"),
            Some(false) => say("not found", "未找到"),
            None => say("not looked for", "未查找"),
        };
        let plate = self.vehicle.plate.clone().unwrap_or_else(|| say("none", "无"));
        let mut blocks = vec![
            Block::Fields(vec![
                (say("Case", "案件编号"), self.case_number.clone()),
                (say("Order", "委托单号"), self.order_number.clone()),
                (say("Vehicle", "车辆"), self.vehicle.description.clone()),
                (say("Identification number (VIN)", "车辆识别代号（VIN）"), self.vehicle.vin.clone()),
                (say("Registration plate", "号牌号码"), plate),
                (say("Inspected", "检查时间"), figures::minute(self.inspected_at, head.zone, head.language)),
                (say("Place", "检查地点"), self.place.clone()),
                (say("Inspector", "检查人"), self.inspector.clone()),
                (
                    say("Odometer", "里程表读数"),
                    self.odometer_km.map_or(unread, |km| format!("{}\u{a0}km", figures::grouped(&km.to_string()))),
                ),
                (say("Grade (0 scrap, 5 as new)", "车况等级（0 报废，5 如新）"), self.grade.0.to_string()),
                (say("Keys", "钥匙数量"), self.keys.to_string()),
                (say("Tracker", "定位终端"), tracker),
            ]),
            heading("Damage", "损伤情况"),
            self.damage(head),
            heading("Belongings", "车内物品"),
        ];
        blocks.push(if self.belongings.is_empty() {
            Block::Paragraph(say("Nothing was left in the vehicle.", "车内无遗留物品。"))
        } else {
            let rows = self.belongings.iter().map(|thing| {
                let count = thing.count.to_string();
                Row::line([&thing.what, &count, &thing.kept_at].map(String::as_str))
            });
            Block::Items(Items {
                columns: vec![
                    Column::text(say("What", "物品"), 8),
                    Column::figure(say("Count", "数量"), 2),
                    Column::text(say("Kept at", "保管地点"), 7),
                ],
                rows: rows.collect(),
            })
        });
        if !self.photos.is_empty() {
            let rows =
                self.photos.iter().enumerate().map(|(at, photo)| {
                    Row::line([&(at + 1).to_string(), &photo.shows, &photo.sha256].map(String::as_str))
                });
            blocks.push(heading("Photos", "照片"));
            blocks.push(Block::Items(Items {
                columns: vec![
                    Column::figure(say("No.", "序号"), 2),
                    Column::text(say("Shows", "内容"), 7),
                    Column::text("SHA-256", 13),
                ],
                rows: rows.collect(),
            }));
        }
        blocks.extend(self.remarks.iter().cloned().map(Block::Paragraph));
        blocks.push(Block::Signatures(self.signatories.clone()));
        blocks
    }

    fn damage(&self, head: &Letterhead) -> Block {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        if self.findings.is_empty() {
            return Block::Paragraph(say("No damage was found.", "未发现损伤。"));
        }
        let rows = self.findings.iter().map(|finding| {
            let estimate = finding.estimate.map_or_else(String::new, |cost| figures::amount(cost, head.language));
            Row::line([&finding.part, &finding.damage, &estimate].map(String::as_str))
        });
        Block::Items(Items {
            columns: vec![
                Column::text(say("Part", "部位"), 4),
                Column::text(say("Damage", "损伤"), 9),
                Column::figure(say("Repair, estimated", "预计维修费"), 5),
            ],
            rows: rows.collect(),
        })
    }
}
