import type { standingEn } from './standing.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const standingZh: Same<typeof standingEn> = {
  period: { opened: '立案于 {{span}}', written: '开单于 {{span}}', raised: '触发于 {{span}}', made: '承诺于 {{span}}', of_cases: '所属案件立案于 {{span}}' },
  standing: {
    title: '当前状况', counted: '统计口径', portfolio_def: '未结清且未核销的合同，以及剩余未还金额。', cases_def: '未结案件，以及对应合同的剩余未还金额。', alerts_def: '条件仍成立且值班台尚未处理的告警。', no_alerts: '没有未结告警',
    storage: '在库车辆（按天数）', storage_def: '每辆车自交付所在车场起的整天数。', days: '{{from}}–{{to}} 天', days_more: '{{from}} 天及以上',
    devices: '车载设备', devices_def: '当前安装在车上的设备。静默：曾经上报，之后再无消息。低电量：最近一次上报低于 20%。', no_devices: '没有已安装的设备', fitted: '已安装', connected: '在线', silent_24h: '静默超过 24 小时', silent_7d: '静默超过 7 天', silent_30d: '静默超过 30 天', never_heard: '从未上报', no_place: '从未定位', low_battery: '低电量', show: '查看',
    scorecard: '服务商对比', scorecard_def: '此期间立案的案件，归于收回车辆或最后一次派出的服务商。', all_marks: '全部指标', no_marks: '此期间没有派出服务商', sent: '派出', period_rule: '统计在此期间开始的事项，其结果计算至当前。', to_list: '查看清单',
  },
  kpi_def: {
    recovery_rate_amount: '从立案标记到结案期间合同的还款，加上处置款清偿的债务，占立案时全部欠款的比例。',
    recovery_rate_units: '已收回且未因误收退还的车辆，占已派出人员的案件的比例。',
    days_to_authorise: '从立案到首次授权的天数：中位数；P90 表示十分之九不超过的天数。',
    days_to_locate: '从立案到首次在车旁签到（或收回车辆）的天数：中位数及 P90。',
    days_to_secure: '从立案到收回车辆的天数：中位数及 P90。',
    days_to_sale: '从立案到有效成交的天数：中位数及 P90。',
    cost_per_recovery: '全部案件的成本与成功费，扣除追回款，按已收回车辆平均。',
    storage_days: '按计费的在库天数，按曾入库的车辆平均。',
    sale_to_appraisal: '有效成交价占所采用估值的比例。',
    loss_given_default: '已结清清算书的不足额，占其第一行所列欠款的比例。',
    promise_kept_rate: '已兑现的承诺，占已兑现与已违约承诺之和的比例。',
    alert_precision: '处理结论为属实的告警，占全部已处理告警（不含测试）的比例。',
    complaints_per_100_cases: '每百件案件的投诉数，不含已撤回的投诉。',
    sla_accept: '在机构规定时间内接单的派单，占已可判定派单的比例。',
    sla_arrive: '在机构规定时间内到场的派单，占已可判定派单的比例。',
    sla_term: '在期限内完成的派单，占已可判定派单的比例。',
    contact_rule_refusals: '被法律规则或系统拒绝的联系次数。',
  },
}
