import { IconCheck, IconMinus } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useWords, word } from '../i18n'
import { decimal, duration, metres, moment } from '../i18n/format'
import { FactName, isNamed } from './FactName'

type Fact = { feature: string; value: unknown; weight: number }

/** A moment as the API writes it (RFC 3339). */
const TIME = /^\d{4}-\d{2}-\d{2}T/

/** A fact's value in words: names ending in `_s` are seconds, `_m` metres. */
export function said(fact: Fact): string {
  const { feature, value } = fact
  if (value === true || value === null || value === undefined) return ''
  if (typeof value === 'number') {
    if (feature.endsWith('_s') || feature === 'power_cut') return duration(value)
    if (feature.endsWith('_m')) return metres(value)
    if (feature === 'tamper_alarm') return duration(value)
    return Number.isInteger(value) ? String(value) : decimal(value)
  }
  if (typeof value === 'string') return TIME.test(value) ? moment(value) : word('fact', value)
  if (typeof value === 'object' && 'outcome' in value) return word('fact', String((value as { outcome: unknown }).outcome))
  return ''
}

/** The facts behind a score, heaviest first, all on one axis: what speaks for it to the right, against it to the left. */
export function Evidence({ facts, severity }: { facts: readonly Fact[]; severity: string }) {
  const { t } = useWords()
  const weighed = facts.filter((fact) => fact.weight !== 0).sort((a, b) => Number(a.feature === 'prior') - Number(b.feature === 'prior') || b.weight - a.weight)
  const plain = facts.filter((fact) => fact.weight === 0)
  const most = Math.max(1, ...weighed.map((fact) => Math.abs(fact.weight)))
  return (
    <div className="why">
      {weighed.map((fact) => {
        const half = (Math.abs(fact.weight) / most) * 50
        const style = { '--c': fact.weight < 0 ? 'var(--sev-offline)' : `var(--sev-${severity})`, left: fact.weight < 0 ? `${50 - half}%` : '50%', width: `${half}%` } as CSSProperties
        return (
          <div key={fact.feature}>
            <span>
              {word('feature', fact.feature)} <span className="meta">{said(fact)}</span>
            </span>
            <span className="axis" aria-hidden>
              <i style={style} />
            </span>
            <b>
              {fact.weight > 0 ? '+' : '−'}
              {decimal(Math.abs(fact.weight))}
            </b>
          </div>
        )
      })}
      {plain.map((fact) => (
        <div key={fact.feature} style={{ gridTemplateColumns: '1fr auto' }}>
          <span>{word('feature', fact.feature)}</span>
          <span className="sub" style={{ display: 'flex', gap: 4, alignItems: 'center' }}>
            {isNamed(fact.feature) && typeof fact.value === 'string' ? <FactName feature={fact.feature} value={fact.value} /> : said(fact) || (fact.value === false ? <IconMinus size={14} aria-label={t('common.no')} /> : <IconCheck size={14} aria-label={t('common.yes')} />)}
          </span>
        </div>
      ))}
    </div>
  )
}
