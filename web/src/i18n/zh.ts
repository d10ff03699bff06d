import { boardZh } from './board.zh'
import { carZh } from './car.zh'
import { deskZh } from './desk.zh'
import { lanesZh } from './lanes.zh'
import { eventsZh } from './events.zh'
import { fencesZh } from './fences.zh'
import { forecastZh } from './forecast.zh'
import { groupsZh } from './groups.zh'
import { notesZh } from './notes.zh'
import { precisionZh } from './precision.zh'
import { standingZh } from './standing.zh'
import { regionsZh } from './regions.zh'
import { schedulesZh } from './schedules.zh'
import { rightsZh } from './rights.zh'
import { riskZh } from './risk.zh'
import { takenZh } from './taken.zh'
import { vendorZh } from './vendor.zh'
import { wireZh } from './wire.zh'
import type { Words } from './en'

export const zh: Words = {
  ...boardZh,
  ...carZh,
  ...deskZh,
  ...precisionZh,
  ...standingZh,
  ...regionsZh,
  ...rightsZh,
  ...riskZh,
  ...takenZh,
  ...vendorZh,
  ...wireZh,
  ...forecastZh,
  ...fencesZh,
  ...lanesZh,
  ...groupsZh,
  ...notesZh,
  ...schedulesZh,
  brand: 'Lienwatch',
  nav: { live: '实时地图', alerts: '告警', cases: '案件', dispatch: '派单', yard: '车场', disposal: '处置', reports: '报表', complaints: '投诉', admin: '管理', vehicles: '车辆', main: '主导航' },
  common: {
    search: '搜索车牌、车架号、合同号…', command: '命令', close: '关闭', cancel: '取消', confirm: '确认', save: '保存', retry: '重试', more: '更多', open: '打开', none: '无', all: '全部', refresh: '刷新',
    loading: '加载中', language: '语言：English', theme_dark: '深色主题', theme_light: '浅色主题', log_out: '退出登录', reason: '理由', reason_hint: '请用文字说明，将被留痕', required: '必填',
    as_of: '截至 {{time}}', showing_old: '当前显示截至 {{time}} 的数据', new_n: '{{n}} 条新', of: '/', copy: '复制', copied: '已复制', back: '返回', next: '下一个', previous: '上一个', yes: '是', no: '否', unknown: '未知',
    logged: '位置数据 — 查看行为已留痕', skip: '跳到正文', first_n: '仅显示前 {{n}} 条，请缩小筛选范围', user: '账户', lender: '机构', all_lenders: '全部机构', sort: '排序', clear: '清除筛选', done: '完成', details: '详情', loading_map: '地图加载中',
  },
  login: {
    title: '登录', email: '邮箱', password: '密码', submit: '登录', lead: '融资车辆的车联网与收车平台', wrong: '邮箱或密码错误。', locked: '密码错误次数过多，请等待 {{s}} 秒。',
    first: '还没有账户？服务启动时会打印首位管理员的一次性链接。', expired: '会话已结束。重新登录后将回到原来的页面。',
  },
  live_dot: { live: '实时', polled: '每 30 秒刷新', late: '正在重连', off: '已离线 — 每 30 秒刷新' },
  error: {
    title: '无法加载', unreachable_text: '请检查网络。屏幕上的内容会保留，页面会自动重试。', unreachable: '服务器没有响应', forbidden: '您的角色无权查看', forbidden_see: '请向管理员申请可查看{{what}}的角色。', forbidden_change: '请向管理员申请可修改{{what}}的角色。', forbidden_approve: '请向管理员申请可批准{{what}}的角色。', forbidden_plain: '请向管理员申请有权限的角色。', not_found: '页面不存在', not_found_text: '地址有误，或所指内容已不存在。',
    request: '请求', fix: '解决办法', refused: '当前不可操作', failed: '操作失败', to_live: '回到实时地图', stale: '他人同时做了修改，已重新加载，请核对后再试。',
  },
  role: { admin: '管理员', supervisor: '主管', risk_officer: '风控专员', legal: '法务', finance: '财务', yard_clerk: '车场管理员', auditor: '审计', contractor: '收车服务商' },
  severity: { critical: '严重', high: '高', warn: '警告', info: '提示', none: '无告警' },
  bucket: { current: '正常', between: '{{from}}–{{to}} 天', one: '{{from}} 天', over: '{{from}} 天及以上' },
  alert_type: {
    removal: '设备被拆', separation: '设备分离', device_moved: '设备换车', gsm_jamming: '移动信号干扰', gps_jamming: '卫星信号干扰', site_visit: '到访二押场所', site_discovered: '疑似二押场所',
    tamper: '防拆报警', power_cut: '主电源断开', tow: '熄火移动', region_exit: '驶出区域', clock_error: '设备时钟错误', offline: '离线超时', battery_low: '电量低', outage: '大面积离线', home_changed: '夜间停放地变更',
    overspeed: '超速', under_voltage: '车辆欠压', low_speed: '持续低速', moved_while_dark: '离线异动',
    fence: '越过围栏', province_exit: '驶出省界', overlong_stop: '超长停车', zero_motion: '多日静止', abnormal_stay: '异常停留', place_missed: '未进入常驻点', gathering: '异常聚集', life_pattern: '生活轨迹异常', out_of_area: '安全区外异常', removal_risk: '设备拆除风险', fraud: '骗贷风险',
  },
  alert_state: { open: '持续中', closed: '已结束', retracted: '已撤回' },
  desk_state: { new: '未处理', acknowledged: '已确认', snoozed: '已推迟', resolved: '已处理' },
  verdict: { confirmed: '属实', false_positive: '误报', benign: '无害', test: '测试' },
  feature: {
    prior: '先验（罕见程度）', silent_after_cut: '断电后失联', power_cut: '断电后沉默', overdue_instalments: '逾期期数', unusual_place: '处于非常去地点', benign_place: '处于常去地点', near_known_site: '靠近已知二押场所', night: '夜间',
    on_backup_moving_s: '备用电池供电行驶', moved_without_power_m: '断电移动', other_tracker_driving: '另一设备仍在行驶', missed_wakes: '错过唤醒', missed_wakes_both_silent: '双设备错过唤醒', cut_unrestored: '未恢复供电', tamper_alarm: '防拆报警', powered_and_driving: '供电并行驶', silence_ratio: '沉默时长与平时之比',
    dwell_s: '停留', first_visit: '首次到访', evening_or_night: '傍晚或夜间', far_from_usual_area: '远离常驻区域', power_cut_at_site: '在场所内断电', left_after_s: '离开于', tamper_at_site: '在场所内防拆报警', offline_at_site: '在场所内失联',
    silent_s: '失联时长', deadline_s: '预期间隔', lost_while: '失联时状态', habitual_place: '处于常去地点', back_after_s: '恢复于', alarm: '报警', power_cut_alarm: '断电报警', not_restored: '未恢复', outcome: '结局', silent: '失联', lasted_s: '持续', restored: '已恢复供电', silent_after: '之后失联',
    tracker_uninstalled: '设备已拆机',
    apart_m: '相距', pairs_apart: '连续分离次数', both_stood: '双设备均静止', seconds_between_s: '定位间隔', still_with_the_car: '仍在车上的设备', together_again_m: '重新会合，相距', trackers_apart: '双设备分离', slow_spells: '连续低速时段', speed_p95_kph: '当时高速（km/h）', usual_kph: '平时高速（km/h）', short_trips: '行程短于平时', new_nights: '连续陌生地过夜',
    supply_class: '供电电压等级改变', cut_before_s: '此前短暂断电', like_a_car_again: '恢复汽车行驶特征', slow_trips: '连续低速行程', slow_trips_m: '行程合计', fastest_kph: '最高速度（km/h）', fast_again_kph: '恢复速度（km/h）', limit_kph: '限速（km/h）', slower_again: '已降速', speed_kph: '速度（km/h）', supply_mv: '外部电压（mV）', limit_mv: '欠压阈值（mV）',
    low_supply_alarm: '欠压报警', recovered_mv: '恢复至（mV）', moved_without_ignition_m: '熄火移动', moved_without_ignition_s: '持续', service_window: '授权作业', ignition_on: '已点火', stands_again: '已停稳', blind_s: '无卫星行驶', lost_at_once: '突然丢失', satellites: '卫星数', satellites_before: '此前卫星数', cell_often_blind: '该处常无卫星',
    reception_again: '恢复定位', reception_again_s: '恢复定位于', jamming_alarm: '干扰报警', braking_or_jamming_alarm: '急刹或干扰报警', signal_fell: '信号骤降', other_tracker_silent: '另一设备也失联', good_cover: '该处信号良好', poor_cover: '该处常失联', stored_meanwhile: '有补传数据', nothing_stored: '期间无补传', came_back_m: '恢复时已离开', came_back_standing: '恢复时已停放', outage: '网络故障',
    alive_while_silent: '失联期间仍在线', clock_good_again: '时钟恢复正常', corrected: '已修正', good_fix_after: '事后有电且定位正常', install_window: '安装期内', long_park: '常有此类长停', near_own_place: '靠近自有常驻地点', other_tracker_moved_m: '另一设备移动', power_restored: '电源恢复', quiet_for_a_day: '已平静一天', reported_again: '已恢复上报', reports_a_day_after: '一天后仍上报', short_cut_s: '断电短暂', sim_or_base_station_alarm: '换卡或伪基站报警', found_by_look_back: '回溯发现', stated_time: '设备所报时间', tow_alarm: '拖车报警', vehicles_back: '恢复车辆数', vehicles_silent: '失联车辆数', vibration_before: '此前震动',
    spot_without_signal: '该处无信号', heard_for_a_day: '已持续在线一天', moved_while_dark_m: '离线期间移动', grade: '等级', battery_pct: '电量（%）', predicted_empty: '预计耗尽', low_battery_alarm: '低电报警', battery_running_out: '电量将尽', battery_recovered_pct: '电量恢复（%）',
    nights_at_new_place: '近七夜在新地点夜数', from_old_home_m: '距原住址', back_home: '已回原住址', settled: '新住址已稳定', from_its_places_m: '超出活动区域', places_of_its_area: '活动区域地点数', back_in_its_area: '已回活动区域', left_fence: '驶出围栏', entered_fence: '驶入禁入围栏', back_inside_fence: '已回围栏内', left_fence_again: '已离开禁入围栏', fence: '围栏', fence_removed: '围栏已删除',
    outside_its_provinces_s: '省外时长', province: '省份', may_be_anywhere: '已无省界限制', back_where_it_may_be: '已回允许省份', parked_s: '停放时长', stay_s: '停留', nights_away: '在外过夜数', from_usual_places_m: '距常去地点', days_without_motion: '静止天数', days_away_from_home_and_work: '未到住址和单位天数', last_there: '上次到达', visited_again: '已再次到达',
    at_own_place: '处于自有常驻地点', at_known_pledge_site: '处于已知二押场所', at_service_place: '处于车场、车商或维修厂', away_from_known_places: '远离已知地点', place_not_known_yet: '地点历史不足', vehicles_gathered: '聚集车辆数', borrowers_gathered: '涉及借款人数', left_gathering: '已驶离', began_before: '补传数据显示更早开始', later_facts: '后到数据已推翻', composite_rule: '组合信号', signals_parted: '信号已不再同时成立',
    vehicles_ended: '在此终止的车辆数', vehicles_visited: '在此停留的车辆数', share_ended: '终止占比', lenders_concerned: '涉及机构数', trackers_removed_there: '在此被拆设备数', ordinary_long_stays: '普通长停车辆数', expected_by_chance: '偶然期望数', chance_of_accident: '偶然概率',
  },
  site_kind: { second_pledge: '二押场所', dealer: '车商', repair: '维修厂', wash: '洗车店', yard: '车场', other: '其他' },
  place_kind: { home: '疑似住址', work: '疑似单位', other: '其他地点' },
  tracker_role: { wired: '有线设备', wireless: '无线隐蔽设备', obd: 'OBD 设备' },
  case_state: {
    flagged: '已标记', in_review: '审核中', authorised: '已授权', in_recovery: '收车中', secured: '已控车', in_custody: '已入库', for_disposal: '待处置', sold: '已售', settled: '已结清', closed: '已关闭', redeemed: '已赎回', reinstated: '已恢复合同', unrepossessed: '已退还',
  },
  case_rule: { dpd_60: '逾期 60 天', dpd_1_critical_removal: '逾期且设备被拆', dpd_1_critical_site_visit: '逾期且到访二押场所', dpd_1_critical_removal_risk: '逾期且有设备拆除风险', dpd_1_critical_life_pattern: '逾期且生活轨迹异常', dpd_1_critical_out_of_area: '逾期且安全区外异常', first_payment_default: '首期未还', manual: '手工发起' },
  case_action: {
    start_review: '开始审核', request_authorisation: '申请授权', approve: '批准', reject: '驳回', return: '退回一步', place_hold: '暂停案件', confirm_hold: '确认暂停', release_hold: '解除暂停', loan_changed: '合同变更', close: '关闭', reopen: '重新打开', dispatch: '下达派单', secure: '控车', enter_custody: '入库',
    clear_for_disposal: '批准处置', sell: '出售', undo_sale: '撤销出售', settle: '结清', redeem: '赎回', reinstate: '恢复合同', unrepossess: '退还车辆',
  },
  close_reason: { recovered: '已收回', cured: '已还清欠款', settled: '已结清', redeemed: '已赎回', bankruptcy: '破产', recalled: '撤回', unable_to_locate: '无法定位', total_loss: '全损', impound_not_released: '扣押未放行', charged_off: '已核销', lender_cancel: '机构取消', duplicate: '重复', legal_route: '转法律途径', other: '其他' },
  hold_kind: { payment_received: '收到还款', promise_or_plan: '承诺或还款计划', bankruptcy_stay: '破产中止', military_service: '服兵役', dispute_or_fraud: '争议或欺诈', court_stay: '法院中止', complaint: '投诉', data_error: '数据错误', vulnerable_customer: '弱势客户', lender_review: '机构复核', insurance_claim: '保险理赔' },
  legal_basis: { voluntary_surrender: '自愿交车', consented_recovery: '约定同意收车', court_order: '法院裁定', impound_release: '扣押放行', self_help_no_breach: '和平自力取回' },
  intake_item: { loan_contract: '贷款合同', payment_history: '还款记录', borrower_details: '借款人资料', credit_assessment: '授信评估', vehicle_details: '车辆资料', lien_registration: '抵押登记', valuation: '估值', keys: '钥匙' },
  order_kind: { repossess: '收车', voluntary_surrender: '自愿交车', impound_involuntary: '强制扣押', impound_voluntary: '自愿扣押', investigate: '调查', field_visit: '外访', condition_report: '车况报告', tow: '拖车', transport: '运输', store: '存放', auction: '拍卖', consign: '寄售', make_keys: '配钥匙' },
  order_state: { draft: '草稿', offered: '已发出', accepted: '已接单', en_route: '途中', on_site: '已到场', on_hook: '已上拖', completed: '已上报', acknowledged: '已认可', invoiced: '已开票', paid: '已付款', declined: '已拒单', expired: '已过期', on_hold: '暂停', withdrawn: '已撤回', failed: '失败', reversed: '已撤销' },
  lot_state: { draft: '草稿', listed: '已挂牌', relisted: '重新挂牌', open: '竞价中', closed: '已截止', offered: '已报价', awarded: '已中标', paid: '已付款', delivered: '已交付', unsold: '流拍', withdrawn: '已撤回' },
  custodian: { borrower: '借款人', agent: '收车员', tow_truck: '拖车', yard: '车场', carrier: '承运商', auction: '拍卖行', buyer: '买家' },
  vendor_state: { applicant: '申请中', active: '合作中', suspended: '已暂停', terminated: '已终止' },
  live: {
    vehicles: '车辆', sites: '场所', in_view: '视野内 {{n}} 辆，共 {{total}} 辆', filter: '筛选', severity: '级别', dpd: '逾期天数', online: '连接', has_case: '有案件', connected: '已连接', silent: '失联超过 24 小时', no_position: '无定位', last_fix: '最近定位', speed: '速度', coarse: '大致位置：查看精确位置需有未结告警、案件或说明理由',
    open: '打开', track_today: '轨迹', follow: '跟随', unfollow: '跟随中', create_case: '发起案件', open_case: '查看案件', why: '未结告警', no_alerts: '无未结告警', fit: '显示全部', base_tiles: '机构配置的地图', base_borders: '边界线', layers: '图层', layer_sites: '已知场所', layer_coarse: '大致位置', ruler: '测距', ruler_hint: '点击地图测距，Esc 结束', more_than: '超过 {{n}}',
    empty_title: '还没有车辆上报', empty_text: '将设备指向本服务器：支持 JT/T 808、GT06、Teltonika 与 MQTT，未登记设备进入隔离区。', empty_action: '接入设备', no_match: '没有符合筛选条件的车辆', sites_empty: '没有已知场所', dpd_n: '逾期 {{n}} 天', capped: '此处超过 {{n}} 辆：请放大查看', list_label: '车辆列表，与地图一致', map_label: '车队地图；旁边的列表包含相同车辆', case_made: '案件已发起', find_site: '查找场所', sort_severity: '最严重优先', sort_dpd: '逾期天数', sort_age: '最新定位',
  },
  map: { choose: '选择地图', schematic: '示意图：此缩放级别无街道' },
  alerts: {
    title: '告警收件箱', queue: '队列', q_open: '未结', q_critical: '严重', q_mine: '我的', q_unassigned: '未分配', q_snoozed: '已推迟', q_closed: '已处理', q_all: '全部', groups: '有告警的车辆', events_n: '{{n}} 条告警', since: '自', first: '首次', last: '最近',
    ack: '确认', snooze: '推迟', resolve: '处理', reopen: '重新打开', make_case: '发起案件', view_vehicle: '查看车辆', snooze_1h: '1 小时', snooze_4h: '4 小时', snooze_tomorrow: '明天 9:00', verdict: '判定结果', evidence: '触发原因', evidence_hint: '各事实对分数的权重', score: '确定度', similar: '以往同类告警', more_similar: '另有 {{n}} 条', right_lately: '近 {{days}} 天产生且已判定的此类告警共 {{n}} 条，其中 {{right}} 条属实。', none_similar: '以往没有', site: '场所', site_gone: '已停用', raised: '触发', happened: '发生', changed: '变更', tracker: '设备',
    late: '延迟上报', empty: '收件箱已清空', empty_last: '最近一条告警在{{ago}}。', empty_action: '查看全部告警', select_one: '请在左侧选择车辆', selected_n: '已选 {{n}} 项', acked_n: '已确认 {{n}} 条', resolved_n: '已处理 {{n}} 条', snoozed_n: '已推迟 {{n}} 条', by: '由 {{who}}', until: '至 {{time}}', me: '您', new_pill: '{{n}} 条新告警 — 显示', position: '位置', no_position: '无定位', sla: '等待', handled: '处理结果', in_group: '该车的告警', undo: '撤销', storm: '一小时内 {{n}} 台设备失联：疑似运营商故障？',
  },
  cases: {
    title: '案件', board: '看板', table: '表格', open_only: '未结', closed: '已结', days_in_state: '停留 {{n}} 天', on_hold: '暂停中', exposure: '剩余本息', overdue: '逾期金额', dpd: '逾期', opened: '发起', changed: '变更', state: '状态', rule: '原因', plate: '车牌', contract: '合同', move: '移动', drop_ok: '放到此处：{{action}}', empty: '没有未结案件', empty_text: '案件由规则、告警或人工发起。', empty_action: '前往告警收件箱', empty_column: '—', moved: '案件已移至“{{state}}”', filter: '车牌或合同', menu: '操作', next_action: '下一步',
  },
  case: {
    crumb: '案件', actions: '可执行的操作', possible: '当前可执行', not_possible: '当前不可执行', why: '标记原因', holds: '暂停', no_holds: '无暂停', intake: '资料', intake_n: '{{n}} / {{total}}', money: '金额', outstanding: '剩余本息', overdue: '逾期金额', costs: '已发生费用', no_costs: '尚无费用', custody: '车辆保管方', orders: '派单', no_orders: '尚无派单', evidence: '证据', no_evidence: '尚无照片或文件', records: '记录', log: '历史', vehicle: '车辆', where: '当前位置',
    basis: '法律依据', reference: '证明编号', close_reason: '关闭原因', hold_kind: '暂停类型', order_kind: '派单类型', instructions: '说明', instructions_hint: '服务商需要知道的事项', ends_on: '截止日', hold: '选择暂停', use_position: '以车辆最近位置为准', done: '已完成：{{action}}', release: '解除', placed: '生效', not_by_hand: '由派单、交接和拍品产生', open_alerts: '告警', entries: '分录', sealed: 'SHA-256',
  },
  vehicle: {
    no_devices: '未安装设备', no_map: '您的角色不可查看车辆位置。', overview: '概览', tracks: '轨迹', places: '常停地', timeline: '时间线', loan: '合同', documents: '资料', dispatch: '派单', open_case: '发起案件', to_case: '案件', exposure: '剩余本息', last_fix: '最近定位', speed: '速度', why: '告警原因', certainty: '确定度', devices: '设备', online: '已连接', offline: '未连接', battery: '电量', power: '供电', no_power: '无主电源', frequent: '常停地', activity: '动态', confidence: '置信度', visits_n: '{{n}} 次', dwell: '小时累计', no_places: '尚未学习到常停地', no_alert: '无未结告警',
    play: '播放', pause: '暂停', prev_event: '上一事件', next_event: '下一事件', speed_x: '速度 ×{{n}}', motion: '行驶', power_lane: '告警', day: '日期', prev_day: '前一天', next_day: '后一天', today: '今天', last_day: '最近有定位的一天', km: '公里', trips: '{{n}} 段行程', stops: '{{n}} 次停留', no_track: '当天没有定位', no_track_action: '转到最近有定位的一天', no_fix_at_all: '尚无定位', fast: '速度，公里/时', coarse: '精确位置已隐藏：没有未结告警或案件。说明理由后可查看。', give_reason: '说明理由', track_cap: '仅显示当天前 {{n}} 个定位', start: '开始', end: '结束', distance: '里程', top: '最高速度', duration: '时长', stop: '停留', visit: '在 {{site}}', audit: '显示查看记录', no_loan: '没有合同', principal: '本金', instalments: '逾期期数', status: '状态', rate: '年利率', funded: '放款日', no_files: '没有照片、录音或视频', model_unknown: '未登记车型', follow: '跟随',
  },
  event: {
    ...eventsZh,
    handed_over: '已交接', moved_to_bay: '调整车位', role_changed: '角色变更', letter_issued: '授权书已出具', letter_revoked: '授权书已撤销', posted: '已入账', suggested: '已建议', unrepossessed: '已退还', offered: '已发出', withdrawn: '已撤回', cancelled: '已取消', served: '已送达', issued: '已出具', listed: '已挂牌', opened: '已开始', bid_placed: '出价', appraised: '已估值', expired: '已过期', drafted: '已起草', close_moved: '截止时间顺延', dispatched: '已下派单', authorised: '已授权', authorisation_requested: '申请授权', balance_confirmed: '余额已核对', record_added: '新增记录', evidence_added: '新增证据', intake_recorded: '资料登记', review_started: '开始审核', notice_issued: '通知已发出', notice_served: '通知已送达', notice_drafted: '通知草稿', hold_placed: '已暂停', hold_released: '已解除暂停', closed: '已关闭', returned: '已退回', assigned: '已分配', compliance_decided: '规则检查', secured: '已控车', entered_custody: '已入库', cleared_for_disposal: '已批准处置', sold: '已售', settled: '已结清', redeemed: '已赎回', reinstated: '已恢复合同', promise_made: '还款承诺', loan_changed: '合同变更', 'alert.raised': '触发告警', 'alert.changed': '告警变更', location_disclosed: '查看位置', bucket_moved: '逾期分段变更', flagged: '案件标记', logged_in: '登录', created: '创建', acknowledge: '已确认', acknowledged: '已确认', snooze: '已推迟', snoozed: '已推迟', resolve: '已处理', resolved: '已处理', reopen: '重新打开', reopened: '重新打开', changed: '变更', payment_booked: '还款入账', imported: '导入', login_failed: '登录失败', locked_out: '已锁定', personal_shown: '查看个人信息',
  },
  loan_status: { performing: '正常', overdue: '逾期', in_recovery: '催收处置中', settled: '已结清', charged_off: '已核销' },
  dispatch: {
    earlier: '之前的邀约（{{n}} 轮）', title: '派单', to_dispatch: '待派单', none: '没有待派任务', none_text: '已授权的案件在此下达派单。', contractors: '服务商', no_contractors: '没有服务商', no_contractors_text: '录入服务商的资质、人员、区域和价格，由另一人批准。', write_order: '下达派单', offer: '发出', matches: '匹配服务商', distance: '距离', score: '评分', mode: '方式', direct: '指定一家', cascade: '依次询问', sealed: '密封报价', expires: '答复时限', minutes: '{{n}} 分钟', offers: '报价', select: '请在左侧选择任务', underway: '进行中', drafts: '未分配的派单', cases: '已授权案件', not_eligible: '不符合条件', offered: '已发出', withdraw: '撤回', acknowledge: '认可', area_n: '{{n}} 个区域', no_place: '无地点',
  },
  orders: { title: '全部派单', open: '进行中', done: '已完成', none: '未果', board: '今日看板', written: '开单时间', until: '最后期限', empty: '没有符合条件的派单', empty_text: '请放宽筛选条件。' },
  yard: { gate_code: '入口二维码', gate_hint: '打印后张贴于入口：服务商交车时扫码。', gate_save: '保存为 SVG', title: '车场', inventory: '库存', yards: '车场', occupied: '{{n}} / {{total}} 车位', none: '还没有车场', none_text: '添加收回车辆的存放车场，由另一人批准。', add: '添加车场', name: '名称', address: '地址', bays: '车位', hours: '营业时间', per_day: '每日停放费', approve: '批准', approved: '已批准', not_approved: '待批准', stored: '在库车辆', no_cars: '没有在库车辆', arrived: '入库', days: '天数', lat: '纬度', lon: '经度', added: '车场已添加', opening_default: '周一至周六 8:00–18:00', closed: '停止收车' },
  disposal_stage: { valuation: '估值', notice: '通知与挂牌准备', listed: '已挂牌', sold: '出价成交', funds: '已收款', settled: '已结算', redeemed: '退还' },
  disposal: { find: '车牌、车架号或合同号', pipeline: '从车场到结算', title: '处置与结算', none: '没有待处置车辆', none_text: '车辆入库并批准处置后进入此处。', waterfall: '结算单', statement_en: '结算单（PDF，English）', statement_zh: '结算单（PDF，中文）', appraisals: '估值', no_appraisals: '尚无估值', lot: '拍品', no_lot: '尚无拍品', no_statement: '尚无结算单', make_statement: '生成结算单', reserve: '保留价', bids: '出价', sale: '成交', value: '价值', counts: '采用', account: '科目', debit: '借方', credit: '贷方', balance: '试算平衡', balanced: '平衡' },
  reports: { title: '报表', portfolio: '合同逾期分布', cases: '未结案件状态', alerts: '告警类型', open_cases: '未结案件', open_alerts: '未结告警', exposure: '未结案件剩余本息', heard: '已上报设备', csv: 'CSV' },
  admin: {
    lenders: '放贷机构', fences: '围栏', regions: '区域', capacity: '同时接单数', choose_file: '选择文件', rates: '价目表', rules: '规则', risk: '风险评分', users: '用户与角色', devices: '设备', quarantine: '隔离区', sites: '场所', contractors: '服务商', imports: '导入', audit: '审计', system: '系统', keys: 'API 密钥', integrations: '集成', notifications: '通知', map: '地图', name: '名称', email: '邮箱', role: '角色', state: '状态', created: '创建', active: '启用', disabled: '停用', add_user: '添加用户', disable: '停用', password: '初始密码', password_hint: '至少 12 个字符', platform: '可见全部机构', protocol: '协议', device: '设备号', vehicle: '车辆', last_seen: '最近上报', battery: '电量', no_quarantine: '没有未登记设备', no_quarantine_text: '无人登记的设备连同最初的报文会出现在这里。', messages: '报文数', first_seen: '首次出现', last_used: '最近使用', looks_like: '疑似协议', forget: '忘记', rows: '行数', bad: '错误', kind: '类型', who: '操作人', what: '内容', when: '时间', dry_run: '试运行', load: '导入', version: '版本', clock: '时钟', counts: '数量', scopes: '权限范围', revoked: '已吊销', import_kind: '内容', import_file: 'CSV 文件', import_errors: '错误', no_imports: '尚未导入', no_rows: '暂无数据', user_added: '用户已添加', map_text: '内置离线底图（Natural Earth、US Census、GeoNames CC BY 4.0）。边界线为事实线，可在地图上隐藏。', map_borders: '在地图上显示边界线', tiles_missing: '按机构配置瓦片源的接口尚未提供。', quantity: '数量', coordinates: '坐标', radius: '半径',
  },
  help: { title: '键盘', anywhere: '任意页面', here: '本页', off: '单键快捷键', off_hint: 'Ctrl-K 与 Esc 始终有效。', go: '前往', command: '命令面板', search: '搜索', help: '本帮助', esc: '关闭', prev_next: '上一个、下一个', move: '上、下', select: '选择', play: '播放或暂停', seek: '后退、前进 10 秒', speed: '速度', event: '下一个、上一个事件' },
  palette: { placeholder: '前往、执行或查找车辆…', pages: '前往', actions: '执行', vehicles: '车辆', nothing: '没有结果', toggle_theme: '切换主题', toggle_language: '语言：English', shortcuts: '键盘快捷键', log_out: '退出登录' },
  time: { now: '刚刚', min: '{{n}} 分钟前', h: '{{n}} 小时前', d: '{{n}} 天前', in_min: '{{n}} 分钟后', in_h: '{{n}} 小时后', in_d: '{{n}} 天后', dur_s: '{{n}} 秒', dur_min: '{{n}} 分钟', dur_h: '{{h}} 小时 {{m}} 分', dur_d: '{{d}} 天 {{h}} 小时' },
  unit: { kmh: 'km/h', km: 'km', m: 'm', v: 'V' },
  compass: { n: '北', ne: '东北', e: '东', se: '东南', s: '南', sw: '西南', w: '西', nw: '西北' },
}
