//! What a server asks of a device, and how the answer is known again.

use super::*;
use lienwatch_protocols::command::{Answer, Command, CommandRefused, Ticket, WorkingMode};
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::gt06::encode::Order;
use lienwatch_protocols::session::Known;
use lienwatch_protocols::{Alarm, Kind, Value};

fn ask(session: &mut Gt06Session, command: &Command) -> (Ticket, BytesMut) {
    let mut out = BytesMut::new();
    let ticket = session.command(command, &mut out).unwrap();
    (ticket, out)
}

fn answer_of(outputs: &[Output]) -> Option<Answer> {
    messages(outputs).last().and_then(|m| m.answer)
}

#[test]
fn a_command_is_answered_by_its_flag() {
    let mut session = logged_in(Options::default());
    let mut device = Gt06Encoder::new(IMEI).unwrap();
    let (first, mut wire) = ask(&mut session, &Command::ReportEvery { seconds: 30 });
    let order = Order::take(&mut wire).unwrap();
    assert_eq!(order.text, "TIMER,30#");
    assert_eq!(first, Ticket(Some(order.flag)));

    let mut answer = BytesMut::new();
    device.answer(&order, "TIMER set OK!", &mut answer);
    let outputs = feed(&mut session, &answer);
    assert_eq!(answer_of(&outputs), Some(Answer { ticket: first, accepted: Some(true) }));
    let message = &messages(&outputs)[0];
    assert_eq!(message.kind, Kind::CommandReply);
    assert!(message.attributes.contains(&("result".into(), Value::Text("TIMER set OK!".into()))));
    assert!(replies(&outputs).is_empty());

    let (second, mut wire) = ask(&mut session, &Command::Reboot);
    assert_ne!(first, second);
    let order = Order::take(&mut wire).unwrap();
    let mut answer = BytesMut::new();
    device.answer_in_the_old_form(&order, "Command error!", &mut answer);
    assert_eq!(answer_of(&feed(&mut session, &answer)), Some(Answer { ticket: second, accepted: Some(false) }));
}

#[test]
fn an_answer_with_a_flag_of_zeros_belongs_to_the_command_under_way() {
    let mut session = logged_in(Options::default());
    let answer = short("15 0a 00000000 4f4b21 2121 21 0002");
    assert_eq!(answer_of(&feed(&mut session, &answer)), None);
    let (ticket, _) = ask(&mut session, &Command::Reboot);
    assert_eq!(answer_of(&feed(&mut session, &answer)), Some(Answer { ticket, accepted: Some(true) }));
    assert_eq!(answer_of(&feed(&mut session, &answer)), None, "answered once");
}

#[test]
fn where_it_is_comes_as_a_position() {
    let mut session = logged_in(Options::default());
    let (_, mut wire) = ask(&mut session, &Command::Locate);
    let order = Order::take(&mut wire).unwrap();
    assert_eq!(order.text, "WHERE#");
    let words = "Lat:N1.5,Lon:E2.25,Course:90,Speed:3.00,DateTime:2024-02-29 01:02:03";
    let mut answer = BytesMut::new();
    Gt06Encoder::new(IMEI).unwrap().answer_in_the_old_form(&order, words, &mut answer);
    let fix = messages(&feed(&mut session, &answer))[0].fix.unwrap();
    assert_eq!((fix.lat, fix.lon), (1.5, 2.25));
}

#[test]
fn commands_of_two_connections_have_different_flags() {
    let mut flags = Vec::new();
    for seconds in [0, 60] {
        let mut session = Gt06Session::new(Options::default());
        let (mut input, mut out) = (BytesMut::from(&short("01 0351000111222333")[..]), Vec::new());
        session.receive(&mut input, now() + chrono::TimeDelta::seconds(seconds), &mut out);
        flags.push(ask(&mut session, &Command::Reboot).0);
    }
    assert_ne!(flags[0], flags[1]);
}

#[test]
fn nothing_is_written_for_nobody_or_for_what_cannot_be_said() {
    let mut out = BytesMut::new();
    let nobody = Gt06Session::new(Options::default()).command(&Command::Locate, &mut out);
    assert_eq!(nobody, Err(CommandRefused::NotIdentified));
    let often = Command::WorkingMode { mode: WorkingMode::Wake { every_minutes: 5 } };
    let refused = logged_in(Options::default()).command(&often, &mut out);
    assert!(matches!(refused, Err(CommandRefused::OutOfRange { field: "mode.every_minutes", .. })));
    assert!(out.is_empty());
}

#[test]
fn an_order_in_pieces_is_taken_when_it_is_whole() {
    let mut session = logged_in(Options::default());
    let (_, wire) = ask(&mut session, &Command::EngineCut);
    let mut bytes = BytesMut::new();
    for byte in &wire[..wire.len() - 2] {
        bytes.extend_from_slice(&[*byte]);
        assert_eq!(Order::take(&mut bytes), None);
    }
    bytes.extend_from_slice(&wire[wire.len() - 2..]);
    assert_eq!(Order::take(&mut bytes).map(|o| o.text), Some("Relay,1#".to_owned()));
    assert!(bytes.is_empty());
    // Acknowledgements between orders are stepped over.
    bytes.extend_from_slice(&finish(vec![0x78, 0x78, 5, 0x13], 2));
    bytes.extend_from_slice(&wire);
    assert_eq!(Order::take(&mut bytes).map(|o| o.text), Some("Relay,1#".to_owned()));
}

#[test]
fn what_the_server_knows_decides_in_mid_session() {
    let mut session = logged_in(Options::default());
    let alarm = short(&format!("26 {FIX} 09 02d4 04 0fa1 00b1c2 44 06 04 0c 02"));
    let raised = |session: &mut Gt06Session| messages(&feed(session, &alarm))[0].alarms;
    assert!(raised(&mut session).contains(Alarm::Light));
    session.know(&Known { model: Some("GT06N".into()), tolerate_checksum: false, ..Known::default() });
    assert!(raised(&mut session).contains(Alarm::DeviceOn));

    let mut wrong = alarm.clone();
    let at = wrong.len() - 3;
    wrong[at] ^= 1;
    assert!(messages(&feed(&mut session, &wrong)).is_empty());
    session.know(&Known { model: None, tolerate_checksum: true, ..Known::default() });
    assert_eq!(messages(&feed(&mut session, &wrong)).len(), 1);
    assert!(raised(&mut session).contains(Alarm::Light));
    session.know(&Known::default());
    assert!(messages(&feed(&mut session, &wrong)).is_empty());
}
