import type { rightsEn } from './rights.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const rightsZh: Same<typeof rightsEn> = {
  resource: {
    session: '本人会话', platform: '系统平台', system: '服务状态', lenders: '机构', users: '用户', api_keys: 'API 密钥', borrowers: '借款人', vehicles: '车辆', locations: '车辆位置', trackers: '设备', captures: '原始报文', files: '设备文件', clocks: '设备时钟', commands: '设备指令', sites: '已知场所', areas: '围栏与区域', loans: '合同', payments: '还款', promises: '还款承诺', complaints: '投诉', alerts: '告警', risk: '风险评分', cases: '案件', orders: '派单', evidence: '证据', custody: '车辆保管', yards: '车场', disposal: '处置', ledger: '账目', vendors: '服务商', compliance: '合规规则', work: '本人派单', imports: '导入', events: '审计日志', notifications: '通知', reports: '报表', exports: '导出',
  },
}
