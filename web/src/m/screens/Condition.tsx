import { IconCamera, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Job } from '../db'
import { useDraft } from '../drafts'
import { go } from '../router'
import { damageLine } from '../steps'
import { Button, Choice, Field, Page, Sheet, Tick, useDeed } from '../ui'
import { t, word } from '../words'
import { useCamera } from './Photos'
import { phone } from './shared'

type Mark = { panel: string; type: string; severity: 'light' | 'medium' | 'heavy' }
type Shape = { id: string; x: number; y: number; w: number; h: number; d: string; look?: 'glass' | 'wheel' }

const box = (id: string, x: number, y: number, w: number, h: number, r: number, look?: Shape['look']): Shape => ({
  id, x, y, w, h, ...(look ? { look } : {}),
  d: `M${x + r} ${y}h${w - 2 * r}q${r} 0 ${r} ${r}v${h - 2 * r}q0 ${r} ${-r} ${r}h${2 * r - w}q${-r} 0 ${-r} ${-r}v${2 * r - h}q0 ${-r} ${r} ${-r}z`,
})
const own = (id: string, x: number, y: number, w: number, h: number, d: string, look?: Shape['look']): Shape => ({ id, x, y, w, h, d, ...(look ? { look } : {}) })
const sides = (side: 'left' | 'right', x: number): Shape[] => [
  box(`${side}_front_wing`, x, 84, 52, 92, 12),
  box(`${side}_front_door`, x, 180, 52, 104, 8),
  box(`${side}_rear_door`, x, 288, 52, 98, 8),
  box(`${side}_rear_wing`, x, 390, 52, 96, 12),
]

/** The car from above, nose up; every panel is at least a thumb wide on a phone. */
const PANELS: Shape[] = [
  own('front_bumper', 70, 22, 210, 54, 'M96 22h158q26 6 26 54h-210q0 -48 26 -54z'),
  own('bonnet', 112, 80, 126, 94, 'M118 80h114q6 0 6 8l-6 86h-114l-6 -86q0 -8 6 -8z'),
  own('windscreen', 112, 177, 126, 54, 'M116 177h118l-8 54h-102z', 'glass'),
  box('roof', 112, 234, 126, 118, 12),
  own('rear_window', 112, 355, 126, 54, 'M124 355h102l8 54h-118z', 'glass'),
  own('boot', 112, 410, 126, 78, 'M116 410h118l4 70q0 8 -8 8h-110q-8 0 -8 -8z'),
  own('rear_bumper', 70, 492, 210, 52, 'M70 492h210q0 44 -26 52h-158q-26 -8 -26 -52z'),
  ...sides('left', 56),
  ...sides('right', 242),
  box('left_front_wheel', 2, 96, 50, 70, 14, 'wheel'),
  box('left_rear_wheel', 2, 402, 50, 70, 14, 'wheel'),
  box('right_front_wheel', 298, 96, 50, 70, 14, 'wheel'),
  box('right_rear_wheel', 298, 402, 50, 70, 14, 'wheel'),
]
const TYPES = ['scratch', 'dent', 'crack', 'broken', 'rust', 'missing'] as const
const BADNESS = ['light', 'medium', 'heavy'] as const

function Car({ marks, pick }: { marks: Mark[]; pick: (panel: string) => void }) {
  return (
    <svg className="car" viewBox="0 0 350 566" role="group" aria-label={t('condition.car')}>
      {PANELS.map((panel) => {
        const of = marks.filter((mark) => mark.panel === panel.id)
        const worst = [...BADNESS].reverse().find((one) => of.some((mark) => mark.severity === one))
        return (
          <g key={panel.id} role="button" tabIndex={0} data-panel={panel.id} aria-label={`${word('panel', panel.id)}${of.length > 0 ? `, ${of.length}` : ''}`} onClick={() => pick(panel.id)} onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), pick(panel.id))}>
            <path className={`panel ${worst ?? panel.look ?? ''}`} d={panel.d} />
            {of.length > 0 && <text x={panel.x + panel.w / 2} y={panel.y + panel.h / 2}>{of.length}</text>}
          </g>
        )
      })}
    </svg>
  )
}

function MarkSheet({ panel, add, close }: { panel: string; add: (mark: Mark) => void; close: () => void }) {
  const [type, setType] = useState<(typeof TYPES)[number] | null>(null)
  const [severity, setSeverity] = useState<Mark['severity']>('light')
  return (
    <Sheet title={word('panel', panel)} close={close}>
      <Choice label={t('condition.what')} columns={3} of={TYPES.map((one) => [one, word('damage', one)] as const)} value={type} set={setType} />
      <Choice label={t('condition.how')} columns={3} of={BADNESS.map((one) => [one, word('severity', one)] as const)} value={severity} set={setSeverity} />
      <Button look="main" disabled={type === null} onClick={() => type && add({ panel, type, severity })}>{t('common.done')}</Button>
      <Button look="quiet" onClick={close}>{t('common.cancel')}</Button>
    </Sheet>
  )
}

const GRADES = ['5', '4', '3', '2', '1', '0'] as const

export function Condition({ job }: { job: Job }) {
  const [form, set, clear] = useDraft(job.id, 'condition', { marks: [] as Mark[], grade: '' as (typeof GRADES)[number] | '', odometer: '', unread: false, electric: false, energy: '', keys: '1', tracker: false })
  const [panel, pick] = useState<string | null>(null)
  const camera = useCamera(job.id)
  const deed = useDeed()
  const name = (mark: Mark) => damageLine({ panel: word('panel', mark.panel), type: word('damage', mark.type), severity: word('severity', mark.severity) })
  const submit = () =>
    deed.run(async () => {
      const odometer_km = form.unread || form.odometer.trim() === '' ? null : Math.max(0, Math.round(Number(form.odometer)))
      await phone.later(job.id, 'records', {
        kind: 'condition', grade: Number(form.grade), damages: form.marks.map(name), odometer_km, keys: Number(form.keys), tracker_found: form.tracker, energy_percent: form.energy === '' ? null : Number(form.energy), at: new Date().toISOString(),
      })
      clear()
      go({ at: 'job', id: job.id, sub: null }, true)
    })
  return (
    <Page title={t('condition.title')} back={{ at: 'job', id: job.id, sub: null }} foot={<>{deed.note}<Button look="main" busy={deed.busy} disabled={form.grade === ''} onClick={submit}>{t('condition.submit')}</Button></>}>
      <section className="card" style={{ padding: '16px 8px' }}>
        <p className="sub" style={{ textAlign: 'center' }}>{t('condition.tap')}</p>
        <Car marks={form.marks} pick={pick} />
        <div className="field" style={{ padding: '0 8px' }}>
          <label htmlFor="panel-list">{t('condition.panel_list')}</label>
          <select id="panel-list" value="" onChange={(event) => event.currentTarget.value && pick(event.currentTarget.value)}>
            <option value="">—</option>
            {PANELS.map((one) => <option key={one.id} value={one.id}>{word('panel', one.id)}</option>)}
          </select>
        </div>
      </section>
      <section className="card">
        <h2>{t('condition.marks')}</h2>
        {camera.note}
        {form.marks.length === 0 && <p className="sub">{t('condition.no_marks')}</p>}
        <ul className="lines">
          {form.marks.map((mark, n) => (
            <li key={`${n}-${mark.panel}`}>
              <span style={{ flex: 1 }}>{name(mark)}</span>
              <span className="x" style={{ position: 'relative', color: 'var(--acc-ink)' }}>
                {camera.busy === 'mark' ? <span className="spin" /> : <IconCamera size={24} aria-hidden />}
                <input type="file" accept="image/*" capture="environment" aria-label={`${t('photos.take')}: ${name(mark)}`} style={{ position: 'absolute', inset: 0, opacity: 0, width: '100%', height: '100%' }} onChange={camera.take('mark', name(mark))} />
              </span>
              <button type="button" className="x" aria-label={`${t('common.remove')}: ${name(mark)}`} onClick={() => set({ marks: form.marks.filter((_, m) => m !== n) })}>
                <IconTrash size={22} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      </section>
      <Choice label={t('condition.grade')} columns={3} of={GRADES.map((n) => [n, t(`condition.g${n}`)] as const)} value={form.grade || null} set={(grade) => set({ grade })} />
      <section className="card">
        <Field label={t('condition.odometer')} type="number" inputMode="numeric" min={0} disabled={form.unread} value={form.unread ? '' : form.odometer} onChange={(event) => set({ odometer: event.currentTarget.value })} />
        <Tick on={form.unread} set={(unread) => set({ unread })}>{t('condition.unreadable')}</Tick>
        <Choice label={t('condition.energy')} of={[['petrol', t('condition.petrol')], ['electric', t('condition.electric')]] as const} value={form.electric ? 'electric' : 'petrol'} set={(value) => set({ electric: value === 'electric' })} />
        <label className="range">
          <span className="spread">
            <b>{t(form.electric ? 'condition.charge' : 'condition.fuel')}</b>
            <span className="big">{form.energy === '' ? '—' : `${form.energy} %`}</span>
          </span>
          <input type="range" min={0} max={100} step={5} value={form.energy === '' ? 50 : form.energy} onChange={(event) => set({ energy: event.currentTarget.value })} />
        </label>
        <Choice label={t('condition.keys')} columns={6} of={['0', '1', '2', '3', '4', '5'].map((n) => [n, n] as const)} value={form.keys} set={(keys) => set({ keys })} />
        <Tick on={form.tracker} set={(tracker) => set({ tracker })}>{t('condition.tracker')}</Tick>
      </section>
      {panel && (
        <MarkSheet
          panel={panel}
          close={() => pick(null)}
          add={(mark) => {
            set({ marks: [...form.marks, mark] })
            pick(null)
          }}
        />
      )}
    </Page>
  )
}
