import { queryOptions, useQuery } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useWords, word } from '../../i18n'
import { Pill } from '../../ui/bits'
import { ProblemNote } from '../../ui/states'
import { amount, ruleWords, said } from './ruleTerms'

const ruleQuery = (id: string) =>
  queryOptions({ queryKey: ['alert-rule', id], staleTime: 600_000, queryFn: () => answered(api.GET('/api/v1/alerts/{id}/rule', { params: { path: { id } } })) })

type RuleNumber = Schemas['RuleNumber']

/** By which rule an alert was raised: the detector's name, the version and the numbers of then. */
export default function Rule({ id, type }: { id: string; type: string }) {
  const { language: lang } = useWords()
  const query = useQuery(ruleQuery(id))
  const number = (n: number) => new Intl.NumberFormat(lang, { maximumSignificantDigits: 6 }).format(n)
  const rule = query.data
  const value = (one: RuleNumber) => (Array.isArray(one.value) ? one.value : [one.value]).map((n) => amount(Number(n), one.unit ?? undefined, lang, number)).join(' · ')
  return (
    <section>
      <h2 className="section">{said('title', lang)}</h2>
      <div className="rule-head">
        <b>{word('alert_type', type)}</b>
        {rule?.version && <Pill plain>{said('version', lang, { version: rule.version })}</Pill>}
        {rule?.version && <span className="meta">{said(rule.in_force ? 'in_force' : 'other', lang)}</span>}
        {rule && !rule.version && <span className="meta">{said('unknown', lang)}</span>}
      </div>
      {query.isError && <ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} right="alerts:read" />}
      {rule && rule.parameters.length > 0 && (
        <details className="rule-numbers">
          <summary>{said('show', lang, { n: String(rule.parameters.length) })}</summary>
          <table className="list">
            <tbody>
              {rule.parameters.map((one) => (
                <tr key={`${one.group}.${one.name}`}>
                  <td title={`${one.group}.${one.name}`}>{ruleWords(one.group, one.name, lang)}</td>
                  <td className="num">{value(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  )
}
