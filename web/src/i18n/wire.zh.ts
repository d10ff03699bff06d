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
  entity_kind: { region: '区域', fence: '围栏', group: '分组', map: '地图', vehicle: '车辆', case: '案件', alert: '告警', order: '派单', loan: '合同', borrower: '借款人', buyer: '买家', user: '用户', site: '场所', tracker: '设备', installation: '安装', vendor: '服务商', agent: '外勤人员', yard: '车场', lot: '拍品', complaint: '投诉', delivery: '通知', export: '导出', import: '导入', job: '任务', lender: '机构', api_key: 'API 密钥', notification_endpoint: '通知端点', notification_rule: '通知规则', quarantine: '隔离区', service_window: '维护时段', invoice: '发票', promise: '还款承诺', hand_over: '交接', notice: '通知书', report_schedule: '定期报表', command: '指令', chase: '追踪', offer_round: '派单轮次' },
  place: { app: '在地图应用中打开' },
  look: { days: '每日概况', forecast: '位置预测', matches: '匹配服务商', places: '常去地点', position: '位置', stays: '停留', track: '轨迹', visits: '到访', recovery_link: '收车链接', map: '地图', file: '文件' },
  purpose: { open_case: '案件未结', open_alert: '告警未结', typed_reason: '已填写理由', integration: '系统对接', order: '派单' },
  delivery_channel: { email: '邮件', webhook: 'Webhook', http_gateway: '短信网关' },
  delivery_state: { pending: '待发送', sending: '发送中', delivered: '已送达', failed: '待重试', dead: '已放弃', suppressed: '已抑制', cancelled: '已取消' },
  rate_part: { found: '找到', close: '未找到', tiers: '分档', up_to: '至', share: '比例', per_km: '每公里', minimum: '最低', per_day: '每天', free_days: '免费天数', cap: '封顶', per_key: '每把钥匙', per_visit: '每次', amount: '金额' },
  fact: { fence_and_offline: '在禁入围栏内且离线', fence_and_still: '在禁入围栏内且无移动', away_and_offline: '离开活动区域且离线', away_and_still: '离开活动区域且无移动', away_and_pledge_site: '离开活动区域且在二押场所', away_and_power_cut: '离开活动区域且断电', away_and_tamper: '离开活动区域且被破坏', first_payment_default_and_pledge_site: '首期未还且到访二押场所', tamper_at_pledge_site: '在二押场所被破坏', power_cut_at_pledge_site: '在二押场所断电', offline_at_pledge_site: '在二押场所离线', tamper_in_fence: '在禁入围栏内被破坏', offline_and_trackers_apart: '离线且设备分离', tamper_in_gathering: '在聚集处被破坏', abnormal_stay_and_offline: '异常停留且离线', abnormal_stay_and_still: '异常停留且无移动', tamper: '破坏', removed: '拆除', light: '感光', cover_open: '开盖', jamming: '干扰', fake_base_station: '伪基站', sim_change: '换卡', low_battery: '电量低', low_external_power: '供电低', power_cut: '断电', tow: '拖车', vibration: '震动', moving: '行驶中', parked: '停放中', wired: '有线设备', wireless: '无线设备', loose_wiring: '线路松动', benign: '无害', restored: '供电已恢复' },
  pack: { cn: '中国大陆', tw: '台湾地区', us: '美国：基础规则与各州补救权', uk: '英国', other: '其他地区：法律审查完成前适用', lender: '机构自身要求（未另行规定时）' },
}
