//! What follows from a settlement statement, for its borrower: how a surplus is paid out, on what ground a deficiency is
//! claimed, and how to dispute either. Facts of the law that the statement was computed by; nothing is promised beyond them.

use lienwatch_domain::language::Language;
use lienwatch_domain::settlement::statement::{Outcome, Statement};
use lienwatch_domain::settlement::waterfall::Profile;

/// The remarks of a statement.
pub fn what_follows(statement: &Statement, language: Language) -> Vec<String> {
    let say = |en: &str, zh: &str| language.pick(en, zh).to_owned();
    let mut remarks = vec![];
    if statement.supersedes.is_some() {
        remarks.push(match language {
            Language::En => format!("This is version {}. It replaces every earlier one.", statement.version),
            Language::Zh => format!("本结算书为第{}版，取代此前各版。", statement.version),
        });
    }
    let (en, zh) = match (&statement.outcome, statement.facts.waterfall.profile) {
        (Outcome::Surplus { to_debtor, .. }, _) if to_debtor.minor == 0 => return remarks,
        (Outcome::Surplus { .. }, Profile::Us) => {
            ("The surplus is paid to you (UCC 9-615(d)(1)).", "余款应返还给您（UCC 9-615(d)(1)）。")
        }
        (Outcome::Surplus { .. }, Profile::Cn) => {
            ("The surplus is yours (Civil Code of China, article 413).", "余款归您所有（《民法典》第四百一十三条）。")
        }
        (Outcome::Surplus { .. }, Profile::CnFinanceLease) => (
            "You may ask for the part by which the value of the vehicle exceeds what you owe (Civil Code of China, article 758).",
            "车辆价值超过您所欠租金及其他费用的部分，您可以请求相应返还（《民法典》第七百五十八条）。",
        ),
        (Outcome::Surplus { .. }, Profile::Tw) => (
            "The surplus is returned to you (Personal Property Secured Transactions Act of Taiwan, article 20).",
            "余款应返还给您（台湾《动产担保交易法》第20条）。",
        ),
        (Outcome::Surplus { .. }, Profile::UkHp) => ("The surplus is paid to you.", "余款应返还给您。"),
        (Outcome::Deficiency { .. }, Profile::Us) => (
            "You are liable for the deficiency (UCC 9-615(d)(2)). It is reduced where the sale was not commercially \
             reasonable (UCC 9-626).",
            "不足额由您承担（UCC 9-615(d)(2)）；如处置不符合商业合理性，该数额应予减少（UCC 9-626）。",
        ),
        (Outcome::Deficiency { .. }, Profile::Cn) => (
            "What the price does not cover remains your debt (Civil Code of China, article 413).",
            "变价款不足清偿的部分仍由债务人清偿（《民法典》第四百一十三条）。",
        ),
        (Outcome::Deficiency { .. }, Profile::CnFinanceLease) => (
            "The loss is the unpaid rent and charges less the value of the vehicle; you may have that value assessed.",
            "损失为全部未付租金及其他费用与车辆价值的差额；您对该价值有异议的，可以请求评估。",
        ),
        (Outcome::Deficiency { .. }, Profile::Tw) => (
            "What the price does not cover remains your debt (Personal Property Secured Transactions Act of Taiwan, article 20).",
            "变价款不足清偿的部分仍由债务人清偿（台湾《动产担保交易法》第20条）。",
        ),
        (Outcome::Deficiency { .. }, Profile::UkHp) => (
            "You owe no more than the agreement and the Consumer Credit Act 1974 leave due.",
            "您所欠金额以合同及《1974年消费者信贷法》所定者为限。",
        ),
        (Outcome::Even, _) => return remarks,
    };
    remarks.push(say(en, zh));
    remarks.push(say(
        "If you dispute the price, an expense or a payment, write to us and name the line; you get an answer with its papers.",
        "如对成交价、费用或还款有异议，请书面提出并注明所涉项目；我们将附凭证答复。",
    ));
    remarks
}
