//! Forms that clones and specialised models of the family give to its kinds.

use super::*;
use lienwatch_protocols::message::Cell;
use lienwatch_protocols::{Alarm, Alarms, Kind, Value, Vitals};

const CELL: &str = "02d4 04 0fa1 00b1c2";
const THE_CELL: Cell = Cell { mcc: 724, mnc: 4, lac: 0x0fa1, cid: 0xb1c2, signal: None };

fn of_model(model: &str, content: &str) -> Message {
    decoded_as(&short(content), Options { model: Some(model.to_owned()), ..Options::default() })
}

fn has(message: &Message, name: &str, value: Value) -> bool {
    message.attributes.contains(&(name.to_owned().into(), value))
}

#[test]
fn what_follows_fix_and_cell_is_told_apart_by_its_length() {
    let of = |tail: &str| decoded(&short(&format!("12 {FIX} {CELL} {tail}")));
    let upload = of("01 00 01");
    assert_eq!((upload.vitals.ignition, upload.buffered, upload.vitals.odometer_m), (Some(true), true, None));
    let both = of("01 00 00 0000002a");
    assert_eq!((both.vitals.ignition, both.vitals.odometer_m), (Some(true), Some(42)));
    let mileage = of("0000002a");
    assert_eq!((mileage.vitals.ignition, mileage.vitals.odometer_m), (None, Some(42)));
    let voltage = of("46 04e4 17 00");
    assert_eq!((voltage.vitals.external_power_mv, voltage.vitals.gsm_level), (Some(12_520), Some(0x17)));
    let card = of("0000002a 01 41 01 02 001e");
    assert_eq!((card.vitals.odometer_m, card.alarms), (Some(42), Alarms::from_iter([Alarm::General])));
    assert!(has(&card, "card", Value::Text("A".into())));
}

#[test]
fn a_position_of_kind_11_has_a_narrow_or_a_wide_cell() {
    assert_eq!(decoded(&short(&format!("11 {FIX} {CELL}"))).cells.as_slice(), [THE_CELL]);
    let wide = decoded(&short(&format!("11 {FIX} 02d4 0004 0fa1 0000b1c2 01 00 00")));
    assert_eq!((wide.cells.as_slice(), wide.vitals.ignition), (&[THE_CELL][..], Some(true)));
    assert!(decoded(&short(&format!("11 {FIX}"))).cells.is_empty());
}

#[test]
fn lw4g_reports_voltage_and_hours_in_kind_a2() {
    let tail = "01 44 04e2 50 17 19 02 00001f40 00000e10 0102030405060708 0003";
    let message = of_model("LW4G-4B", &format!("a2 {FIX} 02d4 04 00000fa1 000000000000b1c2 {tail}"));
    assert_eq!(message.kind, Kind::Position);
    assert_eq!(message.cells.as_slice(), [THE_CELL]);
    let v = message.vitals;
    assert_eq!((v.external_power_mv, v.battery_pct, v.gsm_level), (Some(12_500), Some(80), Some(0x17)));
    assert_eq!((v.odometer_m, v.external_power_present), (Some(8000), Some(true)));
    assert_eq!(message.alarms, Alarms::from_iter([Alarm::HardAcceleration]));
    assert!(has(&message, "hours", Value::Int(3_600_000)));
}

#[test]
fn heartbeats_of_models_with_a_voltage() {
    let r11 = of_model("R11", "13 46 04e4 17 02 01").vitals;
    assert_eq!((r11.external_power_mv, r11.gsm_level, r11.battery_pct), (Some(12_520), Some(0x17), None));
    let lw = of_model("LW4G", "13 46 50 17 f07d");
    assert_eq!((lw.vitals.external_power_mv, lw.vitals.battery_pct), (Some(12_500), Some(80)));
    assert_eq!(lw.alarms, Alarms::NONE);
    let obd = decoded(&short("13 46 801f 02 01 55 01 04e4 00 0001 0002"));
    assert_eq!((obd.vitals.gsm_level, obd.vitals.battery_pct), (Some(31), Some(85)));
    assert_eq!((obd.vitals.external_power_mv, obd.alarms), (Some(12_520), Alarms::from_iter([Alarm::PowerCut])));
}

#[test]
fn a_wireless_heartbeat_may_end_early() {
    let bits = decoded(&short("23 06")).vitals;
    assert_eq!(bits, Vitals { ignition: Some(true), external_power_present: Some(true), armed: Some(false), ..bits });
    assert_eq!((bits.battery_mv, bits.gsm_level), (None, None));
    assert_eq!(decoded(&short("23 06 0172")).vitals.battery_mv, Some(3700));
}

#[test]
fn terminal_information_of_clones_tells_fences_and_removal() {
    let of = |bits: &str| decoded(&short(&format!("13 {bits} 03 02 00 02"))).alarms;
    assert_eq!(of("30"), Alarms::from_iter([Alarm::Fence]));
    assert_eq!(of("38"), Alarms::from_iter([Alarm::Removed]));
    assert_eq!(of("28"), Alarms::NONE);
}

#[test]
fn sl4x_hears_cells_and_access_points() {
    let cells = "0fa1 0000b1c2 3c 0fa1 0000b1c3 46".to_owned() + &" 0000 00000000 00".repeat(4);
    let wifi = decoded(&short(&format!("33 18021d173b3a ff 02d4 0004 {cells} 01 0a0b0c0d0e0f 37")));
    assert_eq!((wifi.cells.len(), wifi.wifi.len(), wifi.kind), (2, 1, Kind::Position));
    let content = format!("34 18021d173b3a ff 02d4 0004 {cells} 0fa1 0000b1c4 50");
    let outputs = feed(&mut logged_in(Options::default()), &short(&content));
    assert_eq!(messages(&outputs)[0].cells.iter().map(|c| c.cid).collect::<Vec<_>>(), [0xb1c2, 0xb1c3, 0xb1c4]);
    assert_eq!(replies(&outputs).len(), 1);
}

#[test]
fn slots_without_an_area_are_none() {
    let slots = "0fa1 00b1c2 3c 0000 00b1c3 46".to_owned() + &" 0000 000000 00".repeat(5);
    for kind in ["28", "24"] {
        let message = decoded(&short(&format!("{kind} 18021d173b3a 02d4 04 {slots} ff 0002")));
        assert_eq!(message.cells.iter().map(|c| c.cid).collect::<Vec<_>>(), [0xb1c2], "{kind}");
    }
    let wifi = decoded(&short(&format!("18 18021d173b3a 02d4 04 {slots} ff 01 0a0b0c0d0e0f 37")));
    assert_eq!(wifi.wifi.len(), 1);
}

#[test]
fn an_alarm_whose_cell_block_is_zeros_has_no_cell() {
    let zeros = "00 ".repeat(46);
    let message = decoded(&short(&format!("26 {FIX} {zeros} 44 06 04 03 02")));
    assert!(message.cells.is_empty());
    assert_eq!((message.alarms, message.vitals.battery_pct), (Alarms::from_iter([Alarm::Vibration]), Some(100)));
}

#[test]
fn az735_alarms() {
    let of = |status: &str| decoded(&long(&format!("33 18021d173b3a 00 00 00 00 {status} 00")));
    assert_eq!((of("a0").vitals.armed, of("a1").vitals.armed), (Some(true), Some(false)));
    assert_eq!(of("a3").alarms, Alarms::from_iter([Alarm::LowBattery]));
    assert_eq!(of("a5").alarms, Alarms::from_iter([Alarm::Door]));
    assert_eq!(decoded(&long("32 18021d173b3a 00 00 00 00 a3 00")).alarms, Alarms::NONE);
}

#[test]
fn dash_cameras_report_more_than_driving() {
    let of = |event: &str| decoded(&short(&format!("95 18021d173b3a 015752a0 04dad410 190f {event} 0001"))).alarms;
    assert_eq!(of("01"), Alarms::from_iter([Alarm::Sos]));
    assert_eq!(of("88"), Alarms::from_iter([Alarm::PowerCut]));
    assert_eq!(of("80"), Alarms::from_iter([Alarm::Vibration]));
    assert_eq!(decoded(&short("95 18021d173b3a 01 0001")).alarms, Alarms::from_iter([Alarm::General]));
}

#[test]
fn modules_tell_cells_voltages_and_accuracy() {
    let cell = decoded(&long("70 0011 000a 02d4 0004 0fa1 00b1c2 3c"));
    assert_eq!(cell.cells.as_slice(), [Cell { signal: Some(60), ..THE_CELL }]);
    assert!(decoded(&long("70 0011 000a 02d4 0004 0000 000000 00")).cells.is_empty());
    let door = decoded(&long("70 002a 0001 02"));
    assert_eq!(door.vitals.door_open, Some(true));
    assert!(has(&door, "tamper", Value::Bool(false)));
    let message = decoded(&short(&format!("37 {FIX} {CELL} 01 00 00 0027 02 04e4 003b 02 00fa")));
    assert_eq!(message.vitals.external_power_mv, Some(12_520));
    assert_eq!(message.fix.unwrap().accuracy_m, Some(2.5));
}

#[test]
fn a_door_may_come_with_its_time() {
    let message = decoded(&long("94 05 18021d173b3a 05"));
    assert_eq!((message.vitals.door_open, message.device_time.is_some()), (Some(true), true));
    assert_eq!(decoded(&long("94 05 00")).vitals.door_open, Some(false));
}

#[test]
fn a_battery_pack_speaks_for_itself() {
    let cells = "0fa0".repeat(14);
    let message =
        decoded(&short(&format!("40 0102030405060708 65e0e5fe 50 2710 50 30d4 63 0ba6 0064 db60 0007 {cells} 0000")));
    assert_eq!(message.vitals.battery_mv, Some(0xdb60));
    assert!(has(&message, "cycleIndex", Value::Int(7)));
    assert!(has(&message, "batteryCell14", Value::Float(4.0)));
}

#[test]
fn a_picture_is_asked_for_piece_by_piece() {
    let mut session = logged_in(Options::default());
    let offer = format!("35 18021d173b3a 01 015752a0 04dad410 000100 {:08x} 0000cafe", 1500);
    let ask = |offset: u32, length: u16| {
        let mut frame = hex(&format!("7878 0f 36 0000cafe {offset:08x} {length:04x} 0000"));
        frame.extend(crc(&frame[2..]).to_be_bytes());
        frame.extend([0x0d, 0x0a]);
        show(&frame)
    };
    assert_eq!(replies(&feed(&mut session, &short(&offer))), [(ask(0, 1024), Some(2))]);
    let first = format!("36 0000cafe 00000000 0400 {}", "d8".repeat(1024));
    let outputs = feed(&mut session, &long(&first));
    assert_eq!(replies(&outputs), [(ask(1024, 476), Some(3))]);
    assert_eq!(messages(&outputs)[0].kind, Kind::Media);
    let other = feed(&mut logged_in(Options::default()), &long(&first));
    assert!(replies(&other).is_empty(), "nobody offered it");
    let last = format!("36 0000cafe 00000400 01dc {}", "d9".repeat(476));
    assert!(replies(&feed(&mut session, &long(&last))).is_empty());
}

#[test]
fn answers_under_command_numbers_are_not_acknowledged() {
    let outputs = feed(&mut logged_in(Options::default()), &short("80 06 00000009 4f4b 0002"));
    assert_eq!(messages(&outputs)[0].kind, Kind::CommandReply);
    assert!(replies(&outputs).is_empty(), "it would be a command");
}
