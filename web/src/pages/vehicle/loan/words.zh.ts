import type { loanEn } from './words.en'

export const loanZh: Record<keyof typeof loanEn, string> = {
  product: '产品', product_loan: '贷款', product_lease: '融资租赁', product_hire: '分期付款买卖', branch: '网点', next_due: '下期应还', nothing_due: '已无应还款项', overdue_of: '逾期 {{n}} 期，共 {{all}} 期', paid: '累计已还', credit: '多还 {{amount}}', as_of: '截至',
  schedule: '还款计划', no: '期数', due_on: '应还日', principal: '本金', interest: '利息', paid_of: '已还', state: '状态', is_paid: '已还清', is_overdue: '逾期', is_due: '今日到期', is_ahead: '未到期',
  payments: '还款记录', no_payments: '尚无还款', paid_on: '入账日', reference: '流水号', reference_hint: '与账务系统一致；同一流水号只入账一次。', undoes: '冲销 {{reference}}', undo: '冲销', undo_of: '冲销 {{reference}}', undone: '还款已冲销', undone_on: '冲销日', undo_hint: '用于未到账或已退回的款项。原记录保留；由该笔还款引起的暂停随之解除。', book: '登记还款', book_hint: '该合同的在办案件将立即暂停。', booked: '还款已登记', amount: '金额',
}
