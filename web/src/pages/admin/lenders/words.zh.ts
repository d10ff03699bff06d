import type { lendersEn } from './words.en'

export const lendersZh: Record<keyof typeof lendersEn, string> = {
  lead: '各机构只能看到自己的车辆。机构的适用法律、时区和设置对其名下全部业务生效。', add: '新增机构', name: '名称', law: '适用法律', law_CN: '中国大陆', law_TW: '台湾地区', law_US: '美国', law_UK: '英国', law_OTHER: '其他地区', zone: '时区', zone_hint: '营业日按此时区起止', currency: '币种', since: '开通时间', added: '机构已新增', saved: '已生效', none: '还没有机构', none_text: '请新增要监控其车辆的放贷机构。',
  settings: '设置', settings_lead: '与默认值不同的会标出。更改立即生效，对进行中的业务同样生效，并记入日志。', own: '自定', own_n: '{{n}} 项自定', default_is: '默认：{{value}}', to_default: '恢复默认', not_json: '不是有效的 JSON。', yes: '是', no: '否', find: '查找设置', change: '更改', details: '法律与时区', data: '数据（JSON）',
  'section.buckets': '逾期档位', 'section.flags': '何时标记贷款', 'section.cases': '案件', 'section.orders': '派单', 'section.vendors': '服务商', 'section.yards': '车场', 'section.appraisals': '评估', 'section.lots': '出售', 'section.buyers': '买家', 'section.matching': '服务商比选', 'section.invoices': '服务商账单', 'section.tasks': '资金任务', 'section.promises': '还款承诺', 'section.complaints': '投诉', 'section.service_levels': '服务时限', 'section.commands': '设备指令', 'section.addresses': '地址关键词', 'section.compliance': '合规',
  'buckets': '各档位的起始逾期天数', 'flags.serious_dpd': '逾期达到此天数即标记', 'flags.alert_dpd': '有严重告警时，逾期达到此天数即标记', 'flags.alert_max_age_days': '告警的有效天数', 'flags.first_payment_visit_days': '放款后多少天内到访可疑地点，则首期未还视为可疑',
  'cases.balance_max_age_h': '余额核对的有效小时数', 'cases.default_dpd': '逾期达到此天数视为违约', 'cases.required_intake': '案件必备材料', 'cases.basis': '各地的法律依据', 'cases.appraisal_max_age_days': '评估的有效天数',
  'orders.min_agents': '现场最少人数', 'orders.check_in_radius_m': '签到须在目标多少米以内；0 表示不限', 'orders.check_in_valid_min': '签到的有效分钟数', 'orders.min_photos': '车辆照片最少张数', 'orders.police_reference': '须已报警方备案（备案号）', 'orders.extension_notice_days': '须提前多少天申请延期', 'orders.term_days': '派单期限（天）', 'orders.offer_min': '邀约在多少分钟后失效',
  'vendors.required': '服务商必备证照', 'vendors.required_for': '各类派单所需证照', 'vendors.skills_for': '各类派单所需技能', 'vendors.min_agents': '准入所需资料齐全的人数', 'vendors.crew_for': '各类派单的现场人数', 'vendors.training_min': '培训有效的最低分（0 至 100）', 'vendors.training_days': '培训的有效天数', 'vendors.background_days': '背景核查的有效天数', 'vendors.two_people': '录入服务商的人不能批准其准入', 'vendors.scorecard': '评分卡',
  'yards.max_stay_days': '存放超过此天数即提醒', 'yards.nearly_full': '占用达到此比例视为将满（万分比）',
  'appraisals.max_age_days': '评估的采用天数', 'appraisals.order': '采用的评估来源，按效力排序', 'appraisals.spread_bp': '两份最有效评估相差达到此比例即提示（万分比）',
  'lots.forfeit_bp': '不付款的买家损失保证金的比例（万分比）', 'lots.offer_hours': '次高出价人可接手的时限（小时）', 'lots.two_people': '设定条件的人不能批准低于保留价的出售', 'lots.floor_bp': '各出售方式的最低保留价或售价（评估价的万分比）', 'lots.required': '各出售方式所需的合理出售证明',
  'buyers.required': '各类买家所需核验', 'buyers.max_defaults': '未付款达到多少次即禁入',
  'matching.weights_bp': '各项权重（只看比例）', 'matching.far_minutes': '车程达到多少分钟后距离不再加分', 'matching.min_covered_bp': '服务商须覆盖的地点比例（万分比）', 'matching.prior_bp': '无记录服务商的假定比率（万分比）', 'matching.prior_orders': '该假定相当于多少单', 'matching.unmarked_bp': '无评分服务商的合规得分（最高分的万分比）',
  'invoices.tolerance_minor': '单行可超出费率的金额（最小货币单位）；与比例取较小者', 'invoices.tolerance': '单行可超出费率的比例（万分比）', 'invoices.auto_limit_minor': '总额不超过此数自动批准（最小货币单位）；0 表示从不', 'invoices.auto_variance': '且与费率相差不超过此比例（万分比）',
  'tasks.borrower_refund_h': '多收款须在多少小时内退还借款人', 'tasks.between_us_days': '机构与服务商须在多少天内结清',
  'promises.grace_days': '承诺日后多少天内付款仍算履约', 'promises.promise_days': '承诺最远多少天后', 'promises.plan_days': '计划最长天数', 'promises.plan_parts': '计划最多期数',
  'complaints.acknowledge_working_days': '须在多少个工作日内受理；null 表示按当地规定', 'complaints.respond_days': '须在多少天内答复；null 表示按当地规定', 'complaints.warn_hours': '提前多少小时提醒',
  'service_levels.accept_within_h': '首次邀约后须在多少小时内接单', 'service_levels.arrive_within_days': '接单后须在多少天内到场', 'service_levels.award_within_days': '须在多少天内定标', 'service_levels.alert_within_min': '须在多少分钟内查看告警',
  'commands.engine_cut_allowed': '允许断动力', 'commands.cut_warning_h': '警告借款人与最早断动力之间的小时数', 'commands.cut_without_waiting': '确认警告时间可为 0 小时', 'commands.cut_needs_case': '断动力须有已授权且无暂停的案件', 'commands.chase_battery_floor_pct': '无线设备电量低于此百分比时不用于追踪', 'commands.report_every_s': '未知上报间隔时恢复到的间隔（秒）',
  'addresses.words': '值得留意的词', 'compliance.lender_kind': '机构类型', 'compliance.region': '合同适用的州或省', 'compliance.privacy': '每份合同均已存档的材料',
}
