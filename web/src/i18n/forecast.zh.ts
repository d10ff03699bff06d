import type { forecastEn } from './forecast.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const forecastZh: Same<typeof forecastEn> = {
  forecast: {
    title: '预计位置', none: '对该车所知尚少', elsewhere: '其他地点', elsewhere_text: '不在任何已知地点', rests: '依据此前 {{n}} 个同类时段，', few: '依据很少：此前仅 {{n}} 个同类时段，', coarse: '仅显示区域', ask: '未来 24 小时的最佳时段', best: '最佳时段', hours: '指车辆停在何处。何时可以上门以案件规则为准。',
    virtually_certain: '几乎确定', extremely_likely: '极有可能', very_likely: '很可能', likely: '可能', even: '或许可能', unlikely: '不太可能', very_unlikely: '很不可能',
  },
}
