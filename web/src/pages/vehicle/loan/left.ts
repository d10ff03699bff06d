import type { Schemas } from '../../../api/client'

type Payment = Pick<Schemas['PaymentView'], 'id' | 'amount_minor' | 'reverses'>

/** What of a payment was not undone yet, minor units; nothing of one that itself undoes another. */
export const left = (one: Payment, all: readonly Payment[]): number =>
  one.reverses ? 0 : all.filter((of) => of.reverses === one.id).reduce((sum, of) => sum + of.amount_minor, one.amount_minor)
