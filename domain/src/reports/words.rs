//! What figures are called where people read them.

use super::Kpi;
use crate::language::Language;

impl Kpi {
    /// Its heading, as the dashboard has it.
    pub fn label(self, lang: Language) -> &'static str {
        let (english, chinese) = match self {
            Kpi::RecoveryRateAmount => ("Recovered, by amount", "回收率（金额）"),
            Kpi::RecoveryRateUnits => ("Recovered, by cars", "回收率（车辆）"),
            Kpi::DaysToAuthorise => ("Days to authorise", "授权天数"),
            Kpi::DaysToLocate => ("Days to locate", "定位天数"),
            Kpi::DaysToSecure => ("Days to secure", "控车天数"),
            Kpi::DaysToSale => ("Days to sale", "出售天数"),
            Kpi::CostPerRecovery => ("Cost per recovery", "单车回收成本"),
            Kpi::StorageDays => ("Storage days", "停放天数"),
            Kpi::SaleToAppraisal => ("Sale to appraisal", "成交价与估值之比"),
            Kpi::LossGivenDefault => ("Loss given default", "违约损失率"),
            Kpi::PromiseKeptRate => ("Promises kept", "承诺兑现率"),
            Kpi::AlertPrecision => ("Alert precision", "告警准确率"),
            Kpi::ComplaintsPer100Cases => ("Complaints per 100 cases", "每百案投诉"),
            Kpi::SlaAccept => ("Accepted in time", "按时接单"),
            Kpi::SlaArrive => ("Arrived in time", "按时到场"),
            Kpi::SlaTerm => ("Done in term", "按期完成"),
            Kpi::ContactRuleRefusals => ("Contacts the rules refused", "被规则拒绝的联系"),
        };
        lang.pick(english, chinese)
    }
}
