import type { moneyEn } from './words.en'

export const moneyZh: Record<keyof typeof moneyEn, string> = {
  order: '派单 {{id}}', lines: '明细', charged_back: '已追回', cancel_promise: '取消还款承诺', cancel_plan: '取消还款计划', not_now: '目前无法执行',
  found_exact: '与计算一致', found_within_tolerance: '在容差内', found_less: '低于计算额', found_more: '高于计算额', found_not_payable: '尚不可支付', found_reversed: '派单已冲销', found_invoiced_elsewhere: '已列入其他发票', found_not_theirs: '非该服务商的派单',
}
