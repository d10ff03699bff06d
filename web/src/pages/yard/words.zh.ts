import type { yardEn } from './words.en'

export const yardZh: Record<keyof typeof yardEn, string> = {
  arrivals: '入库', leaving: '出库', table: '列表', plan: '车位图', bay: '车位', hold_until: '保管至', hold_hint: '按现有记录，法律不允许处置该车的最后一日。', keys: '钥匙', condition: '车况', next: '下一步', vin: '车架号',
  find: '车牌或车架号', scan: '扫码', scan_hint: '将车架号条码、随车文件或钥匙牌上的二维码对准摄像头。', scan_wrong: '此码不含车架号。', scan_failed: '无法使用摄像头：请允许访问，或手动输入车架号。', no_match: '没有符合条件的车辆', clear: '显示全部车辆',
  all_yards: '全部车场', of_bays: '{{n}}/{{total}}', full: '已满', free_n: '空 {{n}}', no_bay: '无车位', move: '移位', move_title: '{{plate}} 的车位', move_hint: '最近的空车位为 {{bay}} 号。', none_free: '没有空车位。', moved: '{{plate}} 已停入 {{bay}} 号车位', taken_out: '{{plate}} 已移出车位', take_out: '移出车位', put: '停入',
  put_here: '将 {{plate}} 停入 {{bay}} 号车位', empty_bay: '{{bay}} 号车位，空', choose_bay: '为 {{plate}} 选择车位', more_bays: '再显示 {{n}} 个车位', unplaced: '在场但未分配车位', actions: '{{plate}} 的操作', open_case: '打开案件', plan_hint: '先选车辆，再选要停入的车位。',
  damages_1: '{{n}} 处损伤', damages_n: '{{n}} 处损伤', on_hold: '已暂停', day: '每日', cars_1: '{{n}} 辆', cars_n: '{{n}} 辆', capped: '每个车场仅显示前 {{n}} 辆。', over: '超期停放',
  arrivals_text: '已收回、正在送往车场的车辆，以及从承运商或拍卖行返回的车辆。', no_arrivals: '没有待入库车辆', no_arrivals_text: '订单上报“已上钩”后，车辆会出现在这里。', taken: '案件开始',
  leaving_text: '已售出或案件已了结的车辆排在前面；其他车辆可交给承运商或拍卖行。', no_leaving: '车场内没有车辆', ready: '可出库', to: '交给', whom: '接收方', to_none: '没有此类服务商', whom_hint: '承运、拖车或拍卖服务商', choose_yard: '入库车场', no_yard: '目前没有可收车的车场', bay_hint: '留空：暂不指定车位', last_read: '入库时 {{km}} 公里', things_what: '车内物品的处理', things_list: '车内物品清单', things_none: '未登记任何物品。', returned: '已归还', stored: '由车场保管', disposed: '已处置', things_note: '交给何人，或存放何处', not_paid: '出库时核对买方是否已付款。',
  edit: '修改', save: '保存', edited: '车场已修改；费率或车位变动须重新批准', classes: '各车型每日停放费', free_days: '免费天数', motorcycle: '摩托车', car: '轿车', van: '客货车、SUV', truck: '货车、客车',
}
