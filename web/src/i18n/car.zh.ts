import type { Words } from './en'

export const carZh: Pick<Words, 'spots' | 'bounds' | 'gear' | 'command_kind' | 'command_state' | 'file_kind' | 'track' | 'papers' | 'sift' | 'more' | 'borrower' | 'sheet'> = {
  spots: {
    name: '命名', rename: '修改名称', saved: '地点已命名', cleared: '名称已清除', hint: '留空则清除名称。名称随地点保留。', nights: '{{n}} 夜', hours: '在此时段：一天中各小时的占比', at_hour: '{{hour}}:00 — {{h}} 小时', seen: '最近到访', show: '在地图上显示', all: '网格',
  },
  bounds: {
    title: '允许区域', everywhere: '不限', own: '单独设定', usual: '同所有车辆', change: '修改', as_all: '同所有车辆', anywhere: '不限', only: '仅限以下区域', choose: '区域', none_loaded: '尚未导入区域', load: '导入区域', saved: '允许区域已修改',
  },
  gear: {
    title: '设备', details: '详情', agree: '两台设备一致：相距 {{m}}', apart: '两台设备相距 {{m}}', asof: '定位相差 {{time}}', unknown: '无法比较：有设备无定位', too_old: '无法比较：定位相差 {{time}}', tamper: '拆动与供电', no_tamper: '未发现拆动', commands: '指令', no_commands: '尚未下发指令', ask: '下发', what: '内容', seconds: '秒', why: '原因', sent: '已下发：{{what}}', cancel: '撤回', wait: '设备可达时发送', model: '型号', card: 'SIM 卡', interval: '上报间隔', wakes: '唤醒间隔', voltage: '供电', since: '安装', heard: '最近通信', position: '最近定位', protocol: '协议', device: '设备号',
    received: '接收', delay: '延迟 {{time}}', refused: '设备拒绝',
  },
  command_kind: { locate: '立即定位', report_every: '上报间隔', working_mode: '工作模式', reboot: '重启', set_parameter: '设置参数', get_parameters: '读取参数', take_photo: '拍照', find_media: '检索多媒体', send_media: '上传多媒体', send_stored_media: '上传多媒体', record_sound: '录音', stop_recording: '停止录音', text: '文本', engine_cut: '断油电', engine_restore: '恢复油电' },
  file_kind: { image: '照片', sound: '录音', video: '视频', other: '文件' },
  command_state: { awaiting_approval: '待审批', queued: '待发送', sent: '已发送', acknowledged: '已执行', failed: '失败', cancelled: '已撤回', expired: '已过期' },
  track: {
    fed: '车辆供电', cut: '未供电',
    agree: '同意同事导出 {{n}} 个点', agreed: '已同意导出 {{n}} 个点，30 天内有效', stays: '停留', at: '地点', from: '到达', to: '离开', still: '仍在此', other: '另一台设备', others: '显示另一台设备', export: '导出', what_for: '文件用途', file_hint: '将写入文件与日志。', take: '导出文件', less: '少', more: '多', reload_failed: '轨迹未能刷新',
  },
  papers: { title: '资料', files: '设备上传', none: '暂无资料', none_text: '文件与照片在案件中添加；带摄像头的设备会自动上传。', of_case: '案件资料', kind: '类型' },
  sift: { all: '全部', alert: '告警', case: '案件与工单', loan: '贷款', device: '设备', none: '没有此类记录' },
  borrower: { title: '借款人', show: '显示完整信息', why: '为什么需要查看？', vulnerable: '需特别关照', watch_listed: '在关注名单上', phone: '电话', email: '电子邮箱', id_number: '证件号码', address: '地址', external_id: '机构内部编号', logged: '已显示完整信息：本次查看及理由已记录。' },
  sheet: { case: '案件', contract: '合同', state: '当前状态起于', vin: '车架号', car: '车辆', dpd: '逾期天数', printed: '打印人：{{who}}，{{time}}。内容保密：含个人信息和车辆位置。' },
  more: { title: '更多', copy: '复制此视图链接', copied: '链接已复制', map_app: '在地图应用中打开', print: '打印', next: '下一辆', on_map: '在实时地图上显示' },
}
