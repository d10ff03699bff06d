//! The condition report on paper: how a car was found, signed by those who hand it over.

use super::block::{Block, Column, Items, Row, Signatory};
use super::condition_words::{damage, drives, panel, severity, shot, trackers};
use super::document::{Letterhead, PaperError, Rendered, render};
use super::figures;
use lienwatch_domain::disposal::ConditionReport;
use lienwatch_domain::ids::EvidenceId;
use std::collections::BTreeMap;

/// A condition report and what its paper says besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionPaper<'a> {
    /// How the car was found.
    pub report: &'a ConditionReport,
    /// The lender's case.
    pub case_number: String,
    /// By which order it was inspected.
    pub order_number: String,
    /// The car.
    pub vehicle: super::Vehicle,
    /// Where it was inspected.
    pub place: String,
    /// By whom.
    pub inspector: String,
    /// SHA-256 of the photos, in hexadecimal, by their evidence: the paper says which files belong to it.
    pub digests: BTreeMap<EvidenceId, String>,
    /// What belongs to the borrower or to others.
    pub belongings: Vec<Belonging>,
    /// Who hands over and who takes over.
    pub signatories: Vec<Signatory>,
}

/// A thing left in the car.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belonging {
    /// What.
    pub what: String,
    /// How many.
    pub count: u32,
    /// Where it is kept.
    pub kept_at: String,
}

impl ConditionPaper<'_> {
    /// The report as PDF.
    pub fn render(&self, head: &Letterhead) -> Result<Rendered, PaperError> {
        render(head, head.language.pick("Vehicle condition report", "车辆状况报告"), &self.blocks(head))
    }

    fn blocks(&self, head: &Letterhead) -> Vec<Block> {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        let heading = |en: &str, zh: &str| Block::Heading(say(en, zh));
        let mut blocks = vec![
            Block::Fields(self.car(head)),
            heading("Condition", "车况"),
            Block::Fields(self.condition(head)),
            heading("Damage", "损伤情况"),
            self.damage(head),
            heading("Belongings", "车内物品"),
            self.left(head),
        ];
        if !self.report.photos.is_empty() {
            blocks.push(heading("Photos", "照片"));
            blocks.push(self.photos(head));
        }
        if let Some(remarks) = &self.report.remarks {
            blocks.push(heading("Remarks", "备注"));
            blocks.push(Block::Paragraph(remarks.to_string()));
        }
        blocks.push(Block::Signatures(self.signatories.clone()));
        blocks
    }

    fn car(&self, head: &Letterhead) -> Vec<(String, String)> {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        let vin = match self.report.vin_matches {
            true => self.vehicle.vin.clone(),
            false => format!("{}\n{}", self.vehicle.vin, say("Another one is on the car!", "与实车不符！")),
        };
        vec![
            (say("Case", "案件编号"), self.case_number.clone()),
            (say("Order", "委托单号"), self.order_number.clone()),
            (say("Vehicle", "车辆"), self.vehicle.description.clone()),
            (say("Identification number (VIN)", "车辆识别代号（VIN）"), vin),
            (say("Registration plate", "号牌号码"), self.vehicle.plate.clone().unwrap_or_else(|| say("none", "无"))),
            (say("Inspected", "检查时间"), figures::minute(self.report.at, head.zone, head.language)),
            (say("Place", "检查地点"), self.place.clone()),
            (say("Inspector", "检查人"), self.inspector.clone()),
        ]
    }

    fn condition(&self, head: &Letterhead) -> Vec<(String, String)> {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        let yes = |flag: bool| if flag { say("yes", "是") } else { say("no", "否") };
        let report = self.report;
        let odometer = match report.odometer_km {
            Some(km) => format!("{}\u{a0}km", figures::grouped(&km.to_string())),
            None => say("cannot be read", "无法读取"),
        };
        vec![
            (say("Grade (0 to 5)", "车况等级（0–5）"), report.grade.value().to_string()),
            (say("Odometer", "里程表读数"), odometer),
            (say("Keys", "钥匙数量"), report.keys.to_string()),
            (say("Running", "行驶状态"), drives(report.drives, head.language).to_owned()),
            (say("Frame damaged", "车架损伤"), yes(report.structural_damage)),
            (say("Flooded", "水淹"), yes(report.flood_damage)),
            (say("Airbags open", "气囊弹出"), yes(report.airbags_open)),
            (say("Trackers", "定位终端"), trackers(report.trackers, head.language).to_owned()),
        ]
    }

    fn damage(&self, head: &Letterhead) -> Block {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        if self.report.damage.is_empty() {
            return Block::Paragraph(say("No damage was found.", "未发现损伤。"));
        }
        let rows = self.report.damage.iter().map(|found| {
            Row::line([
                panel(found.panel, head.language),
                damage(found.kind, head.language),
                severity(found.severity, head.language),
            ])
        });
        let columns = [("Part", "部位"), ("Damage", "损伤"), ("Needs", "处理")];
        Block::Items(Items {
            columns: columns.map(|(en, zh)| Column::text(say(en, zh), 1)).into(),
            rows: rows.collect(),
        })
    }

    fn left(&self, head: &Letterhead) -> Block {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        if self.belongings.is_empty() {
            return Block::Paragraph(say("Nothing was left in the vehicle.", "车内无遗留物品。"));
        }
        let rows = self.belongings.iter().map(|thing| {
            let count = thing.count.to_string();
            Row::line([&count, &thing.what, &thing.kept_at].map(String::as_str))
        });
        Block::Items(Items {
            columns: vec![
                Column::figure(say("Count", "数量"), 2),
                Column::text(say("What", "物品"), 8),
                Column::text(say("Kept at", "保管地点"), 7),
            ],
            rows: rows.collect(),
        })
    }

    fn photos(&self, head: &Letterhead) -> Block {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        let rows = self.report.photos.iter().map(|photo| {
            let digest = self.digests.get(&photo.evidence).map_or("", String::as_str);
            Row::line([shot(photo.shot, head.language), digest])
        });
        Block::Items(Items {
            columns: vec![Column::text(say("Shows", "内容"), 4), Column::text("SHA-256", 13)],
            rows: rows.collect(),
        })
    }
}
