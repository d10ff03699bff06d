import type { fencesEn } from './fences.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const fencesZh: Same<typeof fencesEn> = {
  fences: { gone: '该围栏已不存在', lead: '车辆驶出须留区域或驶入禁入区域时触发告警。', add: '绘制围栏', change: '修改围栏', rule: '规则', vehicles: '监控车辆', vehicles_n: '{{n}} 辆', find: '查找车牌', first: '仅列出 {{total}} 辆中的前 {{n}} 辆', none: '尚无围栏', none_text: '围栏自下一次定位起监控所列车辆。', saved: '围栏已保存', removed: '围栏已停用', of_car: '围栏', no_of_car: '该车不受围栏监控' },
  fence_rule: { keep_in: '须留在内', keep_out: '禁止进入' },
}
