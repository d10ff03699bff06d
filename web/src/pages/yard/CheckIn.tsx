import { Button, Group, Modal, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '../../api/problem'
import { custodyQuery, lotsQuery, recordsQuery, vehicleQuery, vendorsQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count } from '../../i18n/format'
import { told } from '../../ui/notify'
import { Signature } from '../../ui/Signature'
import { ProblemNote } from '../../ui/states'
import { vendorOf, yardOf } from '../dispatch/wire'
import { useArrivals } from './Arrivals'
import { goesTo, type Standing, type YardView } from './cars'
import { type Custodian, hand, NOTHING, SLOTS, steps, type Taken } from './handing'
import { PhotoSlot } from './PhotoSlot'
import { say } from './say'
import { Silhouette } from './Silhouette'

const STEPS = ['car', 'state', 'photos', 'things', 'sign'] as const
/** Which contractors come for a car, by what they do with it. */
const KINDS: Record<string, readonly string[]> = { carrier: ['transport', 'tow'], tow_truck: ['tow', 'repossess'], auction: ['auction', 'consign'] }

type Props = { yards: readonly YardView[]; standing: readonly Standing[]; /** The car that leaves; unsaid: one comes in. */ out?: Standing; /** Into which yard, and of which case, where that is known. */ at?: string | undefined; kase?: string | undefined; onClose: () => void }

/** A car comes into a yard, or leaves it, step by step; the hand-over is the last thing that is sent. */
export function CheckIn({ yards, standing, out, at, kase: asked, onClose }: Props) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const client = useQueryClient()
  const open = yards.filter((view) => { const { approved_by, closed } = yardOf(view); return approved_by && !closed })
  const room = open.filter((view) => view.occupied < yardOf(view).bays)
  const [step, setStep] = useState(0)
  const [chosen, choose] = useState<string | null>(out?.car.case_id ?? asked ?? null)
  const [into, setInto] = useState<string | null>(out?.yard.id ?? room.find((view) => view.id === at)?.id ?? room[0]?.id ?? null)
  const yard = yards.find((view) => view.id === into)
  const [bay, setBay] = useState<number | '' | undefined>()
  const [taken, setTaken] = useState<Taken>(NOTHING)
  const [sent] = useState(() => new Map<string, string>())
  const [done, setDone] = useState(0)
  const put = (change: Partial<Taken>) => setTaken((before) => ({ ...before, ...change }))
  const { cars } = useArrivals(standing)
  const kase = out ? { id: out.car.case_id, plate: out.car.plate, vehicle_id: out.car.vehicle_id } : cars.find((one) => one.id === chosen)
  const custody = useQuery({ ...custodyQuery(chosen ?? ''), enabled: chosen !== null })
  const vehicle = useQuery({ ...vehicleQuery(kase?.vehicle_id ?? ''), enabled: kase !== undefined && !out }).data
  const ways = out ? goesTo(out.car.case_state) : []
  const [way, setWay] = useState<string>(ways[0] ?? 'yard')
  const [vendor, setVendor] = useState<string | null>(null)
  const lots = useQuery({ ...lotsQuery, enabled: way === 'buyer' && may('disposal:read') })
  const lot = lots.data?.items.find((one) => one.case_id === chosen && (one.lot as { stage?: { award?: object } }).stage?.award)
  const buyer = (lot?.lot as { stage?: { award?: { buyer: string } } } | undefined)?.stage?.award?.buyer
  const vendors = useQuery({ ...vendorsQuery, enabled: KINDS[way] !== undefined && may('vendors:read') })
  const fit = (vendors.data?.items ?? []).filter((one) => vendorOf(one).kinds.some((kind) => KINDS[way]?.includes(kind)))
  const found = useQuery({ ...recordsQuery(chosen ?? ''), enabled: out !== undefined && may('evidence:read') })
  const listed = (found.data?.items.filter((one) => one.kind === 'property_inventory').sort((a, b) => b.at.localeCompare(a.at))[0]?.detail as { items?: string[] } | undefined)?.items ?? []
  const name = STEPS[step] ?? 'car'
  const free = bay === undefined ? (yard?.first_free_bay ?? '') : bay
  const here: Custodian = { custodian: 'yard', yard: into ?? '' }
  const to: Custodian = way === 'buyer' ? { custodian: 'buyer', ...(buyer && { buyer }) } : KINDS[way] ? { custodian: way, ...(vendor && { vendor }) } : { custodian: 'borrower' }

  const finish = useMutation({
    mutationFn: async () => {
      if (!kase || !yard || !taken.signature) throw new Error(t('checkin.unfinished'))
      const other = (custody.data?.custodian ?? { custodian: 'borrower' }) as unknown as Custodian
      await hand({ kase: kase.id, yard, from: out ? here : other, to: out ? to : here, bay: out || free === '' ? null : free, taken }, taken.signature, sent, setDone)
    },
    onSuccess: () => {
      void told(out ? t('checkin.left', { plate: kase?.plate ?? '' }) : t('checkin.arrived', { plate: kase?.plate ?? '' }))
      for (const key of ['case', 'cases', 'yards', 'inventory', 'orders']) void client.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const whom = !out || way === 'borrower' || (way === 'buyer' ? buyer !== undefined : vendor !== null)
  const ready = name === 'car' ? kase !== undefined && yard !== undefined && whom && custody.isSuccess : name === 'state' ? taken.odometer !== '' && taken.keys !== '' : name === 'things' ? !out || listed.length === 0 || taken.things.trim() !== '' : name === 'sign' ? taken.signature !== null && taken.signer.trim() !== '' : true
  const total = steps(taken, out !== undefined)
  return (
    <Modal opened onClose={onClose} size={720} title={<b>{out ? t('checkin.title_out') : t('checkin.title_in')}{yard && ` · ${yardOf(yard).name}`}</b>} closeButtonProps={{ 'aria-label': t('common.close') }} closeOnClickOutside={false}>
      <ol className="wizard">
        {STEPS.map((one, i) => (
          <li key={one} data-at={i < step ? 'done' : i === step ? 'here' : 'ahead'} aria-current={i === step ? 'step' : undefined}>
            {i < step && <IconCheck size={13} aria-hidden />} {t(`checkin.step_${one}`)}
          </li>
        ))}
      </ol>
      <form
        className="wizard-body"
        onSubmit={(event) => {
          event.preventDefault()
          if (step < STEPS.length - 1) setStep(step + 1)
          else finish.mutate()
        }}
      >
        {name === 'car' && (
          <>
            {!out && <Select label={t('checkin.find')} description={t('checkin.find_hint')} searchable openOnFocus={false} value={chosen} onChange={choose} data={cars.map((one) => ({ value: one.id, label: `${one.plate ?? '—'} · ${one.contract_number}` }))} nothingFoundMessage={t('palette.nothing')} data-autofocus required />}
            {kase && (
              <div className="kv">
                {out && (
                  <div>
                    <span>{t('cases.plate')}</span>
                    <b>{kase.plate ?? '—'}</b>
                  </div>
                )}
                <div>
                  <span>{s('vin')}</span>
                  <b>{out?.car.vin ?? vehicle?.vin ?? '…'}</b>
                </div>
                <div>
                  <span>{t('case.custody')}</span>
                  <b>{word('custodian', (custody.data?.custodian as unknown as Custodian | undefined)?.custodian ?? '')}</b>
                </div>
              </div>
            )}
            {custody.isError && <ProblemNote problem={asProblem(custody.error)} right="custody:read" />}
            {out ? (
              <Group grow align="start">
                <Select label={s('to')} value={way} onChange={(value) => { setWay(value ?? way); setVendor(null) }} data={ways.map((one) => ({ value: one, label: word('custodian', one) }))} allowDeselect={false} description={way === 'buyer' ? s('not_paid') : undefined} />
                {KINDS[way] && <Select label={s('whom')} description={s('whom_hint')} searchable value={vendor} onChange={setVendor} data={fit.map((one) => ({ value: one.id, label: vendorOf(one).name }))} nothingFoundMessage={s('to_none')} required />}
              </Group>
            ) : (
              <Group grow align="start">
                <Select label={s('choose_yard')} value={into} onChange={(value) => { setInto(value); setBay(undefined) }} data={room.map((view) => ({ value: view.id, label: `${yardOf(view).name} · ${s('free_n', { n: count(yardOf(view).bays - view.occupied) })}` }))} allowDeselect={false} nothingFoundMessage={s('no_yard')} placeholder={room.length === 0 ? s('no_yard') : undefined} required />
                <NumberInput label={s('bay')} description={s('bay_hint')} value={free} onChange={(value) => setBay(value === '' ? '' : Number(value))} min={1} max={yard ? yardOf(yard).bays : undefined} allowDecimal={false} />
              </Group>
            )}
          </>
        )}
        {name === 'state' && (
          <>
            <Group grow align="start">
              <NumberInput label={t('checkin.odometer')} description={out?.car.odometer_km != null ? s('last_read', { km: count(out.car.odometer_km) }) : undefined} suffix=" km" min={0} max={2_000_000} value={taken.odometer} onChange={(value) => put({ odometer: value === '' ? '' : Number(value) })} hideControls required data-autofocus />
              <NumberInput label={t('checkin.keys')} min={0} max={20} value={taken.keys} onChange={(value) => put({ keys: value === '' ? '' : Number(value) })} required />
              <Select label={t('checkin.grade')} value={taken.grade} onChange={(grade) => put({ grade: grade ?? '3' })} data={['5', '4', '3', '2', '1', '0'].map((value) => ({ value, label: word('grade', value) }))} allowDeselect={false} />
            </Group>
            <h3 className="label">{t('checkin.damage')}</h3>
            <Silhouette marks={taken.marks} onChange={(marks) => put({ marks })} />
          </>
        )}
        {name === 'photos' && (
          <>
            <p className="sub">{t('checkin.photos_hint', { n: SLOTS.filter((slot) => taken.photos[slot]).length, total: SLOTS.length })}</p>
            <div className="slots">
              {SLOTS.map((slot) => (
                <PhotoSlot key={slot} label={word('slot', slot)} file={taken.photos[slot]} onPick={(file) => setTaken((before) => { const { [slot]: _, ...others } = before.photos; return { ...before, photos: file ? { ...others, [slot]: file } : others } })} />
              ))}
            </div>
          </>
        )}
        {name === 'things' &&
          (out ? (
            <>
              <h3 className="label">{s('things_list')}</h3>
              {listed.length === 0 ? <p className="sub">{s('things_none')}</p> : <ul className="things">{listed.map((one, i) => <li key={i}>{one}</li>)}</ul>}
              <Select label={s('things_what')} value={taken.how} onChange={(how) => put({ how: how ?? 'returned' })} data={(['returned', 'stored', 'disposed'] as const).map((value) => ({ value, label: s(value) }))} allowDeselect={false} />
              <TextInput label={s('things_note')} value={taken.things} onChange={(event) => put({ things: event.currentTarget.value })} required={listed.length > 0} maxLength={500} data-autofocus />
            </>
          ) : (
            <Textarea label={t('checkin.things')} description={t('checkin.things_hint')} autosize={false} rows={8} value={taken.things} onChange={(event) => put({ things: event.currentTarget.value })} data-autofocus />
          ))}
        {name === 'sign' && (
          <>
            <TextInput label={t('checkin.signer')} value={taken.signer} onChange={(event) => put({ signer: event.currentTarget.value })} required maxLength={120} data-autofocus />
            <Signature label={t('checkin.sign_here')} onChange={(signature) => put({ signature })} />
            {finish.isPending && (
              <span className="bar" role="progressbar" aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} aria-label={t('checkin.sending')}>
                <i ref={(bar) => bar?.style.setProperty('width', `${(done / total) * 100}%`)} />
              </span>
            )}
          </>
        )}
        {finish.isError && <ProblemNote problem={asProblem(finish.error)} />}
        <Group justify="space-between">
          <Button variant="default" onClick={() => (step === 0 ? onClose() : setStep(step - 1))} disabled={finish.isPending}>
            {step === 0 ? t('common.cancel') : t('common.back')}
          </Button>
          <Button type="submit" disabled={!ready} loading={finish.isPending}>
            {step < STEPS.length - 1 ? t('common.next') : out ? t('checkin.do_out') : t('checkin.do_in')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
