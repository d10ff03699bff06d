import type { Words } from './m.en'

export const zh: Words = {
  app: { name: 'Lienwatch 作业', short: '作业', skip: '跳到正文' },
  common: {
    back: '返回', cancel: '取消', close: '关闭', retry: '重试', yes: '是', no: '否', send: '提交', remove: '删除', open: '打开', optional: '选填', required: '必填', copy: '复制', copied: '已复制', more: '更多', done: '完成', unknown: '未知', loading: '加载中',
    offline: '没有网络', offline_text: '当前显示 {{time}} 的数据。您记录的内容会保存，稍后发送。', unreachable: '服务器没有响应', what_helps: '解决办法', refused: '现在不能这样做', rule: '规则', reason: '请用文字说明', needs_net: '此操作以服务器收到为准：请先联网。',
    no_place: '手机没有给出位置。请到室外或打开定位后重试。', no_place_refused: '本应用没有定位权限。请在手机设置中允许定位：没有位置的签到无效。',
    locating: '正在定位…', within: '± {{n}} 米', km: '{{n}} 公里', m: '{{n}} 米', logged: '每次查看都会留痕',
  },
  time: { now: '刚刚', min: '{{n}} 分钟前', h: '{{n}} 小时前', d: '{{n}} 天前', left_s: '剩 {{s}} 秒', left_min: '剩 {{m}} 分 {{s}} 秒', left_h: '剩 {{h}} 小时 {{m}} 分', left_d: '剩 {{d}} 天 {{h}} 小时', over: '已结束' },
  login: { title: '登录', lead: '供受托单位人员使用', email: '邮箱', password: '密码', submit: '登录', wrong: '邮箱或密码错误。', locked: '密码错误次数过多，请等待 {{s}} 秒。', not_contractor: '本应用供受托单位使用，请使用管理后台。', to_dashboard: '前往管理后台', offline: '首次登录需要网络。', expired: '登录已过期。请重新登录，手机上待发送的内容会保留。', waiting: '手机上有 {{n}} 项待发送' },
  jobs: {
    title: '任务', offers: '新派单', active: '待办', done: '已报告', none: '暂无任务', none_text: '新的派单会自动出现在这里。', last_day: '截止 {{day}}', area: '约 {{lat}}, {{lon}}', withdrawn: '有任务被撤回，其数据已从本机删除。', away: '距离 {{d}}', updated: '截至 {{time}}', refresh: '刷新',
  },
  nav: { jobs: '任务', waiting: '待发送', me: '我的', main: '主导航' },
  kind: { repossess: '收车', voluntary_surrender: '自愿交车', impound_involuntary: '扣押场提车', impound_voluntary: '扣押场提车（同意）', investigate: '调查', field_visit: '上门走访', condition_report: '车况报告', tow: '拖车', transport: '运输', store: '保管', auction: '拍卖', consign: '寄售', make_keys: '配钥匙' },
  state: { accepted: '已接单', en_route: '在途', on_site: '已到场', on_hook: '已收车', on_hold: '已暂停', completed: '已报告', acknowledged: '机构已确认', invoiced: '已开票', paid: '已付款', offered: '待接单' },
  offer: {
    title: '派单', sealed: '请提交密封报价', who: '派谁去', who_hint: '至少 {{n}} 人', accept: '接单', decline: '谢绝', quote: '提交报价', price: '价格', arrives: '多少分钟内到场', quoted: '您的报价：{{price}}。本轮结束前可以修改。', why_decline: '谢绝的原因？', reasons: '没有空闲拖车|距离太远|今天人手不足|不做此类工作', place: '大致位置（约 10 公里）', gone: '该派单已结束。', not_ready: '不能出勤：{{why}}', you: '我', one_wins: '接单后才会显示准确位置、车牌和授权书。',
  },
  job: {
    plate: '车牌', vin: '车架号后六位', car: '车辆', order: '任务', instructions: '说明', no_instructions: '没有说明。', agents: '授权书所列人员', where: '位置', target: '任务地点', open_map: '用地图应用打开', show_map: '在此显示地图', copy_place: '复制坐标', look: '车现在在哪里？', look_again: '再看一次', fix: '定位于{{age}}', fix_none: '设备还没有上报位置。', fix_old: '定位较旧：车可能已不在此处。', stops: '最近三天的停留', stood: '{{from}} 至 {{to}}', stands: '自 {{from}}', until: '可查看至 {{time}}',
    letter: '授权书', letter_open: '打开授权书（PDF）', letter_until: '有效至 {{time}}', letter_void: '授权书已失效：请停止。', letter_code: '核验码', letter_kept: '打开过一次后，没有网络也能打开。', extension: '申请延期', extension_until: '新的截止日', extension_asked: '已申请延期至 {{day}}', checked_in: '已签到', nobody_in: '还没有人签到', enough_in: '已签到 {{n}}/{{of}}', gone: '该任务已不属于您', gone_text: '任务已撤回、结束或转给他人。本机上的相关数据已删除。', history: '本机记录',
  },
  rules: {
    title: '作业规范', do: '应当', dont: '禁止',
    do_list: '随身携带授权书，有人询问即出示。|说明您是谁、代表谁。|从到场到离场全程录音或录像。|有人反对就立即停止：停止永远是对的。|动车之前核对车牌和车架号。|逐一登记车内的私人物品。',
    dont_list: '不得使用暴力、威胁或辱骂，不得扰乱秩序。|不得打开大门、车库、锁具或围栏，不得进入住宅。|不得跟踪、扣留他人或当众使人难堪。|不得冒充警察、法院、银行或快递。|没有法院命令不得请警察协助。|不得取走车内任何物品。',
    contact: '联系规范', contact_list: '只能与债务人本人谈债务，并且先核实身份。|对邻居、家人和雇主不得提及债务。|法定时段以外不得联系、不得收车：服务器会拒绝。|要求不再联系的人不得再联系：请记录下来。',
  },
  step: {
    depart: '出发', check_in: '我已到场', hook: '已收车', complete: '报告', fail: '未找到', found: '已找到', confirm_hold: '我已停止', handover: '交接', photos: '拍照', condition: '车况报告', property: '车内物品', incident: '事件上报', contact: '联系记录', give_up: '无法完成', more: '记录',
    done_depart: '机构已知道您在途。', done_check_in: '已在 {{place}} 签到。', done_hook: '已报告收到车辆。', done_complete: '报告已提交。', done_hold: '已确认。请等待机构解除暂停。', done_accept: '任务已归您。', done_decline: '已谢绝。', done_quote: '报价已提交。', done_fail: '已报告，任务对您已结束。', done_extension: '机构会答复。', kept: '已保存在本机，待发送。', sent: '已发送。',
    who_in: '谁在现场？', who_in_hint: '勾选的每个人都与您一同在现场。', time_by_server: '时间以服务器为准。',
  },
  hold: { title: '停止。案件已暂停。', text: '因付款、承诺或机构人员的要求，本任务已停止。请把车留在原处并离开。机构解除之前不得再做任何事。', confirmed: '您已确认停止。机构解除后，任务会从原处继续。' },
  photos: {
    title: '拍照', of: '{{n}}/{{of}}', take: '拍摄', retake: '再拍一张', extra: '其他照片', extra_note: '照片内容是什么？', waiting: '待发送', sent: '已发送', failed: '被拒绝', hint: '手机端平，车辆占满画面。照片在手机上压缩，有网络时发送。', unreadable: '无法读取这张照片，请重拍。', working: '正在压缩…', chip_one: '1 张照片待发送', chip: '{{n}} 张照片待发送', all_sent: '所有照片都已送达服务器',
  },
  slot: { place: '停放位置', front: '车头（含车牌）', left: '左侧', rear: '车尾（含车牌）', right: '右侧', vin: '车架号铭牌', odometer: '里程表', inside: '车内', extra: '其他', mark: '损伤', giver: '交方签名', taker: '接方签名' },
  slot_hint: { place: '远景，含周围环境', front: '引擎盖、车灯、车牌', left: '整个侧面', rear: '后备箱、车灯、车牌', right: '整个侧面', vin: '前挡风玻璃下或车门处', odometer: '通电，数字清晰', inside: '座椅和脚垫', extra: '', mark: '', giver: '', taker: '' },
  found: {
    title: '已找到车辆', lead: '收车之前：现场情况如何？', plate_same: '已核对车牌和车架号', happened: '是否发生下列情形？', nothing: '都没有', stop: '如果有人反对或发生上述情形：停止并离开，报告为无法完成。不会因此追究您。', recording: '正在录音或录像', present: '债务人在场', identified: '已说明身份，或现场无人', note: '备注', save: '记录', then: '下一步：拍照，然后点“已收车”。', stamp: '{{time}} 在 {{place}} 找到', stamp_no: '{{time}} 找到',
  },
  conduct: { objection: '有人反对', force: '使用暴力', threat: '威胁', insult: '辱骂或喧哗', locked_structure: '打开了锁、大门或门', intrusion: '进入住宅', detention: '扣留他人', stalking: '跟踪他人', public_exposure: '当众曝光他人', police_help: '警察在没有命令的情况下协助', impersonation: '冒充警察、法院、银行或快递', things_taken: '拿走或动过物品' },
  hook: { title: '已收车', lead: '车已上拖。请选择显示车辆原停放位置的照片。', photos: '本任务的照片', none: '请先至少拍一张车辆停放位置的照片。', unsent: '还有 {{n}} 张未送达服务器：送达后才能选择。', confirm: '已收车：已上拖', missing_in: '已签到 {{n}}/{{of}} 人，服务器会拒绝。', site_first: '请先记录现场情况（“已找到”）。' },
  complete: { title: '报告', summary: '完成了什么', odometer: '里程（公里）', vin_same: '车上的车架号与任务一致', keys: '接收的钥匙数', police: '警方给出的编号', km: '行驶公里数', photos: '附 {{n}} 张照片', few: '机构要求至少 {{n}} 张照片。', submit: '提交报告' },
  fail: { title: '无法完成', lead: '有人反对时，停止永远是对的。任务对您即告结束。', because: '原因', reason: '发生了什么', submit: '报告并结束任务' },
  because: { not_found: '车不在这里', breach_of_peace: '有人反对，会扰乱秩序', locked_premises: '在锁或大门后面', not_released: '对方不放车', borrower_paid: '借款人称已付款', not_movable: '车无法移动', unsafe: '不安全', unable_to_perform: '我们做不了' },
  incident: { title: '事件上报', lead: '出了问题。机构会在 24 小时内处理。', severity: '严重程度', s1: '1 有人受伤或受到威胁', s2: '2 有物品损坏', s3: '3 发生争执', s4: '4 轻微', note: '发生了什么', police: '已报警：编号', submit: '上报事件' },
  property: { title: '车内物品', lead: '逐一登记私人物品，不得丢弃。', add: '添加', item: '是什么？', empty: '车内没有物品', contraband: '发现武器或毒品', contraband_note: '是什么，以及警方给出的编号', submit: '保存清单', quick: '证件|衣物|工具|儿童座椅|手机|现金|药品' },
  condition: {
    title: '车况报告', tap: '点按车辆有损伤的部位。', marks: '标记', no_marks: '没有标记损伤', what: '什么损伤？', how: '程度？', grade: '总体', g0: '0 报废', g1: '1 很差', g2: '2 较差', g3: '3 一般', g4: '4 良好', g5: '5 如新', odometer: '里程（公里）', unreadable: '无法读取', fuel: '油量', charge: '电量', energy: '动力', petrol: '燃油', electric: '电动', keys: '钥匙', tracker: '车内有定位设备', submit: '保存报告', car: '车辆俯视图', panel_list: '从列表选择',
  },
  damage: { scratch: '划痕', dent: '凹陷', crack: '裂纹或缺口', broken: '破损', rust: '锈蚀', missing: '缺失' },
  severity: { light: '轻', medium: '中', heavy: '重' },
  panel: { front_bumper: '前保险杠', bonnet: '引擎盖', windscreen: '前挡风玻璃', roof: '车顶', rear_window: '后挡风玻璃', boot: '后备箱', rear_bumper: '后保险杠', left_front_wing: '左前翼子板', left_front_door: '左前门', left_rear_door: '左后门', left_rear_wing: '左后翼子板', right_front_wing: '右前翼子板', right_front_door: '右前门', right_rear_door: '右后门', right_rear_wing: '右后翼子板', left_front_wheel: '左前轮', left_rear_wheel: '左后轮', right_front_wheel: '右前轮', right_rear_wheel: '右后轮' },
  handover: {
    title: '交接', from: '交出方', from_agent: '人员', from_tow_truck: '拖车', to: '交给', yard: '停车场', scan: '扫描停车场二维码', scanning: '将镜头对准大门处的二维码', no_scanner: '无法使用摄像头扫码：请从列表选择停车场。', unknown_code: '这不是可收车停车场的二维码。', choose: '选择停车场', nearest: '由近到远', hours: '开放时间 {{hours}}', tow: '本公司拖车', sign_giver: '交方签名', sign_taker: '接方签名', sign_here: '在此签名', clear: '清除', signed: '已签名', odometer: '里程（公里）', submit: '交接', photos: '附 {{n}} 张照片', not_yours: '车辆目前不在贵公司手中。', far: '您距该停车场 {{d}}。', done: '已交接给 {{name}}。',
  },
  contact: {
    title: '联系记录', lead: '记录每一次联系或尝试联系。不要写出号码。', channel: '方式', party: '对象', outcome: '结果', debt: '谈到了债务', verified: '对方身份已核实', said: '已说明我方身份', declined: '对方要求不再联系', note: '文字说明', submit: '记录',
  },
  channel: { call: '电话', visit: '走访', sms: '短信', messenger: '即时通讯' },
  party: { debtor: '债务人', co_debtor: '共同债务人', guarantor: '担保人', household: '家庭成员', third_party: '其他人' },
  outcome: { conversation: '已交谈', no_answer: '无人应答', invalid_number: '号码错误', delivered: '已留言' },
  waiting: {
    title: '待发送', none: '没有待发送内容', none_text: '全部内容都已送达服务器。', sending: '发送中…', next: '有网络时立即发送。', send_now: '立即发送', made: '记录于 {{time}}', refused: '被拒绝', gone: '任务已不属于您：服务器不再接收。', discard: '从本机删除', discard_sure: '确定永久删除？', full: '本机已存满。请先联网发送。', of_job: '任务', again: '重试', call_records: '记录', call_handover: '交接', call_contact: '联系', kb: '{{n}} kB', needs: '等待照片送达', failed_need: '所需照片被拒绝',
  },
  me: { title: '我的', company: '公司', language: '语言', theme: '亮度', auto: '跟随手机', light: '浅色', dark: '深色', log_out: '退出登录', log_out_text: '任务会从本机删除。待发送的内容保留到下次登录。', install: '添加到主屏幕', install_ios: '在 Safari 中：分享，然后“添加到主屏幕”。', storage: '本机保存', version: '登录有效至 {{time}}', people: '人员' },
}
