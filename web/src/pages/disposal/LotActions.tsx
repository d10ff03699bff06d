import { Button, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { decimals, major, minor } from '../../i18n/currency'
import { instantOfClock, money, onClock } from '../../i18n/format'
import { type Refusal, refusalLine } from '../../i18n/reasons'
import { Because } from '../../ui/Because'
import { type Award, type Buyer, called, leastOf, type Lot, restOf, type Terms, termsOf } from './lot'
import { LotTerms } from './LotTerms'
import { Question } from './Question'
import { say } from './say'

/** What a person does to a lot by itself, in the order of its road. Bids and deposits have a form of their own. */
const STEPS = ['list', 'change_terms', 'award', 'approve_reserve', 'accept_offer', 'decline_offer', 'record_payment', 'extend_payment', 'relist', 'pass_over', 'reject_bids', 'return_deposit', 'tick', 'withdraw'] as const
type Step = (typeof STEPS)[number]
/** Those for which a reason is asked, and nothing else. */
const REASONED: readonly string[] = ['approve_reserve', 'reject_bids', 'pass_over', 'withdraw']
/** Refusals that say only that this is not the time for it: not worth a line. */
const NOT_NOW: readonly string[] = ['wrong_state', 'wrong_channel']

export type LotDoing = { busy: boolean; act: (body: Record<string, unknown>) => Promise<unknown> }

/** What may be done with a lot: as a button, or as the sentence that says what is in the way. */
export function LotActions({ view, lot, buyers, appraisal, doing }: { view: Schemas['LotDetail']; lot: Lot; buyers: readonly Buyer[]; appraisal: string | undefined; doing: LotDoing }) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const [asked, ask] = useState<Step | null>(null)
  const { stage } = lot
  const write = may('disposal:write')
  const held = lot.deposits.filter(([, , state]) => state === 'held')
  const mine = (step: Step) => (step === 'approve_reserve' ? may('disposal:approve') : write)
  const fits = (step: Step) => (step === 'tick' ? ['listed', 'relisted', 'open', 'offered', 'awarded'].includes(stage.state) : step === 'return_deposit' ? held.length > 0 : true)
  const told = STEPS.flatMap((step) => {
    const found = view.actions.find((one) => one.action === step)
    return found && fits(step) ? [{ step, refusal: found.refusal as (Refusal & { rule: string }) | null | undefined }] : []
  })
  const refused = told.flatMap(({ step, refusal }) => (refusal && !NOT_NOW.includes(refusal.rule) ? [{ step, refusal }] : []))
  // What is refused is told below the lot.
  const send = (body: Record<string, unknown>) => void doing.act(body).catch(() => undefined)
  const go = (step: Step) => {
    switch (step) {
      case 'list':
        return send({ action: step, appraisal })
      case 'accept_offer':
      case 'decline_offer':
        return send({ action: step, buyer: stage.buyer })
      case 'tick':
      case 'award':
        return send({ action: step })
      default:
        return ask(step)
    }
  }
  const close = () => ask(null)
  const first = told.find(({ step, refusal }) => refusal == null && mine(step))?.step
  return (
    <>
      <div className="papers" role="group" aria-label={s('actions')}>
        {told.filter(({ step, refusal }) => refusal == null && mine(step)).map(({ step }) => (
          <Button key={step} size="compact-sm" variant={step === first && step !== 'tick' && step !== 'withdraw' ? 'filled' : 'default'} loading={doing.busy} onClick={() => go(step)}>
            {word('lot_action', step)} {step === 'record_payment' && stage.award ? money(restOf(stage.award).minor, stage.award.price.currency, true) : ''}
          </Button>
        ))}
      </div>
      {refused.length > 0 && (
        <ul className="whynot" aria-label={s('not_now')}>
          {refused.map(({ step, refusal }) => (
            <li key={step}>
              <b>{word('lot_action', step)}</b> <span className="sub">{refusalLine(refusal)}</span>
            </li>
          ))}
        </ul>
      )}
      {asked && REASONED.includes(asked) && <Because title={word('lot_action', asked)} onClose={close} onDo={(reason) => doing.act({ action: asked, reason })} />}
      {asked === 'record_payment' && stage.award && <Payment award={stage.award} doing={doing} onClose={close} />}
      {asked === 'extend_payment' && stage.award && <Extend award={stage.award} doing={doing} onClose={close} />}
      {asked === 'return_deposit' && <GiveBack held={held} buyers={buyers} doing={doing} onClose={close} />}
      {(asked === 'relist' || asked === 'change_terms') && (
        <Modal opened onClose={close} title={<b>{word('lot_action', asked)}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
          <LotTerms
            label={word('lot_action', asked)}
            currency={lot.least.currency}
            from={termsOf(lot)}
            price={major(leastOf(lot).minor, lot.least.currency)}
            onCancel={close}
            onSend={async (terms: Terms) => {
              await doing.act(asked === 'relist' ? { action: asked, terms, appraisal } : { action: asked, terms })
              close()
            }}
          />
        </Modal>
      )}
    </>
  )
}

function Payment({ award, doing, onClose }: { award: Award; doing: LotDoing; onClose: () => void }) {
  const { t } = useWords()
  const rest = restOf(award)
  // The same payment told twice is counted once.
  const [payment] = useState(() => crypto.randomUUID())
  const [value, setValue] = useState<number | string>(major(rest.minor, rest.currency))
  return (
    <Question title={word('lot_action', 'record_payment')} onClose={onClose} onSend={() => doing.act({ action: 'record_payment', payment, amount: { minor: minor(Number(value), rest.currency), currency: rest.currency } })}>
      <NumberInput label={t('moneydesk.amount')} value={value} onChange={setValue} min={major(1, rest.currency)} max={major(rest.minor, rest.currency)} decimalScale={decimals(rest.currency)} thousandSeparator="," hideControls required data-autofocus />
    </Question>
  )
}

function Extend({ award, doing, onClose }: { award: Award; doing: LotDoing; onClose: () => void }) {
  const { t, language } = useWords()
  return (
    <Question title={word('lot_action', 'extend_payment')} onClose={onClose} onSend={(form) => doing.act({ action: 'extend_payment', pay_by: new Date(instantOfClock(String(form.get('pay_by')))).toISOString(), reason: String(form.get('reason')) })}>
      <TextInput name="pay_by" type="datetime-local" label={say(language)('pay_by')} required defaultValue={onClock(Date.parse(award.pay_by) + 2 * 86_400_000)} data-autofocus />
      <TextInput name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} />
    </Question>
  )
}

function GiveBack({ held, buyers, doing, onClose }: { held: Lot['deposits']; buyers: readonly Buyer[]; doing: LotDoing; onClose: () => void }) {
  const { t } = useWords()
  const [buyer, setBuyer] = useState<string | null>(held[0]?.[0] ?? null)
  return (
    <Question title={word('lot_action', 'return_deposit')} onClose={onClose} onSend={() => doing.act({ action: 'return_deposit', buyer })}>
      <Select label={t('auction.buyer')} value={buyer} onChange={setBuyer} data={held.map(([id, amount]) => ({ value: id, label: `${called(buyers.find((one) => one.id === id), id)} · ${money(amount.minor, amount.currency)}` }))} allowDeselect={false} required />
    </Question>
  )
}

/** Sends an action of a lot; the reserve is approved by a call of its own, for which another right is needed. */
export const sendLot = (id: string, body: Record<string, unknown>) =>
  body.action === 'approve_reserve'
    ? answered(api.POST('/api/v1/lots/{id}/approve-reserve', { params: { path: { id } }, body: { reason: String(body.reason) } }))
    : answered(api.POST('/api/v1/lots/{id}/actions', { params: { path: { id } }, body: body as never }))
