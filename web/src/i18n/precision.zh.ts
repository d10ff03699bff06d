import type { precisionEn } from './precision.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const precisionZh: Same<typeof precisionEn> = {
  precision: {
    title: '告警准确率', type: '告警', right: '准确率', interval: '95% 区间', decided: '已判定', months: '{{type}}（按月）', none: '此期间没有已处理的告警', none_text: '值班台作出的每个结论都计入此处。', to_inbox: '前往告警收件箱', drill: '已处理告警：{{type}}', no_verdict: '尚无判定', only: '仅看{{type}}', of: '{{share}}，区间 {{low}} 至 {{high}}',
    def: '在此期间触发且处理结论为属实、误报或无害的告警中，属实所占比例；测试不计。', def_interval: '此类告警的真实比例有 95% 的把握落在两端之间（Wilson 1927 得分区间）：结论越少，区间越宽。',
  },
}
