//! AVL records of every codec: the fixed part, the elements, alarms.

use super::device::*;
use chrono::DateTime;
use lienwatch_protocols::message::{Alarm, Alarms, Cell, Kind, Message, Value};
use lienwatch_protocols::session::{DecodeError, Options};

fn one(record: &Record) -> Message {
    one_of(None, record)
}

fn one_of(model: Option<&str>, record: &Record) -> Message {
    let options = Options { model: model.map(str::to_owned), ..Options::default() };
    Line::logged_in(options).records(std::slice::from_ref(record)).remove(0)
}

fn attribute(message: &Message, name: &str) -> Option<Value> {
    message.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone())
}

fn alarms(message: &Message) -> Vec<Alarm> {
    message.alarms.iter().collect()
}

#[test]
fn the_fixed_part() {
    let message = one(&Record::with(&[]));
    let time = DateTime::from_timestamp_millis(1_700_000_000_250);
    assert_eq!((message.kind, message.device_time, message.record), (Kind::Position, time, 2));
    assert!(!message.buffered);
    let fix = message.fix.expect("a fix");
    assert_eq!((fix.time, fix.lat, fix.lon), (time, 14.5995, 120.9842));
    assert_eq!((fix.altitude_m, fix.course_deg, fix.speed_kph), (Some(-12.0), Some(271.0), Some(42.0)));
    assert_eq!((fix.satellites, fix.valid, fix.hdop), (Some(9), true, None));
    assert!(message.attributes.is_empty());
}

#[test]
fn west_and_south_are_negative() {
    let fix = one(&Record { lon: -703_829_000, lat: -335_269_298, ..Record::with(&[]) }).fix.expect("a fix");
    assert_eq!((fix.lat, fix.lon), (-33.5269298, -70.3829));
}

#[test]
fn without_satellites_the_fix_is_an_old_one() {
    let fix = one(&Record { satellites: 0, speed: 0, angle: 0, ..Record::with(&[]) }).fix.expect("the last place");
    assert!(!fix.valid);
    assert_eq!(fix.satellites, Some(0));
}

#[test]
fn coordinates_out_of_range_are_refused_and_the_rest_is_kept() {
    let record = Record { lat: 910_000_000, ..Record::with(&[(239, vec![1])]) };
    let out = Line::logged_in(Options::default()).send(&packet(&field(0x08, &[record.codec8()])));
    assert_eq!(refused(&out), [DecodeError::OutOfRange { message: 0, field: "coordinates" }]);
    assert_eq!((messages(&out)[0].fix, messages(&out)[0].vitals.ignition), (None, Some(true)));
    assert_eq!(replies(&out)[0].0, [0, 0, 0, 1]);
}

#[test]
fn a_time_no_calendar_has_is_absent() {
    assert_eq!(one(&Record { millis: i64::MAX, ..Record::with(&[]) }).device_time, None);
    assert_eq!(one(&Record { millis: -1, ..Record::with(&[]) }).device_time, None);
}

#[test]
fn angles_are_below_360() {
    let course = |angle| one(&Record { angle, ..Record::with(&[]) }).fix.expect("a fix").course_deg;
    assert_eq!([course(359), course(360), course(361)], [Some(359.0), Some(0.0), None]);
}

#[test]
fn the_vocabulary() {
    let message = one(&Record::with(&[
        (239, vec![1]),
        (240, vec![0]),
        (21, vec![5]),
        (66, vec![0x38, 0xd4]),
        (67, vec![0x0f, 0xb7]),
        (113, vec![96]),
        (16, vec![0, 0, 0xef, 0xc7]),
        (252, vec![0]),
        (182, vec![0, 12]),
        (90, vec![1, 0]),
    ]));
    let vitals = message.vitals;
    assert_eq!((vitals.ignition, vitals.motion, vitals.gsm_level), (Some(true), Some(false), Some(5)));
    assert_eq!(
        (vitals.external_power_mv, vitals.battery_mv, vitals.battery_pct),
        (Some(14_548), Some(4_023), Some(96))
    );
    assert_eq!((vitals.odometer_m, vitals.external_power_present), (Some(61_383), Some(true)));
    assert_eq!(vitals.door_open, Some(true));
    assert_eq!(message.fix.and_then(|f| f.hdop), Some(1.2));
    assert!(message.attributes.is_empty() && message.alarms.is_empty());
}

#[test]
fn the_ft_platform_s_wider_elements() {
    let message = one(&Record::with(&[(800, vec![0, 1, 0x11, 0x70]), (205, vec![1, 2, 3, 4]), (206, vec![0, 9])]));
    assert_eq!(message.vitals.external_power_mv, Some(70_000));
    assert_eq!(message.cells[0].cid, 0x0102_0304);
}

#[test]
fn an_element_of_another_size_is_not_that_element() {
    let message = one(&Record::with(&[(247, vec![0, 0, 0, 1]), (113, vec![0, 0, 0, 90]), (239, vec![0, 1])]));
    assert!(message.alarms.is_empty());
    assert_eq!((message.vitals.battery_pct, message.vitals.ignition), (None, None));
    assert_eq!(attribute(&message, "io247"), Some(Value::Int(1)));
    assert_eq!(attribute(&message, "io113"), Some(Value::Int(90)));
}

#[test]
fn unplugging_is_an_alarm_when_it_happens_and_a_state_afterwards() {
    let cut = one(&Record::of_event(252, &[(252, vec![1])]));
    assert_eq!((cut.kind, alarms(&cut)), (Kind::Event, vec![Alarm::PowerCut]));
    assert_eq!(cut.vitals.external_power_present, Some(false));
    assert_eq!(attribute(&cut, "event"), Some(Value::Int(252)));
    assert_eq!(attribute(&cut, "priority"), Some(Value::Int(1)));

    let later = one(&Record::with(&[(252, vec![1])]));
    assert_eq!((alarms(&later), later.vitals.external_power_present), (vec![], Some(false)));

    let back = one(&Record::of_event(252, &[(252, vec![0])]));
    assert_eq!((alarms(&back), back.vitals.external_power_present), (vec![Alarm::PowerRestored], Some(true)));
}

#[test]
fn alarms_of_the_scenarios() {
    let cases = [
        (246, 1, Alarm::Tow),
        (249, 1, Alarm::Jamming),
        (247, 1, Alarm::Accident),
        (247, 4, Alarm::Accident),
        (251, 1, Alarm::Idle),
        (236, 1, Alarm::General),
        (253, 1, Alarm::HardAcceleration),
        (253, 2, Alarm::HardBraking),
        (253, 3, Alarm::HardCornering),
        (255, 120, Alarm::Overspeed),
        (318, 2, Alarm::Jamming),
        (175, 0, Alarm::FenceExit),
        (175, 1, Alarm::FenceEnter),
        (155, 1, Alarm::FenceEnter),
    ];
    for (id, value, alarm) in cases {
        assert_eq!(alarms(&one(&Record::of_event(id, &[(id, vec![value])]))), [alarm], "{id}={value}");
    }
}

#[test]
fn what_ended_or_did_not_happen_is_no_alarm() {
    for (id, value) in [(246, 0), (249, 0), (247, 0), (251, 0), (236, 0), (253, 0), (255, 0), (318, 0), (318, 1)] {
        assert_eq!(one(&Record::of_event(id, &[(id, vec![value])])).alarms, Alarms::NONE, "{id}={value}");
    }
    // States that stand in a record made for something else.
    for (id, value) in [(255, 90), (318, 2), (175, 0), (155, 1)] {
        assert_eq!(one(&Record::of_event(240, &[(id, vec![value])])).alarms, Alarms::NONE, "{id}={value}");
    }
}

#[test]
fn extras_have_names_or_numbers() {
    let message = one(&Record::with(&[
        (1, vec![1]),
        (179, vec![1]),
        (181, vec![0, 26]),
        (17, vec![0xff, 0x9c]),
        (25, vec![0xfb, 0x5d]),
        (199, vec![0, 0, 1, 0]),
        (78, vec![1, 0, 0, 0, 0, 0, 0, 0xab]),
        (69, vec![3]),
        (1234, vec![0, 7]),
    ]));
    assert_eq!(attribute(&message, "in1"), Some(Value::Bool(true)));
    assert_eq!(attribute(&message, "out1"), Some(Value::Bool(true)));
    assert_eq!(attribute(&message, "pdop"), Some(Value::Float(2.6)));
    assert_eq!(attribute(&message, "axisX"), Some(Value::Int(-100)));
    assert_eq!(attribute(&message, "bleTemp1"), Some(Value::Float(-11.87)));
    assert_eq!(attribute(&message, "tripOdometer"), Some(Value::Int(256)));
    assert_eq!(attribute(&message, "driverUniqueId"), Some(Value::Text("AB00000000000001".into())));
    assert_eq!(attribute(&message, "io69"), Some(Value::Int(3)));
    assert_eq!(attribute(&message, "io1234"), Some(Value::Int(7)));
}

#[test]
fn a_known_model_has_its_own_list() {
    let record = Record::with(&[(24, vec![0, 55]), (9, vec![0x30, 0x39]), (80, vec![1])]);
    let any = one(&record);
    assert_eq!(any.fix.expect("a fix").speed_kph, Some(42.0));
    assert_eq!(attribute(&any, "io9"), Some(Value::Int(12_345)));
    let fmb = one_of(Some("fmb130"), &record);
    assert_eq!(fmb.fix.expect("a fix").speed_kph, Some(55.0));
    assert_eq!(attribute(&fmb, "adc1"), Some(Value::Float(12.345)));
    assert_eq!(attribute(&fmb, "dataMode"), Some(Value::Int(1)));
}

#[test]
fn a_charger_vouches_for_external_power() {
    let record = Record::with(&[(116, vec![1])]);
    assert_eq!(one_of(Some("FMB130"), &record).vitals.charging, Some(true));
    assert_eq!(attribute(&one(&record), "io116"), Some(Value::Int(1)));
}

#[test]
fn a_cell_needs_its_area() {
    let area = (206, vec![0x00, 0x07]);
    let operator = (241, vec![0, 0, 0x53, 0x9b]);
    let whole = one(&Record::with(&[(205, vec![0x15, 0x10]), area.clone(), operator.clone()]));
    assert_eq!(whole.cells.as_slice(), [Cell { mcc: 214, mnc: 3, lac: 7, cid: 5392, signal: None }]);
    let lte = one(&Record::with(&[(636, vec![0x01, 0x02, 0x03, 0x04]), area]));
    assert_eq!(lte.cells.as_slice(), [Cell { mcc: 0, mnc: 0, lac: 7, cid: 0x0102_0304, signal: None }]);
    let half = one(&Record::with(&[(205, vec![0x15, 0x10]), operator]));
    assert!(half.cells.is_empty());
    assert_eq!(attribute(&half, "io205"), Some(Value::Int(5392)));
}

#[test]
fn every_layout_says_the_same() {
    let record = Record::of_event(240, &[(240, vec![1]), (66, vec![0x30, 0x39]), (16, vec![0, 0, 1, 0])]);
    let expected = one(&record);
    let fields =
        [(0x08, record.codec8()), (0x8e, record.extended()), (0x10, record.codec16()), (0x08, record.codec8_sixteen())];
    for (codec, bytes) in fields {
        let out = Line::logged_in(Options::default()).send(&packet(&field(codec, &[bytes])));
        assert_eq!(messages(&out), std::slice::from_ref(&expected), "codec {codec:#x}");
        assert_eq!(refused(&out), []);
    }
}

#[test]
fn codec_8_with_sixteen_byte_elements() {
    let record = Record::with(&[(203, (1..=16).collect()), (239, vec![1])]);
    let bytes = field(0x08, &[record.codec8_sixteen(), record.codec8_sixteen()]);
    let out = Line::logged_in(Options::default()).send(&packet(&bytes));
    assert_eq!(messages(&out).len(), 2);
    assert_eq!(attribute(&messages(&out)[1], "io203"), Some(Value::Text("0102030405060708090a0b0c0d0e0f10".into())));
}
