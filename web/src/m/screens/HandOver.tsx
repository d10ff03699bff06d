import { IconQrcode } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import type { Job } from '../db'
import { useDraft } from '../drafts'
import { fileName } from '../items'
import { usePhone } from '../phone'
import { distance, here, hereIfKnown } from '../place'
import { go } from '../router'
import { hasCar, yardIn } from '../steps'
import { Button, Choice, Empty, Field, Page, useDeed } from '../ui'
import { metres, t } from '../words'
import { agentName, filesOf, phone, say } from './shared'
import { canScan } from '../../ui/camera/useCamera'
import { Scan } from './Scan'
import { Signature, type Signed } from './Signature'

export function HandOver({ job }: { job: Job }) {
  const { crew, items } = usePhone()
  const [form, set, clear] = useDraft(job.id, 'handover', { to: 'yard' as 'yard' | 'tow', yard: '', odometer: '' })
  const [giver, setGiver] = useState<Signed | null>(null)
  const [taker, setTaker] = useState<Signed | null>(null)
  const [scanning, setScanning] = useState(false)
  const [at, setAt] = useState<{ lat: number; lon: number } | null>(null)
  const deed = useDeed()
  useEffect(() => {
    let over = false
    void hereIfKnown().then((spot) => !over && setAt(spot))
    return () => {
      over = true
    }
  }, [])
  const yards = [...(crew?.yards ?? [])].sort((a, b) => (at ? distance(at, a) - distance(at, b) : a.name.localeCompare(b.name)))
  const known = crew?.yards
  const read = useCallback(
    (code: string) => {
      const yard = yardIn(code, known ?? [])
      if (yard) set({ yard })
      return yard !== null
    },
    [known, set],
  )
  const close = useCallback(() => setScanning(false), [])
  const from = job.order.custodian
  if (!crew || !from || !hasCar(job.order, crew)) {
    return (
      <Page title={t('handover.title')} back={{ at: 'job', id: job.id, sub: null }}>
        <Empty title={t('handover.not_yours')} />
      </Page>
    )
  }
  const yard = yards.find((one) => one.id === form.yard)
  const photos = filesOf(items, job.id).filter((item) => item.state !== 'refused').slice(-20)
  const ready = (form.to === 'tow' || yard !== undefined) && giver !== null && taker !== null
  const submit = () =>
    deed.run(async () => {
      if (!giver || !taker) return
      const spot = await here()
      const signed: string[] = []
      for (const [slot, one] of [['giver', giver], ['taker', taker]] as const) signed.push(await phone.file(job.id, 'signature', one, slot, null, spot))
      const files = [...photos.map((item) => item.id), ...signed]
      const body = {
        from,
        to: form.to === 'tow' ? { custodian: 'tow_truck', vendor: crew.vendor_id } : { custodian: 'yard', yard: form.yard },
        at: new Date().toISOString(), lat: spot.lat, lon: spot.lon,
        odometer_km: form.odometer.trim() === '' ? null : Math.max(0, Math.round(Number(form.odometer))),
        evidence: files.map(fileName),
      }
      await phone.later(job.id, 'handover', body, files)
      clear()
      say(t('handover.done', { name: form.to === 'tow' ? t('handover.tow') : (yard?.name ?? '') }))
      go({ at: 'job', id: job.id, sub: null }, true)
    })
  return (
    <Page title={t('handover.title')} back={{ at: 'job', id: job.id, sub: null }} foot={<>{deed.note}<Button look="good" busy={deed.busy} disabled={!ready} onClick={submit}>{t('handover.submit')}</Button></>}>
      <section className="card">
        <dl className="kv">
          <dt>{t('handover.from')}</dt>
          <dd>{from.custodian === 'agent' ? agentName(crew, from.agent) : t('handover.from_tow_truck')}</dd>
        </dl>
        {from.custodian === 'agent' && <Choice label={t('handover.to')} of={[['yard', t('handover.yard')], ['tow', t('handover.tow')]] as const} value={form.to} set={(to) => set({ to })} />}
      </section>
      {form.to === 'yard' && (
        <section className="card">
          {canScan ? <Button look="main" icon={<IconQrcode size={24} aria-hidden />} onClick={() => setScanning(true)}>{t('handover.scan')}</Button> : <p className="sub">{t('handover.no_scanner')}</p>}
          <div className="field">
            <label htmlFor="yard">{t('handover.choose')}{at ? ` (${t('handover.nearest')})` : ''}</label>
            <select id="yard" value={form.yard} onChange={(event) => set({ yard: event.currentTarget.value })}>
              <option value="">—</option>
              {yards.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                  {at ? ` · ${metres(distance(at, one))}` : ''}
                </option>
              ))}
            </select>
          </div>
          {yard && (
            <div className="note">
              <b>{yard.name}</b>
              <span>{yard.address}</span>
              <span className="meta">{t('handover.hours', { hours: yard.opening_hours })}</span>
              {at && distance(at, yard) > 1000 && <span style={{ fontWeight: 650 }}>{t('handover.far', { d: metres(distance(at, yard)) })}</span>}
            </div>
          )}
        </section>
      )}
      <section className="card">
        <Field label={t('handover.odometer')} type="number" inputMode="numeric" min={0} value={form.odometer} onChange={(event) => set({ odometer: event.currentTarget.value })} />
        <Signature label={t('handover.sign_giver')} set={setGiver} />
        <Signature label={t('handover.sign_taker')} set={setTaker} />
        <p className="meta">{t('handover.photos', { n: photos.length })}</p>
      </section>
      {scanning && <Scan read={read} close={close} />}
    </Page>
  )
}
