import type { regionsEn } from './regions.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const regionsZh: Same<typeof regionsEn> = {
  regions: {
    gone: '{{code}}：已不存在',
    lead: '车辆在允许范围之外停留十分钟即触发告警。', none: '尚未导入边界', none_text: '系统不附带任何边界数据：请由机构自行以 GeoJSON 导入。', load: '导入边界', file: 'GeoJSON 文件', code: '代码', code_of: '代码所在属性', name_of: '名称所在属性', found: '共 {{n}} 个要素，首个为 {{example}}',
    load_text: '以经纬度（WGS-84）表示的多边形 FeatureCollection。代码已存在的区域将被更新，其余不变。', no_json: '该文件不是 JSON。', no_collection: '该文件是 JSON，但不是 GeoJSON FeatureCollection。', no_feature: '该文件中没有要素。',
    corners: '角点', corners_n: '{{n}} 个角点', version: '绘制', version_n: '{{n}} 次', changed: '更新时间', remove: '删除', removed: '区域已删除', loaded: '已导入 {{n}} 个区域',
    usual: '全部车辆的允许范围', usual_text: '适用于未单独设定的车辆。不选即不限区域。', everywhere: '不限区域', here: '允许全部车辆', saved: '允许范围已保存', drawn: '已绘制 {{total}} 个中的 {{n}} 个', pick: '在地图或列表中选择区域',
    approvers: '边界的导入与删除以及全部车辆的允许范围，由具有审批权限者办理：{{who}}。', approvers_role: '管理员角色', loads: '导入记录', no_loads: '尚无导入记录',
  },
  import_report: { refused: '未接收', taken: '已接收 {{ok}} / {{n}} 条', would: '可接收 {{ok}} / {{n}} 条', more: '另有 {{n}} 条' },
}
