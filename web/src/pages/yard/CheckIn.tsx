import { Button, Group, Modal, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconCamera, IconCheck, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { answered, api, headersOf, type Schemas } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import { type Case, casesQuery, custodyQuery, lotsQuery, vehicleQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { told } from '../../ui/notify'
import { smaller } from '../../ui/photo'
import { Signature } from '../../ui/Signature'
import { ProblemNote } from '../../ui/states'
import { degrees, yardOf } from '../dispatch/wire'
import { type Marks, Silhouette } from './Silhouette'

const SLOTS = ['front', 'rear', 'left', 'right', 'front_left', 'front_right', 'rear_left', 'rear_right', 'dashboard', 'interior', 'boot', 'vin'] as const
type Slot = (typeof SLOTS)[number]
const STEPS = ['car', 'state', 'photos', 'things', 'sign'] as const

type Taken = { odometer: number | ''; keys: number | ''; grade: string; marks: Marks; photos: Partial<Record<Slot, File>>; things: string; signer: string; signature: Blob | null }
const NOTHING: Taken = { odometer: '', keys: '', grade: '3', marks: {}, photos: {}, things: '', signer: '', signature: null }

async function upload(kase: string, kind: string, body: Blob, note: string): Promise<string> {
  const response = await fetch(`/api/v1/cases/${kase}/evidence?${new URLSearchParams({ kind, note })}`, { method: 'POST', headers: { 'content-type': body.type || 'image/jpeg', 'idempotency-key': crypto.randomUUID(), ...headersOf(true) }, body })
  const answer = (await response.json().catch(() => null)) as { id: string } | null
  if (!response.ok || !answer) throw Problem.of(response, answer)
  return answer.id
}

type Props = { yard: Schemas['YardView']; out: boolean; kase: string | undefined; onClose: () => void }

/**
 * A car comes into a yard, or leaves it: what is written down, photographed and signed. The hand-over is the last thing
 * that is sent, so that nothing is in custody without its papers; where one call fails, what was uploaded is kept and
 * the rest is sent with the next try.
 */
export function CheckIn({ yard, out, kase: asked, onClose }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const cases = useQuery(casesQuery(out ? { state: 'in_custody,for_disposal,sold' } : { state: 'secured,in_recovery,authorised' }))
  const [chosen, choose] = useState<string | null>(asked ?? null)
  const [step, setStep] = useState(0)
  const [taken, setTaken] = useState<Taken>(NOTHING)
  const [sent] = useState(() => new Map<string, string>())
  const [done, setDone] = useState(0)
  const put = (change: Partial<Taken>) => setTaken((before) => ({ ...before, ...change }))
  const kase = cases.data?.items.find((one) => one.id === chosen)
  const custody = useQuery({ ...custodyQuery(chosen ?? ''), enabled: chosen !== null })
  const vehicle = useQuery({ ...vehicleQuery(kase?.vehicle_id ?? ''), enabled: kase !== undefined }).data
  // A car that was sold leaves with its buyer; any other goes back to the borrower.
  const lots = useQuery({ ...lotsQuery, enabled: out })
  const sold = kase?.state === 'sold' ? lots.data?.items.find((lot) => lot.case_id === kase.id) : undefined
  const buyer = (sold?.lot as { stage?: { award?: { buyer: string } } } | undefined)?.stage?.award?.buyer
  const name = STEPS[step] ?? 'car'
  const photos = SLOTS.filter((slot) => taken.photos[slot])
  const total = photos.length + 3

  const finish = useMutation({
    mutationFn: async () => {
      if (!kase || !taken.signature) throw new Error(t('checkin.unfinished'))
      setDone(0)
      const once = async (key: string, send: () => Promise<string>) => {
        const id = sent.get(key) ?? (await send())
        sent.set(key, id)
        setDone((n) => n + 1)
        return id
      }
      const evidence: string[] = []
      for (const slot of photos) {
        const file = taken.photos[slot]
        if (file) evidence.push(await once(`${slot}${file.lastModified}${file.size}`, async () => upload(kase.id, 'photo', await smaller(file), word('slot', slot))))
      }
      const signature = taken.signature
      evidence.push(await once(`signature${signature.size}`, () => upload(kase.id, 'signature', signature, taken.signer)))
      const params = { path: { id: kase.id } }
      await once('condition', async () => (await answered(api.POST('/api/v1/cases/{id}/records', { params, body: { kind: 'condition', grade: Number(taken.grade), damages: Object.entries(taken.marks).map(([panel, mark]) => `${panel.replaceAll('_', ' ')}: ${mark}`), keys: taken.keys === '' ? null : taken.keys, odometer_km: taken.odometer === '' ? null : taken.odometer, tracker_found: null } as never }))).id)
      if (!out) await once('things', async () => (await answered(api.POST('/api/v1/cases/{id}/records', { params, body: { kind: 'property_inventory', items: taken.things.split('\n').map((one) => one.trim()).filter(Boolean) } as never }))).id)
      const here = { custodian: 'yard', yard: yard.id }
      const { lat, lon } = degrees(yardOf(yard).place)
      const other = (custody.data?.custodian ?? { custodian: 'borrower' }) as never
      await answered(api.POST('/api/v1/cases/{id}/hand-overs', { params, body: { from: (out ? here : other) as never, to: (out ? (buyer ? { custodian: 'buyer', buyer } : { custodian: 'borrower' }) : here) as never, lat, lon, odometer_km: taken.odometer === '' ? null : taken.odometer, evidence } }))
    },
    onSuccess: () => {
      void told(out ? t('checkin.left', { plate: kase?.plate ?? '' }) : t('checkin.arrived', { plate: kase?.plate ?? '' }))
      for (const key of ['case', 'cases', 'yards', 'inventory', 'orders']) void client.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const ready = name === 'car' ? kase !== undefined : name === 'state' ? taken.odometer !== '' && taken.keys !== '' : name === 'sign' ? taken.signature !== null && taken.signer.trim() !== '' : true
  return (
    <Modal opened onClose={onClose} size={720} title={<b>{out ? t('checkin.title_out') : t('checkin.title_in')} · {yardOf(yard).name}</b>} closeButtonProps={{ 'aria-label': t('common.close') }} closeOnClickOutside={false}>
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
            <Select label={t('checkin.find')} description={t('checkin.find_hint')} searchable openOnFocus={false} value={chosen} onChange={choose} data={(cases.data?.items ?? []).map((one: Case) => ({ value: one.id, label: `${one.plate ?? '—'} · ${one.contract_number}` }))} nothingFoundMessage={t('palette.nothing')} data-autofocus required />
            {kase && (
              <div className="kv">
                <div>
                  <span>VIN</span>
                  <b>{vehicle?.vin ?? '…'}</b>
                </div>
                <div>
                  <span>{t('case.custody')}</span>
                  <b>{word('custodian', (custody.data?.custodian as unknown as { custodian?: string } | undefined)?.custodian ?? '')}</b>
                </div>
              </div>
            )}
            {out && kase && (
              <div className="kv">
                <div>
                  <span>{t('checkin.to')}</span>
                  <b>{word('custodian', buyer ? 'buyer' : 'borrower')}</b>
                </div>
              </div>
            )}
          </>
        )}
        {name === 'state' && (
          <>
            <Group grow align="start">
              <NumberInput label={t('checkin.odometer')} suffix=" km" min={0} max={2_000_000} value={taken.odometer} onChange={(value) => put({ odometer: value === '' ? '' : Number(value) })} hideControls required data-autofocus />
              <NumberInput label={t('checkin.keys')} min={0} max={20} value={taken.keys} onChange={(value) => put({ keys: value === '' ? '' : Number(value) })} required />
              <Select label={t('checkin.grade')} value={taken.grade} onChange={(grade) => put({ grade: grade ?? '3' })} data={['5', '4', '3', '2', '1', '0'].map((value) => ({ value, label: word('grade', value) }))} allowDeselect={false} />
            </Group>
            <h3 className="label">{t('checkin.damage')}</h3>
            <Silhouette marks={taken.marks} onChange={(marks) => put({ marks })} />
          </>
        )}
        {name === 'photos' && (
          <>
            <p className="sub">{t('checkin.photos_hint', { n: photos.length, total: SLOTS.length })}</p>
            <div className="slots">
              {SLOTS.map((slot) => (
                <PhotoSlot key={slot} label={word('slot', slot)} file={taken.photos[slot]} onPick={(file) => setTaken((before) => { const { [slot]: _, ...others } = before.photos; return { ...before, photos: file ? { ...others, [slot]: file } : others } })} />
              ))}
            </div>
          </>
        )}
        {name === 'things' && (out ? <p className="sub">{t('checkin.things_out')}</p> : <Textarea label={t('checkin.things')} description={t('checkin.things_hint')} autosize={false} rows={8} value={taken.things} onChange={(event) => put({ things: event.currentTarget.value })} data-autofocus />)}
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

function PhotoSlot({ label, file, onPick }: { label: string; file: File | undefined; onPick: (file: File | undefined) => void }) {
  const { t } = useWords()
  const url = useMemo(() => (file ? URL.createObjectURL(file) : null), [file])
  useEffect(() => () => { if (url) URL.revokeObjectURL(url) }, [url])
  return (
    <div className="slot" data-taken={file !== undefined}>
      <label>
        {url ? <img src={url} alt={label} /> : <IconCamera size={22} aria-hidden />}
        <span>{label}</span>
        <input type="file" accept="image/*" capture="environment" className="visually-hidden" aria-label={label} onChange={(event) => onPick(event.currentTarget.files?.[0])} />
      </label>
      {file && (
        <button type="button" className="slot-x" aria-label={`${t('sites_edit.remove')}: ${label}`} onClick={() => onPick(undefined)}>
          <IconX size={14} />
        </button>
      )}
    </div>
  )
}
