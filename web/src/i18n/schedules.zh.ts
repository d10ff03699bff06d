import type { schedulesEn } from './schedules.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const schedulesZh: Same<typeof schedulesEn> = {
  schedules: {
    retry: '未能生成，将于 {{at}} 重试', retry_n: '已 {{n}} 次未能生成，将于 {{at}} 重试', why: '原因：{{why}}', button: '定期发送', title: '邮件报表', lead: '以 CSV 附件发送给您，使用您的语言，按发送时您的权限生成。', none: '尚无人订阅报表', report: '报表', by: '分组方式', every: '频率', weekday: '星期', monthday: '日期', monthday_hint: '当月天数不足时为最后一天', hour: '时间', hour_hint: '时区：{{zone}}', add: '订阅', added: '已订阅报表', send: '立即发送', sent: '报表正在发送', pause: '暂停', resume: '恢复', end: '取消订阅', next: '下次：{{at}}', never_sent: '尚未发送', last: '上次：{{at}}', of: '{{name}} 订阅',
    when_day: '每天 {{hour}}', when_week: '每{{day}} {{hour}}', when_month: '每月 {{day}} 日 {{hour}}',
  },
  schedule_report: { kpis: '关键指标', alert_precision: '告警准确率' },
  schedule_every: { day: '每天', week: '每周', month: '每月' },
  schedule_by: { none: '不分组', vendor: '供应商', bucket: '逾期阶段', branch: '分支机构', month: '月份', lender: '出借机构' },
  schedule_day: { 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六', 7: '周日' },
  schedule_paused: { by_hand: '已暂停', owner_gone: '已暂停：订阅人已离职', right_withdrawn: '已暂停：订阅人不再有权查看报表', failing: '已暂停：一天内均无法生成' },
  schedule_outcome: { pending: '等待发送', sending: '正在发送', delivered: '已发送', failed: '尚未送达，将重试', dead: '无法发送', suppressed: '未发送', cancelled: '已撤回', mailed: '已发送', no_report: '无法生成', paused: '已暂停' },
}
