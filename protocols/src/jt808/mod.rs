//! JT/T 808-2011, -2013 and -2019: the Chinese vehicle standard that many makers of trackers, locks and cameras speak.
//!
//! Times on the wire are GMT+8, always. Main power cut and low main power are bits 8 and 7 of the alarm word.

mod alarms;
mod answers;
mod area;
mod asset;
mod attributes;
mod batch;
mod camera;
mod command;
mod cursor;
mod device;
mod dispatch;
mod escape;
mod extension;
mod frame;
mod header;
mod items;
mod location;
mod lock;
mod maker;
mod media;
mod model;
mod obd;
mod order;
mod parameters;
mod parts;
mod register;
mod reply;
mod report;
mod scan;
mod session;
mod tag;
mod text;
mod time;
mod transparent;
mod unsettled;

pub use command::{MakersCommand, makers_command};
pub use device::{Heard, Jt808Encoder};
pub use frame::split;
pub use header::{NoTerminalNumber, Version};
pub use session::Jt808Session;
