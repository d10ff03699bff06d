import type { riskEn } from './risk.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const riskZh: Same<typeof riskEn> = {
  risk: {
    title: '风险评分', of: '{{n}} / 100', why: '评分原因', lasting: '持续中', ago: '{{time}}前结束', now: '截至今日', more: '{{n}} 条告警', sum: '合计 {{n}} 分：评分以 100 为上限。', none: '该车没有计分项。', unscored: '既无合同也无告警，暂无可评。', escalated: '长期逾期且车辆有异常：风险等级上调一级', days: '近 90 天', no_days: '暂无历史：首日结束后开始记录。', today: '今日', day_is: '{{day}}：{{n}} 分，{{band}}', line: '{{from}} 至 {{to}} 每日评分：最低 {{low}}，最高 {{high}}，当前 {{now}}', computed: '{{ago}}计算，参数版本 {{n}}', sort: '风险优先', rest: '其余 {{n}} 项原因', points: '分', axis: '分值', column: '风险 {{n}} 分，{{band}}',
  },
  risk_band: { green: '平稳', watch: '关注', high: '高风险', critical: '严重风险' },
  risk_factor: { overdue: '逾期期数', first_payment_default: '首期未还', pledge_fraud: '放款后不久疑似二押', alert: '告警' },
  risk_rules: {
    version: '当前生效：第 {{n}} 版', built_in: '内置', lead: '各项计分的权重，总分 0 至 100。评分仅用于排序，不会自动立案。', bands: '等级', bands_hint: '各等级的起始分值', watch: '关注，起始分', high: '高风险，起始分', critical: '严重风险，起始分', loan: '合同', per_instalment: '每期逾期', overdue_most: '逾期计分上限', first_payment_default: '首期未还', pledge_fraud: '放款后疑似二押', pledge_fraud_d: '二押计算天数', escalate_days: '逾期几天上调一级', escalate_hint: '0：不上调', decay: '告警', half_life_d: '半衰期（天）', pledge_half_life_d: '二押场所半衰期（天）', repeats: '重复上限（最重的倍数）', severities: '按级别的倍数', weights: '“高”级别告警的分值', other: '其他类型', as_other: '同其他类型', was: '生效值：{{n}}', changed: '已改 {{n}} 项', unchanged: '与生效版本一致', back: '恢复为生效版本', preview: '用近 30 天试算', threshold: '触发分值', threshold_hint: '留空：以“高风险”起始分为准', again: '试算之后数值又有改动。', trying: '试算中：{{n}} / {{total}} 辆', fired: '{{days}} 天内将触发 {{n}} 次', fired_now: '按生效版本：{{n}} 次', vehicles: '{{total}} 辆中的 {{n}} 辆', from_points: '{{n}} 分起', only_proposed: '新增：{{n}} 辆目前不会触发', only_now: '消失：{{n}} 辆目前会触发', each_day: '每日：生效版本与试算', day_of: '{{day}}：生效版本 {{now}} 次，试算 {{proposed}} 次', rises_n: '共 {{total}} 次，最新 {{n}} 次', anew: '新增', failed: '试算未完成：{{state}}', save: '使其生效', note: '原因', note_hint: '随版本一并保存', saved: '第 {{n}} 版已生效', conflict: '期间已有他人使另一版本生效，已载入供对照；请核对您的数值后再保存。', versions: '历史版本', load: '载入表单', bad: '各等级起始分须递增且不超过 100。', read_only: '您的角色只可查看这些数值。',
  },
}
