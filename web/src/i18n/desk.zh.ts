import type { deskEn } from './desk.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const deskZh: Same<typeof deskEn> = {
  views: { title: '视图', none: '尚未保存视图', unsent: '仅本机', name: '视图名称', remove: '删除', export: '导出', layer_places: '所选车辆的常停地', layer_density: '密度', calendar: '日历', stays: '停留 {{n}} 次', fixes: '{{n}} 个定位' },
  kpis: { title: '关键指标', period: '期间', days: '{{n}} 天', by: '拆分', nothing: '该期间没有可统计的数据' },
  kpi_by: { vendor: '服务商', bucket: '逾期分段', branch: '网点', month: '月份' },
  kpi: {
    recovery_rate_amount: '回收率（金额）', recovery_rate_units: '回收率（车辆）', days_to_authorise: '授权天数', days_to_locate: '定位天数', days_to_secure: '控车天数', days_to_sale: '出售天数', cost_per_recovery: '单车回收成本', storage_days: '停放天数', sale_to_appraisal: '成交价与估值之比', loss_given_default: '违约损失率', promise_kept_rate: '承诺兑现率', alert_precision: '告警准确率', complaints_per_100_cases: '每百案投诉', sla_accept: '按时接单', sla_arrive: '按时到场', sla_term: '按期完成', contact_rule_refusals: '被规则拒绝的联系',
  },
  moneydesk: {
    tab_sales: '处置', tab_invoices: '发票', tab_tasks: '账务待办', tab_promises: '还款承诺', number: '编号', total: '合计', payable: '应付', no_invoices: '没有发票', no_invoices_text: '服务商就已完成的派单开票，每张发票都与价目表核对。', no_tasks: '没有待办', no_tasks_text: '月度对账发现的事项在办结前列于此处。', no_promises: '没有还款承诺', no_promises_text: '承诺与还款计划在合同上登记。', month: '月份', amount: '金额', due: '到期', plan: '计划', promise: '承诺', cancelled_by_desk: '由坐席取消',
  },
  invoice_state: { draft: '草稿', submitted: '已提交', matched: '已核对', disputed: '有争议', approved: '已批准', paid: '已付款', rejected: '已驳回', charged_back: '已追回' },
  invoice_step: { match: '重新核对', approve: '批准', dispute: '提出争议', reject: '驳回', pay: '付款', charge_back: '追回' },
  task_state: { open: '未办', overdue: '逾期', done: '已办', met: '已满足' },
  task_kind: { vendor_refund: '服务商退款', borrower_refund: '退还借款人', return_collection: '代收款待上交', pay_balance: '余额待付', ask_for_invoice: '催开发票' },
  promise_state: { open: '未到期', kept: '已兑现', broken: '未兑现', cancelled: '已取消' },
  offer_state: { open: '待答复', accepted: '已接受', declined: '已拒绝', expired: '已过期', withdrawn: '已撤回', lost: '未中选' },
  channel: { open_auction: '公开竞价', sealed_auction: '密封报价', fixed_price: '一口价', consignment: '寄售', judicial_auction: '司法拍卖', buy_back: '回购' },
  lot_action: { list: '挂牌', tick: '更新状态', award: '判定中标', approve_reserve: '批准低于保留价成交', reject_bids: '拒绝出价', pass_over: '跳过', record_payment: '登记付款', withdraw: '撤回', bid: '录入出价', buy: '按价出售', lodge_deposit: '保证金到账' },
  appraisal_source: { independent: '独立评估', auction_house: '拍卖行', dealer_offer: '车商报价', price_guide: '价格指南', lender: '机构', court: '法院' },
  auction: {
    opens: '开始', closes: '截止', over: '时间已到', late: '最后 {{window}} 内出价将延长 {{extend}}。', extended: '已延长 {{n}} 次，最多 {{most}} 次。', round: '第 {{n}} 轮', best: '最高出价', start: '起拍价', next: '下次出价不低于', met: '已达到', not_met: '未达到', deposit: '保证金', pay_by: '{{time}} 前付款', bidder: '竞买人', bidder_n: '{{n}} 号竞买人', sealed: '密封', appraise_first: '请先估值', buyer: '买家', buyer_n: '买家 {{n}}', bid: '出价', channel: '出售方式', price: '价格', increment: '加价幅度', window: '延时出价：最后几分钟', draft: '起草拍品', source: '估值来源', appraiser: '估值方', add: '添加',
  },
  checkin: {
    title_in: '入库', title_out: '出库', do_in: '入库', do_out: '出库', step_car: '车辆', step_state: '车况', step_photos: '照片', step_things: '物品', step_sign: '签字', find: '车辆', find_hint: '按车牌或合同查找', to: '交付给', odometer: '里程', keys: '钥匙', grade: '等级', damage: '损伤：点击部位依次标记划痕、凹陷、破损、缺失', photos_hint: '已拍 {{n}} / {{total}} 张；照片在本机压缩，并以哈希封存', things: '车内物品', things_hint: '每行一件；空车留空', things_out: '车内物品另有记录。', signer: '交付人', sign_here: '签字', wipe: '清除', sending: '发送中', unfinished: '请先选择车辆并签字', arrived: '{{plate}} 已入库', left: '{{plate}} 已出库', yard: '车场', cost: '停放费',
  },
  grade: { '5': '5 – 近新', '4': '4 – 良好', '3': '3 – 一般', '2': '2 – 较旧', '1': '1 – 差', '0': '0 – 报废' },
  mark: { scratch: '划痕', dent: '凹陷', broken: '破损', missing: '缺失' },
  panel: { front_bumper: '前保险杠', bonnet: '发动机盖', windscreen: '前挡风', roof: '车顶', rear_window: '后挡风', boot: '后备箱盖', rear_bumper: '后保险杠', left_front_wing: '左前翼子板', left_front_door: '左前门', left_rear_door: '左后门', left_rear_wing: '左后翼子板', right_front_wing: '右前翼子板', right_front_door: '右前门', right_rear_door: '右后门', right_rear_wing: '右后翼子板' },
  slot: { front: '正前', rear: '正后', left: '左侧', right: '右侧', front_left: '左前', front_right: '右前', rear_left: '左后', rear_right: '右后', dashboard: '仪表盘', interior: '内饰', boot: '后备箱', vin: '车架号' },
  sites_edit: { add: '绘制场所', change: '修改场所', shape: '形状', circle: '圆形', polygon: '多边形', hint_circle: '先点中心，再点边缘；也可直接填写数值。', hint_polygon: '依次点击各角，三个角即成场所。', corners: '{{n}} 个角', undo: '撤销最后一个角', remove: '删除', saved: '场所已保存' },
  rates: { publish: '发布价目表', published: '价目表已发布', none: '没有价目表', none_text: '没有已发布的价目表，该服务商不能开票。', until_replaced: '至被替换', late: '迟延：每天 {{share}} %，最多 {{most}} %', complaint: '每起投诉 {{amount}}', type: '类型', price: '价格', borne: '承担方', by_borrower: '借款人（费用）', by_lender: '机构', currency: '币种', from: '自', to: '至', add_row: '增加价格' },
  rate_type: { flat: '固定', contingent: '找到才付', percent_tiered: '按比例', per_km_min: '按公里', per_day: '按天' },
  packs: { read_only: '只读：规则包由完成法律审查的人导入', find: '查找规则', version: '版本 {{version}}', source: '来源', certainty: '可信度', reviewed: '由 {{who}} 审查', not_reviewed: '未经律师审查', checks: '检查内容' },
  assign: { title: '分配', to_me: '给我', done: '已分配 {{n}} 条', owner: '负责人', bulk_done: '完成 {{n}} 件，被拒 {{bad}} 件', hold: '暂停' },
  tiles: { title: '地图源', preset: '选择模板', preset_hint: '套用后填写', raster: '栅格瓦片', vector: '矢量样式', coord: '瓦片坐标系', zoom: '最大缩放级别', url_hint: 'https://… 或本站路径；栅格瓦片须含 {z}、{x}、{y}', attribution: '版权标注（显示在地图上）', shift: '位置以 WGS-84 存储。瓦片为其他坐标系时，叠加内容在绘制时偏移，点击位置则反向还原。', saved: '地图源已保存', built_in: '恢复内置地图', reload: '重新载入页面' },
  jobs: { title: '任务', none: '没有正在运行的任务', none_text: '大批量导入和导出在此处理，关闭页面后仍继续。', over: '{{what}}：{{state}}', rate: '{{n}} 条/秒', left: '剩余 {{time}}', errors: '{{n}} 行被拒绝', rows: '{{n}} 行', download: '下载', until: '保留至 {{time}}', discard: '删除文件' },
  job_kind: { import: '导入', risk_preview: '风险参数试算', site_review: '场所试算', export: '导出' },
  job_state: { queued: '排队', running: '运行中', done: '完成', failed: '失败', cancelled: '已取消', interrupted: '已中断', cancelling: '正在取消' },
  complaints: { title: '投诉', q_open: '未结', q_late: '逾期', q_decided: '已决定', q_all: '全部', none: '没有投诉', none_text: '投诉可经公开表单、电话、信函或监管机构转来。', reference: '编号', received: '收到', due: '剩余时间', late: '已逾期', channel: '渠道', acknowledge_by: '确认期限', respond_by: '答复期限', extended: '已延期 {{n}} 次', outcome: '结论', party: '投诉人', response: '答复', response_hint: '投诉人将看到', remedy: '处理措施' },
  complaint_state: { received: '已收到', acknowledged: '已确认', in_review: '处理中', upheld: '成立', partly_upheld: '部分成立', rejected: '不成立', closed: '已结案', withdrawn: '已撤回' },
  complaint_category: { conduct: '行为', contact: '联系', recovery: '收车', belongings: '随车物品', damage: '损坏', money: '款项', privacy: '隐私', other: '其他' },
  complaint_severity: { '1': '最严重', '2': '严重', '3': '一般', '4': '轻微' },
  complaint_channel: { web: '网页表单', phone: '电话', email: '邮件', letter: '信函', in_person: '当面', regulator: '监管机构' },
  complaint_step: { acknowledge: '确认收到', start_review: '开始处理', decide: '作出决定', extend: '延期答复', close: '结案', withdraw: '投诉人撤回' },
  rule_effect: { block: '禁止', require: '要求', warn: '提示' },
}
