import { Button, Checkbox, Modal, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useMay, useSession } from '../../app/session'
import { useWords } from '../../i18n'
import { decimals, major, minor } from '../../i18n/currency'
import { count, money } from '../../i18n/format'
import { Pill } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { complain, told } from '../../ui/notify'
import { ProblemNote } from '../../ui/states'
import { degrees, yardOf } from '../dispatch/wire'
import type { Amount, YardView } from './cars'
import { say } from './say'

/** Draws codes, which few need. */
const GateCode = lazy(() => import('./GateCode'))

/** How large a car is, as yards charge. */
const CLASSES = ['motorcycle', 'car', 'van', 'truck'] as const
type Class = (typeof CLASSES)[number]
type Rates = { per_day: readonly (readonly [Class, Amount])[]; free_days: number; cap: Amount | null }
const ratesOf = (view: YardView) => (view.yard as unknown as { rates: Rates }).rates

export function Yards({ yards, onIn }: { yards: readonly YardView[]; onIn: (yard: string) => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const client = useQueryClient()
  const [coded, setCoded] = useState<{ id: string; name: string } | null>(null)
  const [changed, setChanged] = useState<YardView | null>(null)
  const approve = useMutation({
    mutationFn: ({ id, version }: YardView) => answered(api.POST('/api/v1/yards/{id}/approve', { params: { path: { id } }, headers: { 'If-Match': `"${version}"` }, body: {} })),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['yards'] }),
  })
  return (
    <div className="yards">
      {yards.map((view) => {
        const yard = yardOf(view)
        const rates = ratesOf(view)
        const share = Math.min(100, (view.occupied / yard.bays) * 100)
        return (
          <article key={view.id} className="panel yard">
            <header>
              <b>{yard.name}</b>
              {yard.closed ? <Pill>{t('yard.closed')}</Pill> : yard.approved_by ? <Pill color="var(--sev-ok)">{t('yard.approved')}</Pill> : <Pill color="var(--sev-warn)">{t('yard.not_approved')}</Pill>}
            </header>
            <span className="sub">{yard.address}</span>
            <span className="meta">{yard.opening_hours}</span>
            <span className="meta">{rates.per_day.map(([kind, price]) => `${s(kind)} ${money(price.minor, price.currency)}`).join(' · ')} {s('day')}</span>
            <span className="bar" role="meter" aria-valuemin={0} aria-valuemax={yard.bays} aria-valuenow={view.occupied} aria-label={yard.name}>
              <i ref={(bar) => bar?.style.setProperty('width', `${share}%`)} />
            </span>
            <span className="meta">{t('yard.occupied', { n: count(view.occupied), total: count(yard.bays) })}</span>
            <div className="yardhead">
              {yard.approved_by && may('custody:write') && !yard.closed && (
                <>
                  <Button size="xs" onClick={() => onIn(view.id)}>
                    {t('checkin.do_in')}
                  </Button>
                  <Button size="xs" variant="default" onClick={() => setCoded({ id: view.id, name: yard.name })}>
                    {t('yard.gate_code')}
                  </Button>
                </>
              )}
              {!yard.approved_by && may('yards:approve') && (
                <Button size="xs" variant="default" onClick={() => approve.mutate(view)} loading={approve.isPending && approve.variables.id === view.id}>
                  {t('yard.approve')}
                </Button>
              )}
              {may('yards:write') && (
                <Button size="xs" variant="default" onClick={() => setChanged(view)}>
                  {s('edit')}
                </Button>
              )}
              <ExportMenu path={`yards/${view.id}/inventory`} total={view.occupied} />
            </div>
          </article>
        )
      })}
      {coded && (
        <Suspense fallback={null}>
          <GateCode yard={coded} onClose={() => setCoded(null)} />
        </Suspense>
      )}
      {changed && <YardForm yard={changed} onClose={() => setChanged(null)} />}
    </div>
  )
}

/** A new yard, or other words, bays and prices for one that is there. */
export function YardForm({ yard: view, onClose }: { yard?: YardView; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const yard = view && yardOf(view)
  const place = yard && degrees(yard.place)
  const rates = view && ratesOf(view)
  const prices = new Map(rates?.per_day)
  const own = useSession()?.lender?.currency
  const currency = rates?.per_day[0]?.[1].currency ?? own ?? 'CNY'
  const write = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? '').trim()
      const number = (name: string) => Number(text(name).replace(/,/g, ''))
      const per_day = CLASSES.flatMap((kind) => (text(kind) === '' ? [] : [[kind, { minor: minor(number(kind), currency), currency }] as const]))
      const body = { name: text('name'), address: text('address'), bays: number('bays'), opening_hours: text('hours'), lat: number('lat'), lon: number('lon'), closed: form.get('closed') !== null, rates: { per_day, free_days: number('free_days'), cap: rates?.cap ?? null } as never }
      return view ? answered(api.PUT('/api/v1/yards/{id}', { params: { path: { id: view.id }, header: { 'If-Match': `"${view.version}"` } }, body })) : answered(api.POST('/api/v1/yards', { body }))
    },
    onSuccess: () => {
      void told(view ? s('edited') : t('yard.added'))
      void client.invalidateQueries({ queryKey: ['yards'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<b>{view ? `${s('edit')}: ${yard?.name}` : t('yard.add')}</b>} size={560} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className="addyard"
        onSubmit={(event) => {
          event.preventDefault()
          write.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput className="wide" name="name" label={t('yard.name')} required data-autofocus defaultValue={yard?.name} />
        <TextInput className="wide" name="address" label={t('yard.address')} required defaultValue={yard?.address} />
        <NumberInput name="bays" label={t('yard.bays')} required min={1} max={100_000} defaultValue={yard?.bays ?? 40} />
        <TextInput name="hours" label={t('yard.hours')} required defaultValue={yard?.opening_hours ?? t('yard.opening_default')} />
        <NumberInput name="lat" label={t('yard.lat')} required min={-90} max={90} decimalScale={6} hideControls defaultValue={place?.lat} />
        <NumberInput name="lon" label={t('yard.lon')} required min={-180} max={180} decimalScale={6} hideControls defaultValue={place?.lon} />
        <fieldset className="wide classes">
          <legend className="label">{s('classes')}</legend>
          {CLASSES.map((kind) => (
            <NumberInput key={kind} name={kind} label={s(kind)} min={0} decimalScale={decimals(currency)} hideControls defaultValue={prices.has(kind) ? major(prices.get(kind)?.minor ?? 0, currency) : view || kind !== 'car' ? undefined : 40} />
          ))}
        </fieldset>
        <NumberInput name="free_days" label={s('free_days')} min={0} max={365} allowDecimal={false} defaultValue={rates?.free_days ?? 0} />
        {view && <Checkbox name="closed" label={t('yard.closed')} defaultChecked={yard?.closed} />}
        {write.isError && <ProblemNote problem={asProblem(write.error)} />}
        <Button className="wide" type="submit" loading={write.isPending}>
          {view ? s('save') : t('yard.add')}
        </Button>
      </form>
    </Modal>
  )
}
