import { IconCamera, IconPlus } from '@tabler/icons-react'
import { type ChangeEvent, useState } from 'react'
import type { Job } from '../db'
import type { FileItem } from '../items'
import { usePhone } from '../phone'
import { Field, Page, ProblemNote, Thumb } from '../ui'
import { t, word } from '../words'
import { filesOf, phone } from './shared'

/** The photos that show a car from all sides and say which one it is. */
export const SLOTS = ['place', 'front', 'left', 'rear', 'right', 'vin', 'odometer', 'inside'] as const

/** A file input that asks the phone's camera first. */
export function useCamera(order: string) {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [unreadable, setUnreadable] = useState(false)
  const take = (slot: string, note: string | null, then?: () => void) => (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const file = input.files?.[0]
    if (!file) return
    setBusy(slot)
    setProblem(null)
    setUnreadable(false)
    phone
      .photo(order, file, slot, note)
      .then(() => then?.())
      .catch((error: unknown) => {
        // What the browser cannot decode is no picture.
        if (error instanceof DOMException && error.name !== 'QuotaExceededError') setUnreadable(true)
        else setProblem(error)
      })
      .finally(() => {
        setBusy(null)
        input.value = ''
      })
  }
  const note = unreadable ? <div className="note bad" role="alert">{t('photos.unreadable')}</div> : problem ? <ProblemNote problem={problem} /> : null
  return { busy, take, note }
}

const stateOf = (item: FileItem) => (item.state === 'sent' ? t('photos.sent') : item.state === 'refused' ? t('photos.failed') : t('photos.waiting'))

function Slot({ slot, items, busy, take }: { slot: string; items: FileItem[]; busy: boolean; take: (event: ChangeEvent<HTMLInputElement>) => void }) {
  const last = items.at(-1)
  return (
    <div className={`slot${last ? ` has ${last.state}` : ''}`}>
      {last ? <Thumb blob={last.thumb} alt="" /> : <span className="mid">{busy ? <span className="spin" /> : <IconCamera size={34} stroke={1.6} aria-hidden />}</span>}
      <span className="cap">
        {word('slot', slot)}
        <small>{busy ? t('photos.working') : last ? `${stateOf(last)}${items.length > 1 ? ` · ${items.length}` : ''}` : word('slot_hint', slot)}</small>
      </span>
      <input type="file" accept="image/*" capture="environment" data-slot={slot} aria-label={`${t(last ? 'photos.retake' : 'photos.take')}: ${word('slot', slot)}`} disabled={busy} onChange={take} />
    </div>
  )
}

export function Photos({ job }: { job: Job }) {
  const { items } = usePhone()
  const photos = filesOf(items, job.id)
  const camera = useCamera(job.id)
  const [note, setNote] = useState('')
  const of = (slot: string) => photos.filter((item) => item.slot === slot)
  const taken = SLOTS.filter((slot) => of(slot).length > 0).length
  const others = photos.filter((item) => !(SLOTS as readonly string[]).includes(item.slot))
  const waiting = photos.filter((item) => item.state === 'waiting').length
  return (
    <Page title={t('photos.title')} back={{ at: 'job', id: job.id, sub: null }}>
      <div className="spread">
        <b className="big">{t('photos.of', { n: taken, of: SLOTS.length })}</b>
        {photos.length > 0 && waiting === 0 && <span className="pill good">{t('photos.all_sent')}</span>}
      </div>
      <p className="sub">{t('photos.hint')}</p>
      {camera.note}
      <div className="slots">
        {SLOTS.map((slot) => <Slot key={slot} slot={slot} items={of(slot)} busy={camera.busy === slot} take={camera.take(slot, null)} />)}
      </div>
      <section className="card">
        <h2>{t('photos.extra')}</h2>
        <Field label={t('photos.extra_note')} value={note} maxLength={200} onChange={(event) => setNote(event.currentTarget.value)} />
        <div className="slots">
          {others.map((item) => (
            <div key={item.id} className={`slot has ${item.state}`}>
              <Thumb blob={item.thumb} alt="" />
              <span className="cap">
                {item.note ?? word('slot', item.slot)}
                <small>{stateOf(item)}</small>
              </span>
            </div>
          ))}
          <div className="slot">
            <span className="mid">{camera.busy === 'extra' ? <span className="spin" /> : <IconPlus size={34} stroke={1.6} aria-hidden />}</span>
            <span className="cap">{t('photos.take')}</span>
            <input type="file" accept="image/*" capture="environment" data-slot="extra" aria-label={t('photos.extra')} disabled={camera.busy !== null} onChange={camera.take('extra', note.trim() || null, () => setNote(''))} />
          </div>
        </div>
      </section>
    </Page>
  )
}
