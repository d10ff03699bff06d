//! Names of the wire in words, in both languages.

use crate::language::Language;

/// A wire name in words: Chinese from the list, English by the name itself.
pub fn shown(name: &str, lang: Language) -> String {
    let chinese = || CHINESE.iter().find(|(wire, _)| *wire == name).map(|(_, text)| (*text).to_owned());
    let listed = match lang {
        Language::Zh => chinese(),
        Language::En => None,
    };
    listed.unwrap_or_else(|| name.replace('_', " "))
}

const CHINESE: &[(&str, &str)] = &[
    ("info", "提示"),
    ("warn", "警告"),
    ("high", "重要"),
    ("critical", "紧急"),
    ("alert", "告警"),
    ("case", "案件"),
    ("loan", "合同"),
    ("vehicle", "车辆"),
    ("command", "指令"),
    ("chase", "追踪"),
    ("order", "工单"),
    ("offer", "派单"),
    ("lot", "拍品"),
    ("delivery", "通知"),
    ("report_schedule", "定期报表"),
    ("invoice", "发票"),
    ("money_task", "清算任务"),
    ("promise", "还款承诺"),
    ("complaint", "投诉"),
    ("conduct", "不当行为"),
    ("contact", "不当联系"),
    ("recovery", "收车过程"),
    ("belongings", "车内物品"),
    ("damage", "财物损坏"),
    ("money", "金额与费用"),
    ("privacy", "个人信息"),
    ("acknowledge_soon", "确认将到期"),
    ("acknowledge_late", "确认逾期"),
    ("respond_soon", "答复将到期"),
    ("respond_late", "答复逾期"),
    ("removal", "设备被拆除"),
    ("separation", "双设备分离"),
    ("device_moved", "设备被移装"),
    ("gsm_jamming", "通信信号受干扰"),
    ("gps_jamming", "定位信号受干扰"),
    ("site_visit", "停留二押点"),
    ("site_discovered", "发现疑似二押点"),
    ("tamper", "设备被触动"),
    ("power_cut", "设备断电"),
    ("tow", "未点火移动"),
    ("region_exit", "驶出区域"),
    ("clock_error", "设备时钟异常"),
    ("offline", "设备离线"),
    ("battery_low", "设备电量低"),
    ("outage", "区域性离线"),
    ("home_changed", "常停地变更"),
    ("overspeed", "超速"),
    ("under_voltage", "车辆电压低"),
    ("low_speed", "持续低速行驶"),
    ("moved_while_dark", "离线后异地上线"),
    ("fence", "越过围栏"),
    ("province_exit", "驶出省界"),
    ("overlong_stop", "超长停车"),
    ("zero_motion", "多日静止"),
    ("abnormal_stay", "异常停留"),
    ("place_missed", "未进入常驻点"),
    ("gathering", "异常聚集"),
    ("life_pattern", "生活轨迹异常"),
    ("out_of_area", "安全区外异常"),
    ("removal_risk", "设备拆除风险"),
    ("fraud", "骗贷风险"),
    ("open", "未结"),
    ("closed", "已结"),
    ("retracted", "已撤回"),
    ("confirmed", "属实"),
    ("false_positive", "误报"),
    ("benign", "无害"),
    ("test", "测试"),
    ("flagged", "已标记"),
    ("in_review", "审核中"),
    ("authorised", "已授权"),
    ("in_recovery", "回收中"),
    ("secured", "已控车"),
    ("in_custody", "在库"),
    ("for_disposal", "待处置"),
    ("sold", "已出售"),
    ("settled", "已结算"),
    ("redeemed", "已赎回"),
    ("complaint", "投诉"),
    ("dispute", "争议"),
    ("bankruptcy", "破产"),
    ("payment", "还款"),
    ("submitted", "已提交"),
    ("matched", "核对一致"),
    ("disputed", "核对不符"),
    ("approved", "已批准"),
    ("paid", "已支付"),
    ("rejected", "已拒绝"),
    ("overdue", "逾期"),
    ("kept", "已履约"),
    ("broken", "已违约"),
    ("true", "是"),
    ("false", "否"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::{AlertType, Severity};

    #[test]
    fn every_alert_has_its_name_in_chinese() {
        let names = AlertType::ALL.iter().map(|k| k.name()).chain(Severity::ALL.iter().map(|s| s.name()));
        for name in names {
            assert!(!shown(name, Language::Zh).is_ascii(), "{name} has no Chinese name");
            assert!(!shown(name, Language::En).contains('_'), "{name} is not in words");
        }
    }
}
