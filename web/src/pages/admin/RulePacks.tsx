import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { answered, api } from '../../api/client'
import { namesOf, useWords, word } from '../../i18n'
import { count } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { Empty, Shown } from '../../ui/states'
import { say } from './say'

const route = getRouteApi('/inside/admin')
type Rule = { id: string; region: string | null; subject: string; rule: string; rule_zh?: string; effect: string; checks: Record<string, unknown>[]; source: string; source_zh?: string; certainty: string; from: string; to: string | null; note: string | null; note_zh?: string; reviewed_by: string | null }
type Pack = { title: string; version: string; rules: Rule[] }

const packsQuery = queryOptions({ queryKey: ['packs'], staleTime: 300_000, queryFn: () => answered(api.GET('/api/v1/compliance/packs')) })
const packQuery = (name: string) => queryOptions({ queryKey: ['pack', name], staleTime: 300_000, queryFn: () => answered(api.GET('/api/v1/compliance/packs/{name}', { params: { path: { name } } })) })

/** The rules in force, with where each comes from: they are read here, and brought by whoever reviewed the law. */
export function RulePacks() {
  const { t, language } = useWords()
  const s = say(language)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const packs = useQuery(packsQuery)
  const chosen = search.sel ?? packs.data?.[0]?.name
  const pack = useQuery({ ...packQuery(chosen ?? ''), enabled: chosen !== undefined })
  const text = (search.q ?? '').toLowerCase()
  const rules = useMemo(() => ((pack.data as unknown as Pack | undefined)?.rules ?? []).filter((rule) => text === '' || `${rule.id} ${rule.rule} ${rule.rule_zh ?? ''} ${rule.source} ${rule.source_zh ?? ''} ${rule.subject}`.toLowerCase().includes(text)), [pack.data, text])
  return (
    <>
      <div className="pagehead">
        <h1>{t('admin.rules')}</h1>
        <span className="sub">{t('packs.read_only')}</span>
        <span className="spring" />
        <TextInput size="xs" w={220} placeholder={t('packs.find')} aria-label={t('packs.find')} leftSection={<IconSearch size={14} />} defaultValue={search.q} onChange={(event) => void navigate({ search: { ...search, q: event.currentTarget.value || undefined }, replace: true })} />
      </div>
      <Shown query={packs} waiting={<Rows n={6} />} right="compliance:read">
        {(items) => (
          <>
            <div className="chips packchips" role="group" aria-label={t('admin.rules')}>
              {items.map((one) => (
                <button key={one.name} type="button" className="chip" aria-pressed={one.name === chosen} onClick={() => void navigate({ search: { tab: 'rules', sel: one.name, ...(search.q ? { q: search.q } : {}) } })}>
                  {namesOf('pack').includes(one.name) ? word('pack', one.name) : one.title} <span className="n">{count(one.rules)}</span>
                </button>
              ))}
            </div>
            <Shown query={pack} waiting={<Rows n={8} height={64} />} right="compliance:read">
              {(of) => {
                const { version, rules: all } = of as unknown as Pack
                const reviewed = all.filter((rule) => rule.reviewed_by).length
                return (
                  <div className="rules">
                    <p className="meta">
                      {t('packs.version', { version })} · {s('rules_reviewed', { n: count(reviewed), all: count(all.length) })}
                    </p>
                    {rules.length === 0 && <Empty title={t('admin.no_rows')} />}
                    {rules.map((rule) => (
                      <article key={rule.id} className="rule">
                        <header>
                          <code>{rule.id}</code>
                          <Pill color={rule.effect === 'block' ? 'var(--sev-critical)' : rule.effect === 'require' ? 'var(--sev-high)' : 'var(--sev-warn)'}>{word('rule_effect', rule.effect)}</Pill>
                          <Pill plain>{word('rule_subject', rule.subject)}</Pill>
                          {rule.region && <Pill plain>{rule.region}</Pill>}
                          <span className="spring" />
                          <span className="meta">
                            {rule.from} – {rule.to ?? '…'}
                          </span>
                        </header>
                        <p>{(language === 'zh' && rule.rule_zh) || rule.rule}</p>
                        <p className="meta">
                          {t('packs.source')}: {(language === 'zh' && rule.source_zh) || rule.source} · {t('packs.certainty')} {rule.certainty}
                          {rule.reviewed_by ? ` · ${t('packs.reviewed', { who: rule.reviewed_by })}` : ` · ${t('packs.not_reviewed')}`}
                        </p>
                        {rule.note && <p className="meta">{(language === 'zh' && rule.note_zh) || rule.note}</p>}
                        <details>
                          <summary className="meta">{t('packs.checks')}</summary>
                          <pre tabIndex={0}>{JSON.stringify(rule.checks, null, 1)}</pre>
                        </details>
                      </article>
                    ))}
                  </div>
                )
              }}
            </Shown>
          </>
        )}
      </Shown>
    </>
  )
}
