//! The pure core of Lienwatch: no I/O, no clock, no randomness, no database.
//!
//! * [`ids`]: typed identities. [`money`]: integer minor units. [`observation`]: what is stored of a message.
//! * [`geo`]: distances, cells, the index of known sites.
//! * [`detect`]: one vehicle's observations in, alerts out.
//! * [`mobility`]: what stays and places tell, and how they compare with the literature's. [`forecast`]: where a car
//!   will be. [`risk`]: the score of a vehicle and its loan, with reasons.
//! * [`desk`]: what people do with an alert. [`inbox`]: its queues and storms. [`refit`]: the weights of removal fitted anew to what became of alerts.
//! * [`import`]: the rows of a lender's files as typed records, or as named errors.
//! * [`lending`]: loans, arrears, buckets. [`compliance`]: the law of the place. [`recovery`]: the case and its orders.
//! * [`promise`]: promises to pay and instalment plans. [`complaint`]: the lender's complaint desk.
//! * [`vendors`]: contractors and who of them gets an order. [`disposal`]: the sale. [`settlement`]: the money.
//! * [`notify`]: who is told of what. [`reports`]: the KPI sheet.
//! * [`actor`], [`reason`], [`refusal`]: who acts, what people give and what the state machines answer.
//! * [`language`]: the languages that people are written to in. [`vehicle_class`]: how large a vehicle is.

#[macro_use]
mod wire_names;

pub mod actor;
pub mod alert;
pub mod command;
pub mod complaint;
pub mod compliance;
pub mod desk;
pub mod detect;
pub mod disposal;
pub mod forecast;
pub mod geo;
pub mod ids;
pub mod import;
pub mod inbox;
pub mod language;
pub mod lending;
pub mod mobility;
pub mod money;
pub mod notify;
pub mod observation;
pub mod promise;
pub mod reason;
pub mod recovery;
pub mod refit;
pub mod refusal;
pub mod reports;
pub mod risk;
pub mod settlement;
pub mod vehicle_class;
pub mod vendors;
