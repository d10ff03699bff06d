//! The order of a queue.

use super::*;

fn numbered(n: u128, command: Command) -> Order {
    Order { id: CommandId(id(n)), ..order(command) }
}

#[test]
fn the_oldest_goes_first_and_one_at_a_time() {
    let (a, b) = (numbered(1, Command::Locate), numbered(2, Command::Reboot));
    let live = [b.clone(), a.clone()];
    assert_eq!(next(&live, now()), Next::Offer(vec![&a, &b]));
    let under_way = sent(&a, now());
    assert_eq!(next(&[b, under_way.clone()], now()), Next::UnderWay(&under_way));
    assert_eq!(next(&[], now()), Next::Nothing);
}

#[test]
fn what_is_over_or_not_yet_due_or_not_approved_waits() {
    let a = numbered(1, Command::Locate);
    assert_eq!(next(std::slice::from_ref(&a), later(60)), Next::Nothing);
    let cut = approved_cut();
    assert_eq!(next(std::slice::from_ref(&cut), now()), Next::Nothing);
    assert_eq!(next(std::slice::from_ref(&cut), later(24 * 60)), Next::Offer(vec![&cut]));
    assert_eq!(next(&[order(Command::EngineCut)], later(24 * 60)), Next::Nothing);
}

#[test]
fn the_end_of_a_cut_waits_for_nothing() {
    let (a, restore) = (numbered(1, Command::Locate), numbered(2, Command::EngineRestore));
    let live = [a.clone(), restore.clone()];
    assert_eq!(next(&live, now()), Next::Offer(vec![&restore, &a]));
    let live = [sent(&a, now()), restore.clone()];
    assert_eq!(next(&live, now()), Next::Supersede { given_up: &live[0], urgent: &restore });
    let live = [sent(&restore, now()), numbered(3, Command::EngineRestore)];
    assert_eq!(next(&live, now()), Next::UnderWay(&live[0]));
}
