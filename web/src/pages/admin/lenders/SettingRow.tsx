import { Button, NumberInput, Switch } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../../api/client'
import { asProblem } from '../../../api/problem'
import { useWords } from '../../../i18n'
import { bucketName } from '../../../ui/bucket'
import { Pill } from '../../../ui/bits'
import { told } from '../../../ui/notify'
import { ProblemNote } from '../../../ui/states'
import { BasisEditor, type BasisRule, lawOf } from './BasisEditor'
import { inWords, knownOf } from './known'
import { type Path, same, type Settings, valueAt, withSetting } from './policy'
import { saveSetting } from './saveSetting'
import { nameOf, say } from './say'
import { ValueEditor } from './ValueEditor'

type Props = { lender: Schemas['Lender']; /** As the API names it. */ name: string; path: Path; settings: Settings; defaults: Settings; /** It differs from the default. */ own: boolean; may: boolean }
type Band = [string, number]

/** One setting: what it is, what holds, and how it is changed. */
export function SettingRow({ lender, name, path, settings, defaults, own, may }: Props) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const [value, before] = [valueAt(settings, path), valueAt(defaults, path)]
  const [entered, enter] = useState<unknown>(value)
  const label = nameOf(language, name)
  const known = knownOf(name, before)
  const save = useMutation({
    mutationFn: (to: unknown) => saveSetting(lender.id, (policy) => withSetting(policy, defaults, path, to)),
    onSuccess: async () => {
      void told(s('saved'))
      await client.invalidateQueries({ queryKey: ['lenders'] })
    },
  })
  const problem = save.isError ? asProblem(save.error) : undefined
  const inForce = (of: unknown): string => {
    if (name === 'buckets') return (of as Band[]).map(([, from]) => from).join(', ')
    if (name === 'cases.basis') return s('as_the_packs')
    return inWords(language, known, of)
  }
  const bands = name === 'buckets' ? (entered as Band[]) : []
  return (
    <div className="lender-setting" data-own={own || undefined}>
      <div className="lender-name">
        <span>{label}</span> {own && <Pill plain>{s('own')}</Pill>}
        <code>{name}</code>
      </div>
      <div className="lender-value">
        {name === 'buckets' ? (
          <div className="lender-bands">
            {bands.map(([bucket, from], n) => (
              <NumberInput key={bucket} size="xs" w={92} label={bucketName(bucket, null, t)} value={from} min={0} max={3650} allowDecimal={false} disabled={!may || n === 0} onChange={(to) => enter(bands.map((one, at): Band => (at === n ? [one[0], Number(to)] : one)))} />
            ))}
          </div>
        ) : name === 'cases.basis' ? (
          <BasisEditor label={label} rules={entered as BasisRule[]} law={lawOf(lender.jurisdiction)} may={may} onChange={enter} />
        ) : typeof before === 'boolean' ? (
          <Switch aria-label={label} checked={entered === true} disabled={!may} onChange={(event) => enter(event.currentTarget.checked)} />
        ) : (
          <ValueEditor label={label} value={entered} known={known} may={may} onChange={enter} />
        )}
        {own && <span className="meta">{s('default_is', { value: inForce(before) })}</span>}
        {problem && <ProblemNote problem={problem} />}
      </div>
      {may && (
        <div className="lender-do">
          {!same(entered, value) && (entered !== null || before === null) && (
            <Button size="compact-xs" loading={save.isPending} onClick={() => save.mutate(entered)}>
              {s('change')}
            </Button>
          )}
          {own && (
            <Button size="compact-xs" variant="default" disabled={save.isPending} onClick={() => save.mutate(before)}>
              {s('to_default')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
