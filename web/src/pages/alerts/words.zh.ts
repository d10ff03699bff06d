import type { inboxEn } from './words.en'

export const inboxZh: Record<keyof typeof inboxEn, string> = {
  next_fix: '直到下次定位', until_fix: '直到收到新位置，最迟至 {{time}}',
  silent_in: '{{place}} {{n}} 辆车失联：疑似运营商故障？', silent_near: '{{place}}附近 {{n}} 辆车失联：疑似运营商故障？', silent: '{{n}} 辆车失联：疑似运营商故障？',
  storm: '集中失联', storm_what: '这些车辆位于同一区域，最后通信时间相差不超过一小时。与其说是逐辆拆除，更可能是运营商网络故障。', unfold: '展开车辆', fold: '收起车辆',
  first: '最早失联', last: '最晚失联', vehicles: '车辆', not_seen: '未查看', where: '位置', around: '{{place}}一带', list: '本次失联的车辆', first_of: '共 {{total}} 条，显示最早失联的 {{n}} 条', gone: '本次集中失联已结束', gone_text: '车辆已恢复通信，或告警已处理。', to_inbox: '返回列表', working: '已完成 {{done}}/{{all}}…',
  overdue: '超时 {{time}}', days: '{{n}} 天', limit: '应在 {{time}}内查看', nobody: '未分配', types: '全部类型', of_type: '类型', more: '正在加载更多', at: '于', at_site: '地点：{{site}}', all_at: '该地点的全部告警', a_site: '某一地点', shown_of: '共 {{total}} 条，显示最严重的 {{n}} 条。',
  voltage: '电压', volts: '供电电压（V）', charge: '设备电池（%）', no_voltage: '告警前后 {{n}} 小时内，该车没有设备上报电压。', hours: '± {{n}} 小时', around_alert: '显示告警前后的时间', the_alert: '告警', the_limit: '规则阈值', limit_at: '规则阈值：{{v}} V。',
  told_v: '{{device}}：{{low}} 至 {{high}} V；告警前最后一次为 {{at}} V。', told_v_none: '{{device}}：{{low}} 至 {{high}} V；告警前无读数。', told_pct: '{{device}}：设备电池 {{low}} 至 {{high}} %。', cut_short: '读数过多，末尾部分未显示。',
}
