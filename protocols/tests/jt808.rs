//! JT/T 808 sessions, with frames of our own making.

#[path = "jt808/alarms_and_items.rs"]
mod alarms_and_items;
#[path = "jt808/any_bytes.rs"]
mod any_bytes;
#[path = "jt808/commands.rs"]
mod commands;
#[path = "jt808/device.rs"]
mod device;
#[path = "jt808/frames.rs"]
mod frames;
#[path = "jt808/locks.rs"]
mod locks;
#[path = "jt808/made.rs"]
mod made;
#[path = "jt808/media.rs"]
mod media;
#[path = "jt808/messages.rs"]
mod messages;
#[path = "jt808/sessions.rs"]
mod sessions;
#[path = "jt808/split.rs"]
mod split;
