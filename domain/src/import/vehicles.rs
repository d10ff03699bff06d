//! Vehicles: the collateral.

use super::cells;
use super::context::Context;
use super::header::{Column, Entity, Privacy};
use super::problem::{Fault, Problem};
use super::row::{Import, Row};
use super::vin::{CheckDigit, Vin, VinError};
use crate::money::Money;
use crate::vehicle_class::VehicleClass;
use chrono::{Datelike, NaiveDate};

/// A vehicle as imported.
#[derive(Debug, Clone, PartialEq)]
pub struct VehicleRecord {
    /// Vehicle identification number.
    pub vin: Vin,
    /// Number plate.
    pub plate: Option<String>,
    /// Maker.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Model year.
    pub year: Option<i32>,
    /// Colour.
    pub colour: Option<String>,
    /// How large it is; an empty cell leaves it as it was, and is a passenger car at first.
    pub class: Option<VehicleClass>,
    /// Keys that the lender holds.
    pub keys_held: Option<u8>,
    /// Odometer, km.
    pub odometer_km: Option<u32>,
    /// Value.
    pub valuation: Option<Money>,
    /// As of when.
    pub valued_on: Option<NaiveDate>,
    /// The lien is registered.
    pub lien_registered: Option<bool>,
    /// Where.
    pub lien_authority: Option<String>,
    /// Under which number.
    pub lien_no: Option<String>,
    /// Since when.
    pub lien_date: Option<NaiveDate>,
}

impl Import for VehicleRecord {
    const ENTITY: Entity = Entity::Vehicles;
    const KEY_FIELD: &'static str = "vin";
    const COLUMNS: &'static [Column] = &[
        Column::required("vin", &["车架号", "车辆识别代号"], "17 characters; the key").shown_as(Privacy::Identifier),
        Column::optional("plate", &["车牌", "车牌号"], "number plate").shown_as(Privacy::Identifier),
        Column::optional("make", &["品牌"], "maker"),
        Column::optional("model", &["车型", "型号"], "model"),
        Column::optional("year", &["年款"], "model year, from 1950 to next year"),
        Column::optional("colour", &["颜色", "color"], "colour"),
        Column::optional(
            "class",
            &["车辆类型", "车型类别"],
            "`motorcycle` (摩托车), `car` (轿车), `van` (面包车, SUV, pick-up) or `truck` (货车, 客车); empty leaves it as it was",
        ),
        Column::optional("keys_held", &["钥匙", "钥匙数"], "keys that the lender holds, 0 to 9"),
        Column::optional("odometer_km", &["里程"], "odometer, km"),
        Column::optional("valuation", &["评估", "估值"], "value in major units, e.g. 85000.00"),
        Column::optional("valuation_currency", &["估值币种"], "ISO 4217; empty is the lender's currency"),
        Column::optional("valued_on", &["评估日期"], "date of the valuation"),
        Column::optional("lien_registered", &["抵押登记", "是否抵押登记"], "true or false"),
        Column::optional("lien_authority", &["登记机关", "车管所"], "where the lien is registered"),
        Column::optional("lien_no", &["登记编号"], "registration number"),
        Column::optional("lien_date", &["登记日期"], "date of registration"),
    ];

    fn read(row: &mut Row<'_>, context: &Context<'_>) -> Option<Self> {
        let vin = row.required("vin", vin);
        if let Some(vin) = &vin {
            check_digit(row, vin);
        }
        let next_year = context.today.year() + 1;
        let currency = row.optional("valuation_currency", cells::currency).unwrap_or(context.currency);
        let plate = row.optional("plate", cells::text(16));
        let make = row.optional("make", cells::text(64));
        let model = row.optional("model", cells::text(64));
        let year = row.optional("year", cells::integer(1950..=next_year));
        let colour = row.optional("colour", cells::text(32));
        let classes = &[
            ("摩托车", VehicleClass::Motorcycle),
            ("轿车", VehicleClass::Car),
            ("小客车", VehicleClass::Car),
            ("面包车", VehicleClass::Van),
            ("suv", VehicleClass::Van),
            ("皮卡", VehicleClass::Van),
            ("货车", VehicleClass::Truck),
            ("客车", VehicleClass::Truck),
        ];
        let class = row.optional("class", cells::one_of(VehicleClass::ALL, VehicleClass::name, classes));
        let keys_held = row.optional("keys_held", cells::integer(0..=9));
        let odometer_km = row.optional("odometer_km", cells::integer(0..=5_000_000));
        let valuation = row.optional("valuation", cells::money(currency));
        let valued_on = row.optional("valued_on", cells::date);
        let lien_registered = row.optional("lien_registered", cells::boolean);
        let lien_authority = row.optional("lien_authority", cells::text(128));
        let lien_no = row.optional("lien_no", cells::code);
        let lien_date = row.optional("lien_date", cells::date);
        Some(VehicleRecord {
            vin: vin?,
            plate,
            make,
            model,
            year,
            colour,
            class,
            keys_held,
            odometer_km,
            valuation,
            valued_on,
            lien_registered,
            lien_authority,
            lien_no,
            lien_date,
        })
    }

    fn natural_key(&self) -> String {
        self.vin.as_str().to_owned()
    }
}

/// A VIN by form; its check digit is another matter.
pub(super) fn vin(cell: &str) -> Result<Vin, Fault> {
    cells::not_from_a_spreadsheet(cell)?;
    Vin::new(cell).map_err(|error| {
        let problem = match error {
            VinError::Length(_) => Problem::BadLength,
            VinError::Character(_) => Problem::BadCharacters,
        };
        Fault::new(problem, error.to_string(), "copy the VIN from the registration document")
    })
}

/// A VIN that must be known already.
pub(super) fn known_vin(cell: &str, context: &Context<'_>) -> Result<Vin, Fault> {
    let vin = vin(cell)?;
    if (context.has_vin)(vin.as_str()) {
        return Ok(vin);
    }
    Err(Fault::new(Problem::UnknownVin, "there is no vehicle of this VIN", "import the vehicle first, or correct it"))
}

fn check_digit(row: &mut Row<'_>, vin: &Vin) {
    let fault = |expected| {
        let message = format!("the ninth character does not fit the others; {expected} would");
        Fault::new(Problem::BadCheckDigit, message, "compare every character with the registration document")
    };
    match vin.check_digit() {
        CheckDigit::Fine => {}
        CheckDigit::Wrong { expected } => row.fault("vin", fault(expected)),
        CheckDigit::Odd { expected } => row.warn("vin", fault(expected)),
    }
}
