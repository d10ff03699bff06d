import { Select } from '@mantine/core'
import { useWords, word } from '../../../i18n'
import { called } from './known'

/** What a rule says of one legal basis in one place. */
export type BasisRule = { rule: string; jurisdiction: string; basis: string; effect: string; source: string }

const EFFECTS = ['allow', 'allow_with_reference', 'deny'] as const
const PLACES = ['cn', 'tw', 'us', 'uk']

/** The rules of a lender's own law; those of other places stay as they are. */
export const lawOf = (jurisdiction: string) => (PLACES.includes(jurisdiction.toLowerCase()) ? jurisdiction.toLowerCase() : 'other')

/** Legal bases: for each rule of the lender's law, what it does. */
export function BasisEditor({ label, rules, law, may, onChange }: { label: string; rules: readonly BasisRule[]; law: string; may: boolean; onChange: (to: BasisRule[]) => void }) {
  const { language } = useWords()
  return (
    <div className="lender-parts">
      {rules.map((one, at) => {
        if (one.jurisdiction !== law) return null
        const name = word('legal_basis', one.basis)
        return (
          <div key={at} className="lender-part">
            <span className="meta">
              {name} <code>{one.rule}</code>
            </span>
            <div>
              <Select size="xs" aria-label={`${label}, ${name}, ${one.rule}`} disabled={!may} data={EFFECTS.map((effect) => ({ value: effect, label: called(language, 'name.effect', effect) }))} value={one.effect} onChange={(effect) => effect && onChange(rules.map((old, n) => (n === at ? { ...old, effect } : old)))} allowDeselect={false} />
              <span className="meta">{one.source}</span>
            </div>
          </div>
        )
      })}
    </div>
  )
}
