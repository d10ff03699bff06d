import type { groupsEn } from './groups.en'

export const groupsZh: typeof groupsEn = {
  groups: { title: '分组', manage: '管理分组…', none: '还没有分组', none_text: '分组把有关联的车辆归在一起：分公司、产品、重点关注等。', name: '名称', colour: '颜色', add: '新建分组', members: '{{n}} 辆车', rename: '改名', remove: '删除', remove_sure: '删除分组“{{name}}”？其中的车辆不受影响。', of_car: '所属分组', change: '修改分组', in_none: '不在任何分组', put_in: '加入“{{name}}”', by_filter: '当前列出的 {{n}} 辆车', take_filter: '移出这些车', by_file: '车架号或车牌文件（CSV）', file_hint: '每行一辆车：第一列为车架号、车牌或合同号；最多 10 万行', changed: '加入 {{added}} 辆，移出 {{removed}} 辆', saved: '分组已保存', removed: '分组已删除', bad_rows: '{{n}} 行没有对应的车辆', row: '第 {{n}} 行' },
  group_colour: { grey: '灰色', red: '红色', orange: '橙色', yellow: '黄色', green: '绿色', teal: '青色', blue: '蓝色', violet: '紫色', pink: '粉色' },
  group_row: { unknown_vehicle: '没有这辆车', ambiguous: '对应多辆车', empty: '为空', unreadable: '无法读取' },
}
