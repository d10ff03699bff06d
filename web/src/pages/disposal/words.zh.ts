import type { disposalEn } from './words.en'

export const disposalZh: Record<keyof typeof disposalEn, string> = {
  actions: '可执行的操作', not_now: '目前无法执行', court: '法院及案号', consignee: '受托出售方', no_consignee: '没有该服务商', takes_back: '回购方', least: '最低价', reference: '凭据', reference_hint: '法院裁定书，或受托出售方的结算单。', price: '成交价', pay_hours: '付款时限（小时）', pay_by: '付款截止', until: '{{time}} 前有效', offered_to: '已询问', bids_n: '共 {{n}} 次出价', another_lot: '另起一次出售',
  may_not_buy: '不可购买', no_buyer: '没有该买家', source: '来源', dated: '评估日期', days_old: '距今 {{n}} 天', none_counts: '目前没有有效的估值：已过期，或来源不被认可。', version: '第 {{n}} 版',
  fair: '公允出售的证明', fair_all: '齐全', fair_missing: '缺 {{n}} 项', fair_so_far: '目前不缺材料', on_file: '已存 {{n}} 份', of_needed: '{{n}}／{{needed}}', by_bidders: '共 {{n}} 次，出价人 {{bidders}} 位', share: '成交价为估值的 {{share}}%', put_on_file: '存档', paper: '文件', paper_hint: '照片、截图或 PDF。上传后即封存。', where_shown: '刊登位置', sold_for: '成交价', choose_paper: '请选择文件。', paper_n: '文件 {{n}}', to_notices: '案件的通知', met: '符合', not_met: '不符合', not_filed: '未存档',
  buyers: '买家', register: '登记买家', name: '名称', connected: '关联关系', connected_hint: '与机构或服务商的关联；没有则留空。出售记录会注明。', checks: '已核查', check: '核查事项', checked_on: '核查日期', counts_until: '有效期至', in_order: '合格', not_in_order: '不合格', not_checked: '未核查', in_the_way: '障碍', defaults: '未付款', rename: '更改名称', cause: '禁止原因', no_buyers: '尚无买家', nobody_matches: '没有符合条件的买家', more_buyers: '买家较多，此处未全部列出。',
}
