//! Who gets what of the proceeds of a sale: a pure function of the price, the costs, the debt, the other liens and the
//! law of the place. Every minor unit that comes in goes out on exactly one line, and each line names its rule.
//!
//! * [`Input`]: what is known. [`distribute`]: the rule book. [`Waterfall`]: the answer, line by line.
//! * [`Profile`]: the law of the place. [`Rule`]: each rule with its source.
//! * [`Sheet`], [`Answer`]: the same as flat JSON, which people write and read.
//!
//! | step | `us` | `cn`, `cn_finance_lease` | `tw` | `uk_hp` |
//! |---|---|---|---|---|
//! | 0 | (senior liens stay on the car) | possessory, then purchase-money liens | repair lien, for the value it added | possessory lien |
//! | 1 | costs, as listed | costs, as listed | costs, as listed | costs, as listed |
//! | 2 | this debt | earlier liens, then this debt | this debt | this debt |
//! | 3 | junior liens that demanded | later liens; unregistered ones pro rata | | |
//! | 4 | consignors that demanded | | | |
//! | 5 | surplus to the debtor | surplus to the debtor | surplus to the debtor | remainder to the owner |
//!
//! What the proceeds did not cover of this debt and of the agreed costs is the deficiency, component by component.

mod check;
mod distribute;
mod input;
mod lien;
mod outcome;
mod priority;
mod profile;
mod rule;
mod sheet;
mod verify;

pub use distribute::distribute;
pub use input::{
    Adjustment, Charge, Cost, CostKind, Debt, DebtComponent, Input, MAX_COSTS, MAX_DAYS, MAX_LIENS, MAX_MINOR,
    MAX_NAME_CHARS,
};
pub use lien::{Demand, Lien, LienKind, OwnLien, Registration};
pub use outcome::{Deficiency, Item, Line, Recipient, Step, Waterfall};
pub use profile::Profile;
pub use rule::Rule;
pub use sheet::{Answer, AnswerLine, Sheet};
