import type { lanesEn } from './lanes.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const lanesZh: Same<typeof lanesEn> = {
  lanes: {
    title: '服务商今日安排', load: '{{n}} / {{most}} 单', hint: '拖入任务，或按 T 键', key: '指派给服务商', free: '今日无任务', give: '派给该服务商', drop: '放到此处即可派出', rank: '符合者中第 {{n}} 位', not: '不符合', title_offer: '发出派单', to: '服务商', away: '直线距离 {{way}}', fits: '符合，评分 {{n}} / 100', asking: '正在查询符合的服务商', not_listed: '服务器未将其列入此派单。', now: '现在', offer_until: '{{plate}}：待答复至 {{time}}', work_since: '{{plate}}：{{state}}，自 {{time}}', over: '{{plate}}：{{state}}，{{from}} 至 {{to}}',
  },
  leads: { near: '{{town}}以{{direction}} {{way}}', about: '{{place}}附近', hidden: '您的角色不可见的地点', order: '前往 {{place}}（按派单地点）', forecast: '前往 {{place}}，概率 {{p}}，{{window}}', best_of: '（{{n}} 处中最可能的一处）', last_position: '前往 {{place}}（最后出现于 {{time}}）', last_place: '前往 {{place}}（最后出现地点）', unknown: '目的地未知：路程与服务区域不计入' },
}
