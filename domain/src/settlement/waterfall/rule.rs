//! Each rule that a line can rest on, with its source.

use crate::language::Language;

wire_names! {
    /// Why a line stands where it stands.
    Rule {
        /// Costs that neither agreement nor law puts on the borrower.
        CostNotAgreed = "cost_not_agreed",
        /// Expenses first.
        UsCosts = "us_costs",
        /// Then the debt under which was sold.
        UsDebt = "us_debt",
        /// Beside it, a lien of the same rank.
        UsEqual = "us_equal",
        /// Then junior liens that demanded.
        UsJunior = "us_junior",
        /// A junior lien that did not demand.
        UsNoDemand = "us_no_demand",
        /// A junior lien that did not prove itself when asked.
        UsNoProof = "us_no_proof",
        /// Then consignors that demanded.
        UsConsignor = "us_consignor",
        /// Senior liens stay on the car.
        UsSenior = "us_senior",
        /// The rest to the debtor.
        UsSurplus = "us_surplus",
        /// Lien of who keeps the car.
        CnPossessory = "cn_possessory",
        /// Lien for the price of the car.
        CnPurchaseMoney = "cn_purchase_money",
        /// Costs of keeping and realising.
        CnCosts = "cn_costs",
        /// Liens by time of registration, earlier ones.
        CnEarlier = "cn_earlier",
        /// A lien of the same rank.
        CnEqual = "cn_equal",
        /// Interest before principal.
        CnInterest = "cn_interest",
        /// Principal.
        CnPrincipal = "cn_principal",
        /// The contract's own order.
        CnAgreedOrder = "cn_agreed_order",
        /// Liens by time of registration, later ones; unregistered ones pro rata.
        CnLater = "cn_later",
        /// The rest to the mortgagor.
        CnSurplus = "cn_surplus",
        /// Costs of taking the leased car back.
        LeaseCosts = "lease_costs",
        /// All unpaid rent and charges less the value of the car.
        LeaseLoss = "lease_loss",
        /// The lessee may ask for what the car is worth beyond that.
        LeaseSurplus = "lease_surplus",
        /// Good-faith repairer, for the value that he added.
        TwRepair = "tw_repair",
        /// Expenses first.
        TwCosts = "tw_costs",
        /// Then interest.
        TwInterest = "tw_interest",
        /// Then principal.
        TwPrincipal = "tw_principal",
        /// Other liens get nothing in this distribution.
        TwOther = "tw_other",
        /// The rest to the debtor.
        TwSurplus = "tw_surplus",
        /// Repairer who keeps the car.
        UkPossessory = "uk_possessory",
        /// Costs of recovery, by the agreement.
        UkCosts = "uk_costs",
        /// The debt, by the agreement.
        UkDebt = "uk_debt",
        /// Others have no lien on the owner's car.
        UkOther = "uk_other",
        /// The rest stays with the owner.
        UkRemainder = "uk_remainder",
    }
}

impl Rule {
    /// Where the rule is written.
    pub fn source(self) -> &'static str {
        self.texts().0
    }

    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (_, english, chinese) = self.texts();
        language.pick(english, chinese)
    }

    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Rule::CostNotAgreed => (
                "UCC 9-615(a)(1); 民法典 389; agreement",
                "not agreed or not lawful as the borrower's cost: the lender bears it",
                "未约定或依法不得由借款人承担,由出借人自担",
            ),
            Rule::UsCosts => {
                ("UCC 9-615(a)(1)", "reasonable expenses of retaking, holding and disposing", "处置合理费用")
            }
            Rule::UsDebt => ("UCC 9-615(a)(2)", "obligation under which the car was sold", "本担保所担保的债务"),
            Rule::UsEqual => ("UCC 9-339", "lien of the same rank, pro rata", "同顺位担保,按比例"),
            Rule::UsJunior => ("UCC 9-615(a)(3)", "junior lien, demanded in time", "后顺位担保,已及时主张"),
            Rule::UsNoDemand => (
                "UCC 9-615(a)(3)(A)",
                "no authenticated demand before the distribution was complete",
                "分配完成前未提出经认证的主张",
            ),
            Rule::UsNoProof => {
                ("UCC 9-615(b)", "proof of the interest was asked for and not given", "被要求后未提供权利证明")
            }
            Rule::UsConsignor => ("UCC 9-615(a)(4)", "consignor, demanded in time", "寄售人,已及时主张"),
            Rule::UsSenior => {
                ("UCC 9-617(a)", "senior lien: the buyer takes the car subject to it", "先顺位担保随车由买受人承受")
            }
            Rule::UsSurplus => ("UCC 9-615(d)(1)", "surplus to the debtor", "余款返还债务人"),
            Rule::CnPossessory => ("民法典 456", "possessory lien before any mortgage", "留置权优先于抵押权"),
            Rule::CnPurchaseMoney => {
                ("民法典 416", "purchase-money mortgage before other mortgages", "购买价款抵押权优先")
            }
            Rule::CnCosts => ("民法典 389, 561(1)", "costs of keeping and realising", "保管及实现债权的费用"),
            Rule::CnEarlier => ("民法典 414(1)(1)", "mortgage registered earlier", "登记在先的抵押权"),
            Rule::CnEqual => ("民法典 414(1)(3)", "mortgage of the same rank, pro rata", "同顺位抵押权,按债权比例"),
            Rule::CnInterest => {
                ("民法典 561(2)", "interest, and with it penalties and charges", "利息,违约金及费用随利息")
            }
            Rule::CnPrincipal => ("民法典 561(3)", "principal", "主债务"),
            Rule::CnAgreedOrder => ("民法典 561", "in the order that the parties agreed", "按当事人约定的顺序"),
            Rule::CnLater => (
                "民法典 414",
                "later mortgages by registration; unregistered ones pro rata",
                "后顺位抵押权按登记先后,未登记的按债权比例",
            ),
            Rule::CnSurplus => ("民法典 413", "surplus to the mortgagor", "余款归抵押人"),
            Rule::LeaseCosts => {
                ("民法典 561(1); lease", "costs of recovering and realising the leased car", "取回及处置租赁物的费用")
            }
            Rule::LeaseLoss => (
                "融资租赁司法解释 11",
                "unpaid rent and charges less the value of the recovered car",
                "全部未付租金及其他费用与收回租赁物价值的差额",
            ),
            Rule::LeaseSurplus => {
                ("民法典 758(1)", "surplus value, returned to the lessee on request", "超出部分,承租人可请求返还")
            }
            Rule::TwRepair => {
                ("動產擔保交易法 5", "good-faith repair lien, for the value it added", "善意修缮留置权,以增加价值为限")
            }
            Rule::TwCosts => ("動產擔保交易法 20", "expenses", "费用"),
            Rule::TwInterest => {
                ("動產擔保交易法 20", "interest, and with it penalties and charges", "利息,违约金及费用随利息")
            }
            Rule::TwPrincipal => ("動產擔保交易法 20", "principal", "原本"),
            Rule::TwOther => {
                ("動產擔保交易法 20", "other liens have no part in this distribution", "其他担保不参与本次分配")
            }
            Rule::TwSurplus => ("動產擔保交易法 20", "surplus to the debtor", "余款返还债务人"),
            Rule::UkPossessory => ("common law lien", "repairer's possessory lien", "修理人留置权"),
            Rule::UkCosts => ("agreement; CONC 7", "costs of recovery and sale", "收车及处置费用"),
            Rule::UkDebt => ("agreement", "sum due under the agreement", "合同项下应付款"),
            Rule::UkOther => ("nemo dat", "no lien on the owner's car", "对出租人所有的车辆无担保权"),
            Rule::UkRemainder => (
                "agreement",
                "the car was the owner's: no statute gives the hirer the remainder",
                "车辆归出租人所有,法律未规定余款返还",
            ),
        }
    }
}
