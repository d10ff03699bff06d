//! A command as a request has it: a kind and the values that belong to it, each checked and none ignored.

use super::error::{Error, Result};
use super::import_assets::known;
use super::request::Timestamp;
use lienwatch_domain::command::{CommandKind, LONGEST, SHORTEST, check, cuts_in_disguise};
use lienwatch_protocols::{Command, MediaKind, PhotoSize, SoundRate, WorkingMode};
use serde::Deserialize;
use utoipa::ToSchema;

/// A command to a tracker.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommandBody {
    /// `locate`, `report_every`, `working_mode`, `reboot`, `set_parameter`, `get_parameters`, `engine_cut`,
    /// `engine_restore`, `text`, `take_photo`, `find_media`, `send_media`, `send_stored_media`, `record_sound` or
    /// `stop_recording`.
    pub kind: String,
    /// Of `report_every`: the interval, 1 to 86400. Of `record_sound`: how long, 1 to 600.
    #[serde(default)]
    pub seconds: Option<u32>,
    /// Of `working_mode`: `continuous` or `wake`.
    #[serde(default)]
    pub mode: Option<String>,
    /// Of `working_mode` `wake`: minutes between wake-ups, 5 to 10080.
    #[serde(default)]
    pub every_minutes: Option<u32>,
    /// Of `set_parameter`: the vendor's name or number of it.
    #[serde(default)]
    pub name: Option<String>,
    /// Of `set_parameter`: its value.
    #[serde(default)]
    pub value: Option<String>,
    /// Of `get_parameters`: names or numbers, at most 16; none: all that the device tells at once.
    #[serde(default)]
    pub names: Option<Vec<String>>,
    /// Of `text`: what the device's firmware takes, at most 180 bytes.
    #[serde(default)]
    pub text: Option<String>,
    /// Of `take_photo`: which camera, from 1; default 1. Of `find_media` and `send_stored_media`: which camera or
    /// microphone; default 0, all.
    #[serde(default)]
    pub channel: Option<u8>,
    /// Of `take_photo`: how many, 1 to 10; default 1.
    #[serde(default)]
    pub count: Option<u8>,
    /// Of `take_photo`: seconds from one to the next; default 0. Times `count` at most 45.
    #[serde(default)]
    pub interval_s: Option<u8>,
    /// Of `take_photo`: `176x144`, `320x240`, `352x288`, `640x480` (default), `704x288`, `704x576`, `800x600` or
    /// `1024x768`.
    #[serde(default)]
    pub size: Option<String>,
    /// Of `find_media` and `send_stored_media`: `image`, `sound` or `video`.
    #[serde(default)]
    pub media: Option<String>,
    /// Of `find_media` and `send_stored_media`: why they were made, as the device numbers it (JT/T 808: 0 asked for, 1 timed, 2 robbery alarm,
    /// 3 collision or rollover).
    #[serde(default)]
    pub event: Option<u8>,
    /// Of `find_media` and `send_stored_media`: made at or after.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Of `find_media` and `send_stored_media`: made at or before.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// Of `send_media`: the device's own number of it.
    #[serde(default)]
    pub number: Option<u32>,
    /// Of `send_stored_media`: the device deletes them when it has sent them; default false.
    #[serde(default)]
    pub delete: Option<bool>,
    /// Of `record_sound`: the device keeps it; default false, it is sent.
    #[serde(default)]
    pub keep: Option<bool>,
    /// Of `record_sound`: samples a second, `8k` (default), `11k`, `23k` or `32k`.
    #[serde(default)]
    pub rate: Option<String>,
    /// Why. An `engine_cut`, a `take_photo`, a `send_media`, a `send_stored_media` and a `record_sound` need it.
    #[serde(default)]
    pub reason: Option<String>,
    /// Of `engine_cut`: how and to whom the warning was given.
    #[serde(default)]
    pub warning: Option<String>,
    /// Seconds that it waits for the device at most, 60 to 2592000; by default as long as its kind does.
    #[serde(default)]
    pub expires_in_s: Option<i64>,
}

impl CommandBody {
    /// The command it is, in its ranges.
    pub fn command(&self) -> Result<Command> {
        let all: Vec<&str> = CommandKind::ALL.iter().map(|k| k.name()).collect();
        let kind = known("kind", &self.kind, CommandKind::from_name, &all.join(", "))?;
        self.nothing_else(kind)?;
        let command = match kind {
            CommandKind::Locate => Command::Locate,
            CommandKind::ReportEvery => Command::ReportEvery { seconds: needed("seconds", kind, self.seconds)? },
            CommandKind::WorkingMode => Command::WorkingMode { mode: self.mode()? },
            CommandKind::Reboot => Command::Reboot,
            CommandKind::SetParameter => Command::SetParameter {
                name: needed("name", kind, self.name.clone())?,
                value: needed("value", kind, self.value.clone())?,
            },
            CommandKind::GetParameters => Command::GetParameters { names: self.names.clone().unwrap_or_default() },
            CommandKind::EngineCut => Command::EngineCut,
            CommandKind::EngineRestore => Command::EngineRestore,
            CommandKind::Text => Command::Text { text: needed("text", kind, self.text.clone())? },
            CommandKind::TakePhoto => Command::TakePhoto {
                channel: self.channel.unwrap_or(1),
                count: self.count.unwrap_or(1),
                interval_s: self.interval_s.unwrap_or(0),
                size: self.size()?,
            },
            CommandKind::FindMedia => Command::FindMedia {
                media: self.media(kind)?,
                channel: self.channel.unwrap_or(0),
                event: needed("event", kind, self.event)?,
                from: needed("from", kind, self.from)?.0,
                to: needed("to", kind, self.to)?.0,
            },
            CommandKind::SendMedia => Command::SendMedia { number: needed("number", kind, self.number)? },
            CommandKind::SendStoredMedia => Command::SendStoredMedia {
                media: self.media(kind)?,
                channel: self.channel.unwrap_or(0),
                event: needed("event", kind, self.event)?,
                from: needed("from", kind, self.from)?.0,
                to: needed("to", kind, self.to)?.0,
                delete: self.delete.unwrap_or(false),
            },
            CommandKind::RecordSound => Command::RecordSound {
                // One that is too large for the type is out of the range too, and is told so below.
                seconds: u16::try_from(needed("seconds", kind, self.seconds)?).unwrap_or(u16::MAX),
                keep: self.keep.unwrap_or(false),
                rate: self.rate()?,
            },
            CommandKind::StopRecording => Command::StopRecording,
        };
        if let Err((field, fix)) = check(&command) {
            return Err(Error::invalid("out_of_range", field, format!("{field} is out of its range"), fix));
        }
        if let Some(whose) = cuts_in_disguise(&command) {
            return Err(Error::invalid(
                "cut_in_disguise",
                match kind {
                    CommandKind::Text => "text",
                    CommandKind::GetParameters => "names",
                    _ => "name",
                },
                format!("this is how a device of {whose} is told to cut the engine"),
                "ask for the kind engine_cut, with its second person and its other rules",
            ));
        }
        Ok(command)
    }

    /// Seconds that it waits, where the caller says so.
    pub fn waits(&self) -> Result<Option<chrono::TimeDelta>> {
        let Some(seconds) = self.expires_in_s else { return Ok(None) };
        let range = SHORTEST.num_seconds()..=LONGEST.num_seconds();
        if !range.contains(&seconds) {
            let fix = format!("{} to {} seconds", range.start(), range.end());
            return Err(Error::invalid("out_of_range", "expires_in_s", format!("{seconds} s"), fix));
        }
        Ok(Some(chrono::TimeDelta::seconds(seconds)))
    }

    fn media(&self, kind: CommandKind) -> Result<MediaKind> {
        let name = needed("media", kind, self.media.as_deref())?;
        let from_name = |name: &str| MediaKind::ALL.iter().copied().find(|media| media.name() == name);
        known("media", name, from_name, "image, sound, video")
    }

    fn size(&self) -> Result<PhotoSize> {
        let Some(name) = &self.size else { return Ok(PhotoSize::default()) };
        let all: Vec<&str> = PhotoSize::ALL.iter().map(|size| size.name()).collect();
        known("size", name, PhotoSize::from_name, &all.join(", "))
    }

    fn rate(&self) -> Result<SoundRate> {
        let Some(name) = &self.rate else { return Ok(SoundRate::default()) };
        let all: Vec<&str> = SoundRate::ALL.iter().map(|rate| rate.name()).collect();
        known("rate", name, SoundRate::from_name, &all.join(", "))
    }

    fn mode(&self) -> Result<WorkingMode> {
        let kind = CommandKind::WorkingMode;
        match needed("mode", kind, self.mode.as_deref())? {
            "continuous" if self.every_minutes.is_some() => Err(Error::invalid(
                "stray_field",
                "every_minutes",
                "a continuous device does not wake",
                "leave every_minutes out",
            )),
            "continuous" => Ok(WorkingMode::Continuous),
            "wake" => Ok(WorkingMode::Wake { every_minutes: needed("every_minutes", kind, self.every_minutes)? }),
            other => {
                let detail = format!("{other:?} is not one of them");
                Err(Error::invalid("unknown_name", "mode", detail, "one of continuous, wake"))
            }
        }
    }

    /// A value of another kind is a mistake, and what was meant is not done silently without it.
    fn nothing_else(&self, kind: CommandKind) -> Result<()> {
        use CommandKind::*;
        let given = [
            ("seconds", self.seconds.is_some(), &[ReportEvery, RecordSound][..]),
            ("mode", self.mode.is_some(), &[WorkingMode]),
            ("every_minutes", self.every_minutes.is_some(), &[WorkingMode]),
            ("name", self.name.is_some(), &[SetParameter]),
            ("value", self.value.is_some(), &[SetParameter]),
            ("names", self.names.is_some(), &[GetParameters]),
            ("text", self.text.is_some(), &[Text]),
            ("channel", self.channel.is_some(), &[TakePhoto, FindMedia, SendStoredMedia]),
            ("media", self.media.is_some(), &[FindMedia, SendStoredMedia]),
            ("event", self.event.is_some(), &[FindMedia, SendStoredMedia]),
            ("from", self.from.is_some(), &[FindMedia, SendStoredMedia]),
            ("to", self.to.is_some(), &[FindMedia, SendStoredMedia]),
            ("number", self.number.is_some(), &[SendMedia]),
            ("delete", self.delete.is_some(), &[SendStoredMedia]),
            ("keep", self.keep.is_some(), &[RecordSound]),
            ("rate", self.rate.is_some(), &[RecordSound]),
            ("count", self.count.is_some(), &[TakePhoto]),
            ("interval_s", self.interval_s.is_some(), &[TakePhoto]),
            ("size", self.size.is_some(), &[TakePhoto]),
            ("warning", self.warning.is_some(), &[EngineCut]),
        ];
        match given.iter().find(|(_, there, of)| *there && !of.contains(&kind)) {
            None => Ok(()),
            Some((field, ..)) => {
                let detail = format!("{kind} has no {field}");
                Err(Error::invalid("stray_field", *field, detail, "leave it out, or choose the kind that has it"))
            }
        }
    }
}

fn needed<T>(field: &'static str, kind: CommandKind, value: Option<T>) -> Result<T> {
    value
        .ok_or_else(|| Error::invalid("missing_field", field, format!("{kind} needs {field}"), format!("give {field}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(body: serde_json::Value) -> (String, Option<String>) {
        let body: CommandBody = serde_json::from_value(body).expect("a body");
        let problem = body.command().expect_err("refused").problem();
        (problem.code.into_owned(), problem.field)
    }

    #[test]
    fn mistakes_name_their_field() {
        let cases = [
            (serde_json::json!({"kind": "fly"}), "unknown_name", "kind"),
            (serde_json::json!({"kind": "report_every"}), "missing_field", "seconds"),
            (serde_json::json!({"kind": "report_every", "seconds": 0}), "out_of_range", "seconds"),
            (serde_json::json!({"kind": "locate", "seconds": 5}), "stray_field", "seconds"),
            (serde_json::json!({"kind": "locate", "warning": "sms"}), "stray_field", "warning"),
            (serde_json::json!({"kind": "working_mode", "mode": "wake"}), "missing_field", "every_minutes"),
            (serde_json::json!({"kind": "working_mode", "mode": "fast"}), "unknown_name", "mode"),
            (
                serde_json::json!({"kind": "working_mode", "mode": "continuous", "every_minutes": 5}),
                "stray_field",
                "every_minutes",
            ),
            (serde_json::json!({"kind": "take_photo", "size": "huge"}), "unknown_name", "size"),
            (serde_json::json!({"kind": "take_photo", "count": 10, "interval_s": 5}), "out_of_range", "interval_s"),
            (serde_json::json!({"kind": "locate", "channel": 1}), "stray_field", "channel"),
            (serde_json::json!({"kind": "find_media", "media": "film"}), "unknown_name", "media"),
            (serde_json::json!({"kind": "find_media", "media": "image", "event": 0, "from": 9}), "missing_field", "to"),
            (
                serde_json::json!({"kind": "find_media", "media": "image", "event": 0, "from": 9, "to": 8}),
                "out_of_range",
                "to",
            ),
            (serde_json::json!({"kind": "send_media"}), "missing_field", "number"),
            (serde_json::json!({"kind": "send_stored_media", "media": "image"}), "missing_field", "event"),
            (
                serde_json::json!({"kind": "send_stored_media", "media": "sound", "event": 0, "from": 9, "to": 8}),
                "out_of_range",
                "to",
            ),
            (serde_json::json!({"kind": "find_media", "delete": true}), "stray_field", "delete"),
            (serde_json::json!({"kind": "record_sound"}), "missing_field", "seconds"),
            (serde_json::json!({"kind": "record_sound", "seconds": 0}), "out_of_range", "seconds"),
            (serde_json::json!({"kind": "record_sound", "seconds": 70_000}), "out_of_range", "seconds"),
            (serde_json::json!({"kind": "record_sound", "seconds": 9, "rate": "44k"}), "unknown_name", "rate"),
            (serde_json::json!({"kind": "stop_recording", "seconds": 9}), "stray_field", "seconds"),
            (serde_json::json!({"kind": "text", "text": "relay,1#"}), "cut_in_disguise", "text"),
            (serde_json::json!({"kind": "set_parameter", "name": "RELAY", "value": "1"}), "cut_in_disguise", "name"),
        ];
        for (body, code, field) in cases {
            assert_eq!(problem(body), (code.to_owned(), Some(field.to_owned())));
        }
    }
}
