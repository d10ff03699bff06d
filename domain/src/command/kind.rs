//! What each kind of command is worth: how long it waits for its device, and what is done when no answer comes.

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::{Command, MediaKind, WorkingMode};

wire_names! {
    /// The kinds, by the names that the vocabulary's [`Command`] has on the wire.
    CommandKind {
        /// Report the position now.
        Locate = "locate",
        /// Report at an interval.
        ReportEvery = "report_every",
        /// How the device spends its battery.
        WorkingMode = "working_mode",
        /// Restart.
        Reboot = "reboot",
        /// Set a parameter.
        SetParameter = "set_parameter",
        /// Ask for parameters.
        GetParameters = "get_parameters",
        /// Cut fuel, oil or starter.
        EngineCut = "engine_cut",
        /// End such a cut.
        EngineRestore = "engine_restore",
        /// A text of the vendor's.
        Text = "text",
        /// Take photos and send them.
        TakePhoto = "take_photo",
        /// Say which photos, sounds or videos are kept on the device.
        FindMedia = "find_media",
        /// Send one of them.
        SendMedia = "send_media",
        /// Send all of them that a search finds.
        SendStoredMedia = "send_stored_media",
        /// Record sound.
        RecordSound = "record_sound",
        /// End a recording.
        StopRecording = "stop_recording",
    }
}

impl CommandKind {
    /// The kind of a command.
    pub fn of(command: &Command) -> CommandKind {
        match command {
            Command::Locate => CommandKind::Locate,
            Command::ReportEvery { .. } => CommandKind::ReportEvery,
            Command::WorkingMode { .. } => CommandKind::WorkingMode,
            Command::Reboot => CommandKind::Reboot,
            Command::SetParameter { .. } => CommandKind::SetParameter,
            Command::GetParameters { .. } => CommandKind::GetParameters,
            Command::EngineCut => CommandKind::EngineCut,
            Command::EngineRestore => CommandKind::EngineRestore,
            Command::Text { .. } => CommandKind::Text,
            Command::TakePhoto { .. } => CommandKind::TakePhoto,
            Command::FindMedia { .. } => CommandKind::FindMedia,
            Command::SendMedia { .. } => CommandKind::SendMedia,
            Command::SendStoredMedia { .. } => CommandKind::SendStoredMedia,
            Command::RecordSound { .. } => CommandKind::RecordSound,
            Command::StopRecording => CommandKind::StopRecording,
        }
    }
}

/// How a kind is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    /// How long it waits for the device at least; a sleeping device gets three of its wake intervals.
    pub waits: TimeDelta,
    /// How long an answer may take.
    pub answer_within: TimeDelta,
    /// How often it is sent at most. 1: never again, because doing it twice is not doing it once, or nobody knows.
    pub attempts: u32,
}

impl CommandKind {
    /// How this kind is treated. Sent again without harm are: `locate`, `report_every`, `working_mode`,
    /// `set_parameter`, `get_parameters`, `find_media`, `send_media`, `send_stored_media` (what comes twice is one file,
    /// what was deleted does not come), `stop_recording` and `engine_restore`. A second `reboot` is a second restart,
    /// nobody knows what a second `text` does, a second `take_photo` or `record_sound` is another photo or recording, and
    /// an `engine_cut` is decided anew each time: these five are sent once.
    pub fn traits(self) -> Traits {
        let (waits, attempts) = match self {
            CommandKind::Locate => (TimeDelta::hours(1), 3),
            CommandKind::StopRecording => (TimeDelta::hours(1), 3),
            CommandKind::TakePhoto | CommandKind::RecordSound => (TimeDelta::hours(1), 1),
            CommandKind::FindMedia | CommandKind::SendMedia | CommandKind::SendStoredMedia => (TimeDelta::days(1), 3),
            CommandKind::ReportEvery | CommandKind::WorkingMode => (TimeDelta::days(7), 5),
            CommandKind::SetParameter | CommandKind::GetParameters => (TimeDelta::days(7), 5),
            CommandKind::Reboot | CommandKind::Text | CommandKind::EngineCut => (TimeDelta::days(1), 1),
            CommandKind::EngineRestore => (LONGEST, 100),
        };
        let answer_within = if self.urgent() { TimeDelta::seconds(20) } else { TimeDelta::seconds(60) };
        Traits { waits, answer_within, attempts }
    }

    /// What it brings may show or let hear people: it needs a reason.
    pub fn needs_reason(self) -> bool {
        use CommandKind::{RecordSound, SendMedia, SendStoredMedia, TakePhoto};
        matches!(self, TakePhoto | SendMedia | SendStoredMedia | RecordSound)
    }

    /// Goes before everything else, and waits for nothing that is under way: the end of a cut.
    pub fn urgent(self) -> bool {
        self == CommandKind::EngineRestore
    }
}

/// Why a command is asked for by those only who may approve commands, if it is.
pub fn for_approvers(command: &Command) -> Option<&'static str> {
    match command {
        Command::Text { .. } => Some("a vendor's text is sent by those who may approve commands"),
        Command::RecordSound { .. } => Some("sound is recorded by the word of those who may approve commands"),
        Command::SendStoredMedia { delete: true, .. } => {
            Some("evidence is deleted from a device by the word of those who may approve commands")
        }
        _ => None,
    }
}

/// Longest that any command waits.
pub const LONGEST: TimeDelta = TimeDelta::days(30);
/// Shortest that a caller may ask for.
pub const SHORTEST: TimeDelta = TimeDelta::seconds(60);
/// A long-standby tracker of unknown rhythm wakes once a day.
const DAY_S: u32 = 86_400;

/// Until when a command of this kind waits where the caller does not say: the kind's own time, and at least three
/// wake intervals of a device that sleeps. `asleep`: how long it sleeps, seconds; `Some(None)`: it does, nobody knows
/// how long; `None`: it does not.
pub fn expiry(kind: CommandKind, now: DateTime<Utc>, asleep: Option<Option<u32>>) -> DateTime<Utc> {
    let wakes = asleep.map_or(TimeDelta::zero(), |every| TimeDelta::seconds(i64::from(every.unwrap_or(DAY_S)) * 3));
    now + kind.traits().waits.max(wakes).min(LONGEST)
}

/// Longest that the photos of one command may take, s: the device answers when it has taken them.
const PHOTOS_WITHIN: u32 = 45;

/// A command's field outside its range: the field, and what would be right.
pub type OutOfRange = (&'static str, &'static str);

/// Checks the ranges that the vocabulary states.
pub fn check(command: &Command) -> Result<(), OutOfRange> {
    let name = |text: &str| (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    let value = |text: &str| (1..=180).contains(&text.len()) && !text.chars().any(char::is_control);
    match command {
        Command::ReportEvery { seconds } if !(1..=86_400).contains(seconds) => Err(("seconds", "1 to 86400 seconds")),
        Command::WorkingMode { mode: WorkingMode::Wake { every_minutes } } if !(5..=10_080).contains(every_minutes) => {
            Err(("every_minutes", "5 to 10080 minutes"))
        }
        Command::SetParameter { name: n, .. } if !name(n) => Err(("name", "1 to 32 printable ASCII characters")),
        Command::SetParameter { value: v, .. } if !value(v) => {
            Err(("value", "1 to 180 bytes without control characters"))
        }
        Command::GetParameters { names } if names.len() > 16 => Err(("names", "at most 16 names")),
        Command::GetParameters { names } if !names.iter().all(|n| name(n)) => {
            Err(("names", "each of 1 to 32 printable ASCII characters"))
        }
        Command::FindMedia { media: MediaKind::Other, .. }
        | Command::SendStoredMedia { media: MediaKind::Other, .. } => Err(("media", "image, sound or video")),
        Command::FindMedia { from, to, .. } | Command::SendStoredMedia { from, to, .. } if to < from => {
            Err(("to", "a time that is not before from"))
        }
        Command::RecordSound { seconds, .. } if !(1..=600).contains(seconds) => Err(("seconds", "1 to 600 seconds")),
        Command::TakePhoto { channel: 0, .. } => Err(("channel", "1 to 255")),
        Command::TakePhoto { count, .. } if !(1..=10).contains(count) => Err(("count", "1 to 10")),
        Command::TakePhoto { count, interval_s, .. } if u32::from(*count) * u32::from(*interval_s) > PHOTOS_WITHIN => {
            Err(("interval_s", "count times interval_s is at most 45 seconds"))
        }
        Command::Text { text } if !value(text) => Err(("text", "1 to 180 bytes without control characters")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_protocols::{PhotoSize, SoundRate};

    fn find(media: MediaKind, seconds: i64) -> Command {
        let from = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
        Command::FindMedia { media, channel: 0, event: 0, from, to: from + TimeDelta::seconds(seconds) }
    }

    fn send(media: MediaKind, seconds: i64, delete: bool) -> Command {
        let from = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
        Command::SendStoredMedia { media, channel: 0, event: 0, from, to: from + TimeDelta::seconds(seconds), delete }
    }

    fn record(seconds: u16) -> Command {
        Command::RecordSound { seconds, keep: false, rate: SoundRate::Khz8 }
    }

    fn photos(count: u8, interval_s: u8) -> Command {
        Command::TakePhoto { channel: 1, count, interval_s, size: PhotoSize::Vga }
    }

    #[test]
    fn a_kind_has_the_name_that_its_command_has_on_the_wire() {
        let all = [
            Command::Locate,
            Command::ReportEvery { seconds: 1 },
            Command::WorkingMode { mode: WorkingMode::Continuous },
            Command::Reboot,
            Command::SetParameter { name: "a".into(), value: "b".into() },
            Command::GetParameters { names: vec![] },
            Command::EngineCut,
            Command::EngineRestore,
            Command::Text { text: "a".into() },
            photos(10, 4),
            find(MediaKind::Image, 0),
            Command::SendMedia { number: 1 },
            send(MediaKind::Video, 0, true),
            record(600),
            Command::StopRecording,
        ];
        assert_eq!(all.len(), CommandKind::ALL.len());
        for command in all {
            let wire = serde_json::to_value(&command).expect("JSON")["command"].clone();
            assert_eq!(wire, CommandKind::of(&command).name());
            assert_eq!(check(&command), Ok(()));
        }
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        let cases = [
            (Command::ReportEvery { seconds: 0 }, "seconds"),
            (Command::ReportEvery { seconds: 86_401 }, "seconds"),
            (Command::WorkingMode { mode: WorkingMode::Wake { every_minutes: 4 } }, "every_minutes"),
            (Command::SetParameter { name: "a b".into(), value: "1".into() }, "name"),
            (Command::SetParameter { name: "a".into(), value: "1\r\n".into() }, "value"),
            (Command::GetParameters { names: vec!["a".into(); 17] }, "names"),
            (Command::GetParameters { names: vec![String::new()] }, "names"),
            (Command::TakePhoto { channel: 0, count: 1, interval_s: 0, size: PhotoSize::Vga }, "channel"),
            (find(MediaKind::Other, 0), "media"),
            (find(MediaKind::Sound, -1), "to"),
            (send(MediaKind::Other, 0, false), "media"),
            (send(MediaKind::Sound, -1, false), "to"),
            (record(0), "seconds"),
            (record(601), "seconds"),
            (photos(0, 0), "count"),
            (photos(11, 0), "count"),
            (photos(10, 5), "interval_s"),
            (Command::Text { text: String::new() }, "text"),
            (Command::Text { text: "a".repeat(181) }, "text"),
        ];
        for (command, field) in cases {
            assert_eq!(check(&command).expect_err("out of range").0, field, "{command:?}");
        }
    }

    #[test]
    fn a_sleeping_device_is_given_three_of_its_days() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
        let waits = |kind, asleep| (expiry(kind, now, asleep) - now).num_hours();
        assert_eq!(waits(CommandKind::Locate, None), 1);
        assert_eq!(waits(CommandKind::Locate, Some(Some(86_400))), 72);
        assert_eq!(waits(CommandKind::Locate, Some(None)), 72);
        assert_eq!(waits(CommandKind::Locate, Some(Some(600))), 1);
        assert_eq!(waits(CommandKind::ReportEvery, Some(Some(2_592_000))), 720, "never longer than 30 days");
    }

    #[test]
    fn what_is_not_idempotent_is_sent_once() {
        let once: Vec<&str> = CommandKind::ALL.iter().filter(|k| k.traits().attempts == 1).map(|k| k.name()).collect();
        assert_eq!(once, ["reboot", "engine_cut", "text", "take_photo", "record_sound"]);
    }

    #[test]
    fn what_lets_hear_people_or_deletes_evidence_is_for_approvers() {
        for command in [record(1), send(MediaKind::Image, 0, true), Command::Text { text: "a".into() }] {
            assert!(for_approvers(&command).is_some(), "{command:?}");
        }
        for command in [send(MediaKind::Image, 0, false), Command::StopRecording, photos(1, 0), Command::Locate] {
            assert!(for_approvers(&command).is_none(), "{command:?}");
        }
        let reasoned: Vec<&str> = CommandKind::ALL.iter().filter(|k| k.needs_reason()).map(|k| k.name()).collect();
        assert_eq!(reasoned, ["take_photo", "send_media", "send_stored_media", "record_sound"]);
    }
}
