import { useWords, word } from '../../i18n'

/** Panels of a car seen from above, front upwards: each is a part of the drawing and an entry of the list. */
export const PANELS = [
  { name: 'front_bumper', d: 'M34 6h52q8 0 10 12H24q2-12 10-12z' },
  { name: 'bonnet', d: 'M25 20h70l-5 36H30z' },
  { name: 'windscreen', d: 'M30 58h60l-7 20H37z' },
  { name: 'roof', d: 'M38 80h44v58H38z' },
  { name: 'rear_window', d: 'M37 140h46l6 18H31z' },
  { name: 'boot', d: 'M30 160h60l4 26H26z' },
  { name: 'rear_bumper', d: 'M26 188h68q-1 12-8 12H34q-7 0-8-12z' },
  { name: 'left_front_wing', d: 'M12 22h11l5 34-16 2z' },
  { name: 'left_front_door', d: 'M12 60l16-2 8 22v28H12z' },
  { name: 'left_rear_door', d: 'M12 110h24v28l-8 18-16-2z' },
  { name: 'left_rear_wing', d: 'M12 156l16 2-4 28H14z' },
  { name: 'right_front_wing', d: 'M108 22H97l-5 34 16 2z' },
  { name: 'right_front_door', d: 'M108 60l-16-2-8 22v28h24z' },
  { name: 'right_rear_door', d: 'M108 110H84v28l8 18 16-2z' },
  { name: 'right_rear_wing', d: 'M108 156l-16 2 4 28h10z' },
] as const
export type Panel = (typeof PANELS)[number]['name']
export const MARKS = ['scratch', 'dent', 'broken', 'missing'] as const
export type Mark = (typeof MARKS)[number]
export type Marks = Partial<Record<Panel, Mark>>

/** None, then each kind of damage, then none again. */
export const nextMark = (mark: Mark | undefined): Mark | undefined => (mark === undefined ? MARKS[0] : MARKS[MARKS.indexOf(mark) + 1])

export function Silhouette({ marks, onChange }: { marks: Marks; onChange: (marks: Marks) => void }) {
  const { t } = useWords()
  const turn = (panel: Panel) => {
    const { [panel]: old, ...others } = marks
    const mark = nextMark(old)
    onChange(mark ? { ...others, [panel]: mark } : others)
  }
  return (
    <div className="silhouette">
      <svg viewBox="0 0 120 206" aria-hidden>
        <rect x="10" y="2" width="100" height="202" rx="26" className="body" />
        {PANELS.map((panel) => (
          <path key={panel.name} d={panel.d} data-mark={marks[panel.name]} onClick={() => turn(panel.name)}>
            <title>{word('panel', panel.name)}</title>
          </path>
        ))}
      </svg>
      <div className="panels" role="group" aria-label={t('checkin.damage')}>
        {PANELS.map((panel) => {
          const mark = marks[panel.name]
          return (
            <button key={panel.name} type="button" className="chip" aria-pressed={mark !== undefined} data-mark={mark} onClick={() => turn(panel.name)}>
              {word('panel', panel.name)}
              {mark && <b>{word('mark', mark)}</b>}
            </button>
          )
        })}
      </div>
    </div>
  )
}
