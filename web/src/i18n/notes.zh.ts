import type { notesEn } from './notes.en'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

export const notesZh: Same<typeof notesEn> = {
  notes: { title: '备注', none: '尚无备注', write: '撰写备注', name: '提及同事', named: '提及', add: '添加', more: '更早的备注', mentions: '提及您的备注', mentions_n: '提及您的备注：{{n}} 条未读', no_mentions: '没有未读的提及' },
}
