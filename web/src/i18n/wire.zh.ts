import type { wireEn } from './wire.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const wireZh: Same<typeof wireEn> = {
  account: { cash: '现金', vendor_receivable: '应收服务商款', deficiency_receivable: '应收差额', credits_receivable: '应收抵扣款', vendor_payable: '应付服务商款', deposits_held: '代持保证金', proceeds: '处置价款', lien_payable: '应付其他担保权人', surplus_payable: '应付盈余', refunds_payable: '应付退款', loan_balance: '贷款余额', lender_recovery: '已受偿债务', remainder: '归所有人余额', penalty: '违约金', commission: '成功佣金', lender_loss: '机构承担损失' },
  cost_kind: { retake: '取车', tow: '拖车', transport: '运输', storage: '停放', key: '钥匙', inspection: '检测', appraisal: '估值', preparation: '整备', advertising: '公告', auction: '拍卖', sale_fee: '出售费', legal: '法律费用', court: '诉讼费', tax: '税费', insurance: '保险', other: '其他费用', principal: '本金', interest: '利息', penalty: '违约金', fees: '费用' },
  statement_line: { owed: '欠款', rebate_in_owed: '欠款内含减免', owed_total: '欠款合计', proceeds: '处置价款', top_up: '机构补足', owed_after_proceeds: '价款抵偿后欠款', expense: '费用', expenses_total: '费用合计', other_lien: '其他担保权', credit: '抵扣', not_claimed: '未主张', credits_total: '抵扣合计', surplus: '盈余', remainder: '余额', deficiency: '差额', even: '相抵' },
  evidence_kind: { photo: '照片', audio: '录音', video: '视频', signature: '签名', document: '文件', invoice: '发票', notice_proof: '送达凭证' },
  match_term: { travel: '路程', acceptance: '接单率', recovery: '成功率', compliance: '合规', price: '价格' },
  rule_subject: { contact: '联系', data: '数据', device: '设备', money: '账务', notice: '通知', recover: '收车', sale: '出售', vendor: '服务商', visit: '上门' },
  system_count: { lenders: '机构', vehicles: '车辆', trackers: '设备', trackers_heard: '上报过的设备', sites: '场所', loans: '合同', alerts_open: '未结告警', cases_open: '未结案件' },
  clock: { wall: '本机时钟', driven: '演示时钟' },
  entity_kind: { region: '区域', fence: '围栏', group: '分组', map: '地图', vehicle: '车辆', case: '案件', alert: '告警', order: '派单', loan: '合同', borrower: '借款人', buyer: '买家', user: '用户', site: '场所', tracker: '设备', installation: '安装', vendor: '服务商', agent: '外勤人员', yard: '车场', lot: '拍品', complaint: '投诉', delivery: '通知', export: '导出', import: '导入', job: '任务', lender: '机构', api_key: 'API 密钥', notification_endpoint: '通知端点', notification_rule: '通知规则', quarantine: '隔离区', service_window: '维护时段', invoice: '发票', promise: '还款承诺', hand_over: '交接', notice: '通知书' },
  place: { app: '在地图应用中打开' },
}
