import type { Words } from './en'

export const boardZh: Pick<Words, 'board' | 'crew' | 'fleet' | 'offer_mode'> = {
  board: {
    more: '还有 {{n}} 件',
    map: '地图', next: '下一步：{{action}}', no_owner: '未分配', new: '新建案件', find: '车牌、车架号或合同号', none_found: '没有符合且无案件的车辆', unplaced: '{{n}} 件无位置', map_label: '在办案件地图，表格内容相同', pick: '请在地图上选择案件', open: '打开案件', of: '{{n}} / {{total}}',
    checklist: '核对清单', done_on: '{{day}} 完成', not_done: '未完成', check_intake: '资料齐全', check_notice: '已发通知', check_authorised: '已由第二人授权', check_order: '已派单', check_secured: '已收车', spent: '已发生费用', print: '打印', books: '账目',
  },
  crew: {
    title: '委外机构', load: '在办', recovered: '收车率', accepted: '按时接单', fee: '费用', days: '近 {{n}} 天', none_rated: '—', area: '{{name}} 的作业区域', legend_job: '工单', legend_base: '委外机构', legend_yard: '车场', legend_area: '作业区域', left: '{{time}} 内答复', late: '无人答复', round_n: '第 {{n}} 轮，{{mode}}', away: '距离',
  },
  offer_mode: { direct: '定向', cascade: '依次', sealed: '密封报价' },
  fleet: {
    no_fix: '无定位超过', hours: '{{n}} 小时', days: '{{n}} 天', fences: '围栏', grid: '网格', roads: '地图应用', stale: '地图未能刷新：显示 {{time}} 的数据',
  },
}
