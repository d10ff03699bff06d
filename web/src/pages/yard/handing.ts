import { answered, api, type Schemas } from '../../api/client'
import { uploadEvidence } from '../../api/upload'
import { word } from '../../i18n'
import { smaller } from '../../ui/photo'
import { degrees, yardOf } from '../dispatch/wire'
import type { YardView } from './cars'
import type { Marks } from './Silhouette'

export const SLOTS = ['front', 'rear', 'left', 'right', 'front_left', 'front_right', 'rear_left', 'rear_right', 'dashboard', 'interior', 'boot', 'vin'] as const
export type Slot = (typeof SLOTS)[number]

/** What is written down, photographed and signed when a car comes or goes. */
export type Taken = { odometer: number | ''; keys: number | ''; grade: string; marks: Marks; photos: Partial<Record<Slot, File>>; things: string; how: string; signer: string; signature: Blob | null }
export const NOTHING: Taken = { odometer: '', keys: '', grade: '3', marks: {}, photos: {}, things: '', how: 'returned', signer: '', signature: null }

export type Custodian = { custodian: string; yard?: string; buyer?: string; vendor?: string }
export type Handing = { kase: string; yard: YardView; from: Custodian; to: Custodian; bay: number | null; taken: Taken }

/**
 * Sends the papers of a hand-over and then the hand-over itself, so that nothing is in custody without its papers. `sent`
 * holds what has arrived: where one call fails, the rest goes with the next try.
 */
export async function hand({ kase, yard, from, to, bay, taken }: Handing, signature: Blob, sent: Map<string, string>, onStep: (done: number) => void): Promise<void> {
  let done = 0
  onStep(0)
  const once = async (key: string, send: () => Promise<string>) => {
    const id = sent.get(key) ?? (await send())
    sent.set(key, id)
    onStep((done += 1))
    return id
  }
  const params = { path: { id: kase } }
  const record = async (body: object) => (await answered(api.POST('/api/v1/cases/{id}/records', { params, body: body as Schemas['RecordBody'] }))).id
  const evidence: string[] = []
  for (const slot of SLOTS) {
    const file = taken.photos[slot]
    if (file) evidence.push(await once(`${slot}${file.lastModified}${file.size}`, async () => uploadEvidence(kase, 'photo', await smaller(file), word('slot', slot))))
  }
  evidence.push(await once(`signature${signature.size}`, () => uploadEvidence(kase, 'signature', signature, taken.signer)))
  const odometer_km = taken.odometer === '' ? null : taken.odometer
  await once('condition', () => record({ kind: 'condition', grade: Number(taken.grade), damages: Object.entries(taken.marks).map(([panel, mark]) => `${panel.replaceAll('_', ' ')}: ${mark}`), keys: taken.keys === '' ? null : taken.keys, odometer_km, tracker_found: null }))
  if (to.custodian === 'yard') {
    await once('things', () => record({ kind: 'property_inventory', items: taken.things.split('\n').map((one) => one.trim()).filter(Boolean) }))
  } else if (taken.things.trim()) {
    await once('things', () => record({ kind: 'property_handled', note: taken.things.trim(), how: taken.how }))
  }
  const { lat, lon } = degrees(yardOf(yard).place)
  await answered(api.POST('/api/v1/cases/{id}/hand-overs', { params, body: { from: from as never, to: to as never, lat, lon, odometer_km, bay, evidence } }))
}
/** Calls that `hand` makes for these papers. */
export const steps = (taken: Taken, out: boolean) => SLOTS.filter((slot) => taken.photos[slot]).length + (out && !taken.things.trim() ? 2 : 3)
