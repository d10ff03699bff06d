import { ActionIcon, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useWords } from '../../../i18n'
import { among, called, type Known } from './known'
import { say } from './say'

type Props = { /** What it is called for who cannot see it. */ label: string; value: unknown; known?: Known; may: boolean; onChange: (to: unknown) => void }

const numbers = (value: unknown[]): value is number[] => value.length > 0 && value.every((one) => typeof one === 'number')

/** Whatever a setting may be, entered as what it is: a number, a word, a list of words or of numbers, or parts that are these. */
export function ValueEditor({ label, value, known, may, onChange }: Props) {
  const { language } = useWords()
  const data = known?.of ? among(known.of).map((name) => ({ value: name, label: called(language, known.of, name) })) : []
  const common = { size: 'xs', 'aria-label': label, disabled: !may } as const
  if (typeof value === 'number' || known?.number) {
    return <NumberInput {...common} w={140} value={typeof value === 'number' ? value : ''} min={0} allowDecimal={false} placeholder={known?.number === 'optional' ? say(language)('nothing') : undefined} onChange={(to) => onChange(to === '' ? null : Number(to))} />
  }
  if (Array.isArray(value)) {
    if (numbers(value)) {
      return (
        <div className="lender-bands">
          {value.map((one, at) => (
            // A boundary is what it is by its place.
            <NumberInput key={at} {...common} aria-label={`${label}, ${at + 1}`} w={84} value={one} min={0} allowDecimal={false} onChange={(to) => onChange(value.map((old, n) => (n === at ? Number(to) : old)))} />
          ))}
        </div>
      )
    }
    if (value.some((one) => typeof one !== 'string')) return null
    const words = value as string[]
    return known?.of ? <MultiSelect {...common} data={data} value={words} onChange={onChange} searchable hidePickedOptions /> : <TagsInput {...common} value={words} onChange={onChange} />
  }
  if (typeof value === 'object' && value !== null) return <Parts label={label} value={value as Record<string, unknown>} known={known} may={may} onChange={onChange} />
  const text = typeof value === 'string' ? value : ''
  return known?.of ? <Select {...common} data={data} value={text || null} onChange={onChange} clearable /> : <TextInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value.trim() || null)} />
}

/** A value with parts: each by its name. */
function Parts({ label, value, known, may, onChange }: Props & { value: Record<string, unknown> }) {
  const { language } = useWords()
  const s = say(language)
  const { keys, begin, inner } = known ?? {}
  const open = may && begin !== undefined
  const missing = keys && open ? among(keys).filter((name) => !(name in value)) : []
  return (
    <div className="lender-parts">
      {Object.entries(value).map(([key, of]) => {
        const name = called(language, keys, key)
        return (
          <div key={key} className="lender-part">
            <span className="meta">{name}</span>
            <ValueEditor label={`${label}, ${name}`} value={of} known={inner} may={may} onChange={(to) => to !== null && onChange({ ...value, [key]: to })} />
            {open && (
              <ActionIcon variant="subtle" color="gray" aria-label={s('take_out', { what: `${label}, ${name}` })} onClick={() => onChange(Object.fromEntries(Object.entries(value).filter(([one]) => one !== key)))}>
                <IconX size={14} />
              </ActionIcon>
            )}
          </div>
        )
      })}
      {missing.length > 0 && <Select size="xs" w={220} aria-label={s('put_in', { what: label })} placeholder={s('put_in_short')} data={missing.map((name) => ({ value: name, label: called(language, keys, name) }))} value={null} onChange={(name) => name && onChange({ ...value, [name]: begin })} searchable />}
    </div>
  )
}
