//! The standing texts, by event: short, in English and Chinese. What is not listed has a text that fits any event.

use super::{EventType, Template};
use crate::language::Language;

struct Text {
    event: &'static str,
    en: (&'static str, &'static str),
    zh: (&'static str, &'static str),
}

/// Subject and text of an event: the first that matches; a `*` at the end stands for any rest.
pub(super) fn text_of(event: &EventType, lang: Language) -> (Template, Template) {
    let matches = |text: &&Text| match text.event.strip_suffix('*') {
        Some(prefix) => event.as_str().starts_with(prefix),
        None => event.as_str() == text.event,
    };
    let text = TEXTS.iter().find(matches).unwrap_or(&ANY);
    let (subject, body) = match lang {
        Language::En => text.en,
        Language::Zh => text.zh,
    };
    let read = |text| Template::parse(text).expect("the standing texts name known fields: a test reads them all");
    (read(subject), read(body))
}

const ANY: Text = Text {
    event: "*",
    en: ("{event}", "{event} at {at}: {reference}. {link}"),
    zh: ("{event}", "{at} {event}：{reference}。{link}"),
};

const TEXTS: &[Text] = &[
    Text {
        event: "alert.raised",
        en: ("{severity} alert: {type}", "{type} ({severity}) at {at}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("{severity}告警：{type}", "{at} 车辆{vehicle}：{type}（{severity}）。{reference}。{link}"),
    },
    Text {
        event: "alert.closed",
        en: ("Alert over: {type}", "{type}, vehicle {vehicle}, is over: {reference}. {link}"),
        zh: ("告警结束：{type}", "车辆{vehicle}的告警已结束：{type}。{reference}。{link}"),
    },
    Text {
        event: "alert.retracted",
        en: ("Alert taken back: {type}", "Later data refutes {type}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("告警撤回：{type}", "后续数据否定了车辆{vehicle}的告警：{type}。{reference}。{link}"),
    },
    Text {
        event: "alert.*",
        en: ("Alert changed: {type}", "{event} at {at}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("告警变化：{type}", "{at} {event}，车辆{vehicle}：{reference}。{link}"),
    },
    Text {
        event: "case.flagged",
        en: ("Case flagged", "A loan was flagged at {at}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("新案件", "{at} 合同被标记，车辆{vehicle}：{reference}。{link}"),
    },
    Text {
        event: "case.authorisation_requested",
        en: (
            "Approval wanted",
            "Authorisation of a recovery is asked for, on the ground of {basis}: {reference}. {link}",
        ),
        zh: ("待审批", "申请回收授权，依据{basis}：{reference}。{link}"),
    },
    Text {
        event: "case.authorised",
        en: ("Recovery authorised", "Authorised at {at}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("回收已授权", "{at} 已授权，车辆{vehicle}：{reference}。{link}"),
    },
    Text {
        event: "case.rejected",
        en: ("Authorisation refused", "Refused or withdrawn at {at}: {reference}. {link}"),
        zh: ("授权未通过", "{at} 被拒绝或撤回：{reference}。{link}"),
    },
    Text {
        event: "complaint.received",
        en: (
            "Complaint: {kind}",
            "A complaint ({kind}) came in at {at}; its answer is due by {deadline}: {reference}. {link}",
        ),
        zh: ("新投诉：{kind}", "{at} 收到投诉（{kind}），答复期限 {deadline}：{reference}。{link}"),
    },
    Text {
        event: "complaint.deadline_*",
        en: ("Complaint: {kind}", "{kind}: the deadline of a complaint is {deadline}. {reference}. {link}"),
        zh: ("投诉时限：{kind}", "投诉时限 {deadline}（{kind}）：{reference}。{link}"),
    },
    Text {
        event: "case.mentioned",
        en: ("You are named in a note", "A colleague named you in a note of a case at {at}: {reference}. {link}"),
        zh: ("有人在备注中提到您", "{at} 同事在案件备注中提到了您：{reference}。{link}"),
    },
    Text {
        event: "case.hold_placed",
        en: ("Stop: hold on a case", "A hold ({kind}) stops all work at {at}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("停止作业：案件冻结", "{at} 案件冻结（{kind}），车辆{vehicle}停止一切作业：{reference}。{link}"),
    },
    Text {
        event: "case.hold_released",
        en: ("Hold released", "A hold ({kind}) ended at {at}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("冻结解除", "{at} 冻结（{kind}）解除，车辆{vehicle}：{reference}。{link}"),
    },
    Text {
        event: "case.closed",
        en: ("Case closed", "Closed at {at} as {close_reason}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("案件关闭", "{at} 关闭（{close_reason}），车辆{vehicle}：{reference}。{link}"),
    },
    Text {
        event: "case.*",
        en: ("Case: {event}", "{event} at {at}, from {from} to {to}, vehicle {vehicle}: {reference}. {link}"),
        zh: ("案件：{event}", "{at} {event}，由{from}变为{to}，车辆{vehicle}：{reference}。{link}"),
    },
    Text {
        event: "order.offered_to",
        en: ("Offer of work", "An order is offered to you until {until}: {reference}. {link}"),
        zh: ("新派单", "有新工单待您接单，{until}前有效：{reference}。{link}"),
    },
    Text {
        event: "order.offer_over",
        en: ("Offer over", "The offer has ended at {at}: {reference}."),
        zh: ("派单已结束", "{at} 派单已结束：{reference}。"),
    },
    Text {
        event: "order.access_revoked",
        en: ("Stop: access ended", "Since {at} the order is not yours to work on. Stop all work on it: {reference}."),
        zh: ("停止作业：权限终止", "{at} 该工单权限已终止，请停止一切作业：{reference}。"),
    },
    Text {
        event: "order.withdrawn",
        en: ("Stop: order withdrawn", "The order is withdrawn since {at}. Stop all work on it: {reference}. {link}"),
        zh: ("停止作业：工单撤回", "{at} 工单已撤回，请停止一切作业：{reference}。{link}"),
    },
    Text {
        event: "order.*",
        en: ("Order: {event}", "{event} at {at}, from {from} to {to}: {reference}. {link}"),
        zh: ("工单：{event}", "{at} {event}，由{from}变为{to}：{reference}。{link}"),
    },
    Text {
        event: "loan.payment_booked",
        en: ("Payment booked", "{amount_minor} {currency} (minor units) booked at {at}: {reference}. {link}"),
        zh: ("还款入账", "{at} 入账{amount_minor} {currency}（最小货币单位）：{reference}。{link}"),
    },
    Text {
        event: "loan.*",
        en: ("Loan: {event}", "{event} at {at}, from {from} to {to}: {reference}. {link}"),
        zh: ("合同：{event}", "{at} {event}，由{from}变为{to}：{reference}。{link}"),
    },
    Text {
        event: "delivery.dead",
        en: (
            "A notification could not be delivered",
            "Given up by {channel} after {attempts} attempts: {reference}. {link}",
        ),
        zh: ("通知发送失败", "经{channel}尝试{attempts}次后放弃：{reference}。{link}"),
    },
    Text {
        event: "test.sent",
        en: ("Test message", "This is a test message of Lienwatch, sent at {at}."),
        zh: ("测试消息", "这是一条测试消息，发送于{at}。"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_text_names_known_fields_and_is_found() {
        for text in TEXTS.iter().chain([&ANY]) {
            for part in [text.en.0, text.en.1, text.zh.0, text.zh.1] {
                Template::parse(part).unwrap_or_else(|e| panic!("{}: {e}", text.event));
            }
            assert!(!text.en.0.contains('\n') && text.en.1.len() < 200, "{}", text.event);
        }
        let before = |i: usize| TEXTS[..i].iter();
        for (i, text) in TEXTS.iter().enumerate() {
            let hides = |t: &Text| t.event.strip_suffix('*').is_some_and(|p| text.event.starts_with(p));
            assert!(!before(i).any(hides), "{} is never reached", text.event);
        }
    }
}
