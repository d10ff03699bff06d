import type { takenEn } from './taken.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const takenZh: Same<typeof takenEn> = {
  take_down: {
    open: '登记投诉', title: '收到一起投诉', lead: '登记后即开始计算时限，所涉未结案件暂停推进。', channel: '渠道', category: '事由', severity: '严重程度', severity_hint: '最严重：暴力、威胁、闯入、扣留、收取钱款。所涉服务商将被暂停。', received: '收到时间', name: '投诉人', contact: '联系方式', contact_hint: '电话、邮箱或地址', plate: '车牌（按投诉人所述）', contract: '合同号（按投诉人所述）', found_hint: '据此查找车辆与案件', vendor: '涉及的服务商', statement: '事情经过（投诉人原话）', language: '答复语言', submit: '登记', done: '已登记，编号 {{reference}}', left: '还可输入 {{n}} 字',
  },
  import_kind: { regions: '区域', payments: '还款', loans: '合同', borrowers: '借款人', assets: '车辆与设备', sites: '场所', vehicles: '车辆', installations: '安装记录', trackers: '设备', observations: '定位', balances: '余额', clients: '借款人' },
  actor: { system: '系统', key: 'API 密钥' },
  language_name: { en: '英文', zh: '中文' },
}
