//! Teltonika sessions, records, texts and the device's side, with packets of our own making.

#[path = "teltonika/accessories.rs"]
mod accessories;
#[path = "teltonika/commands.rs"]
mod commands;
#[path = "teltonika/device.rs"]
mod device;
#[path = "teltonika/properties.rs"]
mod properties;
#[path = "teltonika/records.rs"]
mod records;
#[path = "teltonika/session.rs"]
mod session;
#[path = "teltonika/texts.rs"]
mod texts;
