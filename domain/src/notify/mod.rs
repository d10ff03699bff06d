//! Who is told of what, by which way, at which hours, and when it is tried again.
//!
//! * [`EventType`], [`Pattern`]: what happened, by its name in the event table, and which of it a rule is about.
//! * [`Rule`]: recipient × event × severity × hours, and who comes next where nobody answers.
//! * [`Delivery`], [`apply`]: one message to one party by one way, as a machine. [`RetrySchedule`]: when it is tried again.
//! * [`compose`]: the words, in English and Chinese, from typed fields; free text of people never gets into them.
//! * [`Gateway`]: the HTTP form that providers of SMS and of group robots take.

mod delivery;
mod event_type;
mod facts;
mod gateway;
mod hours;
mod message;
mod names;
mod recipient;
mod retry;
mod rule;
mod stage;
mod template;
mod texts;

pub use delivery::{Action, Applied, Change, Delivery, DeliveryEvent, Quiet, apply};
pub use event_type::{EventType, Pattern, severity_of};
pub use facts::{Facts, Field, Sight};
pub use gateway::{Accept, Body, Filled, Gateway, Method, Values};
pub use hours::{QuietHours, Zone};
pub use message::{Message, compose};
pub use names::shown;
pub use recipient::{Address, Channel, NamedBy, Party, Recipient, RoleName, Step, Via, Whom};
pub use retry::{Jitter, RetrySchedule};
pub use rule::{Escalation, Rule, Unless};
pub use stage::{DeliveryState, Failure, FailureKind, Stage, Suppression};
pub use template::{Template, TemplateText};
