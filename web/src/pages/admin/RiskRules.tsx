import { Button, NumberInput, Textarea } from '@mantine/core'
import { IconFlask, IconRotate } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api, type Schemas, seen } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import { riskParametersQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { namesOf, useWords, word } from '../../i18n'
import { moment } from '../../i18n/format'
import { Rows } from '../../ui/bits'
import { told } from '../../ui/notify'
import { ProblemNote, Shown } from '../../ui/states'
import { useNames } from '../../ui/useNames'
import { BANDS, changes, complete, DECAY, document, type Draft, flat, LOAN, type Parameters, range, rising, SEVERITY } from './riskForm'
import { previewQuery, Trial } from './RiskTrial'

const route = getRouteApi('/inside/admin')
type Version = Schemas['RiskVersion']
const parametersOf = (version: Version) => version.parameters as unknown as Parameters

const versionsQuery = queryOptions({ queryKey: ['risk-parameters', 'versions'], staleTime: 60_000, queryFn: () => answered(api.GET('/api/v1/risk/parameters/versions', { params: { query: { limit: 100 } } })) })
/** The parameters of the risk score: what is in force, others on trial over the last thirty days, and every version. */
export function RiskRules() {
  const { t } = useWords()
  const query = useQuery(riskParametersQuery)
  return (
    <>
      <div className="pagehead">
        <h1>{t('admin.risk')}</h1>
        <span className="sub">{t('risk_rules.lead')}</span>
      </div>
      <Shown query={query} waiting={<Rows n={8} height={56} />} right="risk:read">
        {(version) => <Desk inForce={version} />}
      </Shown>
    </>
  )
}

/** What is typed, and over which version. */
type Typed = { base: number; values: Draft }

function Desk({ inForce }: { inForce: Version }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const current = flat(parametersOf(inForce))
  const [typed, setTyped] = useState<Typed | null>(null)
  const [threshold, setThreshold] = useState<number | ''>('')
  const [note, setNote] = useState('')
  const preview = useQuery({ ...previewQuery(search.sel ?? ''), enabled: search.sel !== undefined })
  // A trial that the address names comes with the numbers that it tried.
  const asked = preview.data?.asked.parameters as Partial<Parameters> | undefined
  const tried = asked?.bands && asked.weights && asked.severities ? flat(asked as Parameters) : undefined
  const values = typed?.values ?? tried ?? current
  const changed = changes(values, current)
  const able = complete(values)
  const put = (next: Draft) => setTyped({ base: typed?.base ?? inForce.version, values: next })
  const names = [...new Set([...namesOf('alert_type'), ...Object.keys(parametersOf(inForce).weights)])].toSorted((a, b) => Number(current[`weights.${b}`] ?? -1) - Number(current[`weights.${a}`] ?? -1))
  const attempt = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/risk/previews', { body: { parameters: document(values) as never, threshold: threshold === '' ? null : threshold } })),
    onSuccess: (made) => {
      put(values)
      void navigate({ search: { tab: 'risk', sel: made.id }, replace: true })
      void client.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
  const save = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/risk/parameters', { body: { parameters: document(values) as never, note: note.trim() }, headers: seen(typed?.base ?? inForce.version) } as never)) as Promise<Version>,
    onSuccess: (made) => {
      void told(t('risk_rules.saved', { n: made.version }))
      client.setQueryData(riskParametersQuery.queryKey, made)
      setTyped(null)
      setNote('')
      void navigate({ search: { tab: 'risk' }, replace: true })
      for (const key of ['risk-parameters', 'risk', 'vehicles']) void client.invalidateQueries({ queryKey: [key] })
    },
    onError: (error) => {
      // Whoever was faster got through: theirs is what the next try rests on, once it has been seen.
      if (!(error instanceof Problem) || error.status !== 412) return
      void client.invalidateQueries({ queryKey: versionsQuery.queryKey })
      void client.fetchQuery({ ...riskParametersQuery, staleTime: 0 }).then((theirs) => setTyped({ base: theirs.version, values }))
    },
  })
  const edits = may('risk:write') || may('risk:approve')
  const late = asProblemOf(save.error)?.status === 412
  const field = (name: string, label: string) => {
    const { min, max, whole } = range(name)
    const was = current[name] ?? ''
    const differs = (values[name] ?? '') !== was
    return (
      <NumberInput
        key={name}
        size="xs"
        name={name}
        label={label}
        value={values[name] ?? ''}
        onChange={(next) => put({ ...values, [name]: typeof next === 'number' ? next : '' })}
        min={min}
        max={max}
        step={whole || max === 1000 ? 1 : 0.5}
        decimalScale={whole ? 0 : 2}
        clampBehavior="none"
        error={!complete({ ...current, [name]: values[name] ?? '' }) && !name.startsWith('bands.')}
        placeholder={name.startsWith('weights.') ? t('risk_rules.as_other') : undefined}
        readOnly={!edits}
        data-changed={differs || undefined}
        description={differs ? t('risk_rules.was', { n: was === '' ? t('risk_rules.as_other') : was }) : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    )
  }
  return (
    <div className="riskdesk">
      <form
        className="riskform"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <p>
          <b>{t('risk_rules.version', { n: inForce.version })}</b>{' '}
          <span className="meta">
            {inForce.created_at ? [moment(inForce.created_at), inForce.created_by_name].filter(Boolean).join(' · ') : t('risk_rules.built_in')}
            {inForce.note && ` · ${inForce.note}`}
          </span>
        </p>
        {!edits && <p className="meta">{t('risk_rules.read_only')}</p>}
        <fieldset>
          <legend>{t('risk_rules.bands')}</legend>
          <p className="meta">{t('risk_rules.bands_hint')}</p>
          <div className="riskfields">{BANDS.map((name) => field(name, t(`risk_rules.${name.slice('bands.'.length) as 'watch' | 'high' | 'critical'}`)))}</div>
          {!rising(values) && <p className="riskbad" role="alert">{t('risk_rules.bad')}</p>}
        </fieldset>
        <fieldset>
          <legend>{t('risk_rules.loan')}</legend>
          <div className="riskfields">{LOAN.map((name) => field(name, name === 'escalate_days' ? `${t('risk_rules.escalate_days')} (${t('risk_rules.escalate_hint')})` : t(`risk_rules.${name}`)))}</div>
        </fieldset>
        <fieldset>
          <legend>{t('risk_rules.decay')}</legend>
          <div className="riskfields">{DECAY.map((name) => field(name, t(`risk_rules.${name}`)))}</div>
          <p className="meta">{t('risk_rules.severities')}</p>
          <div className="riskfields">{SEVERITY.map((name) => field(`severities.${name}`, word('severity', name)))}</div>
        </fieldset>
        <fieldset>
          <legend>{t('risk_rules.weights')}</legend>
          <div className="riskfields">{names.map((name) => field(`weights.${name}`, word('alert_type', name)))}</div>
        </fieldset>
        {edits && (
          <footer className="riskfoot">
            <div className="riskfoot-row">
              <b>{changed.length === 0 ? t('risk_rules.unchanged') : t('risk_rules.changed', { n: changed.length })}</b>
              {changed.length > 0 && (
                <Button variant="subtle" size="compact-xs" leftSection={<IconRotate size={14} />} onClick={() => { setTyped({ base: inForce.version, values: current }); save.reset() }}>
                  {t('risk_rules.back')}
                </Button>
              )}
              <span className="spring" />
              {may('risk:write') && (
                <>
                  <NumberInput size="xs" w={150} aria-label={t('risk_rules.threshold')} title={t('risk_rules.threshold_hint')} placeholder={t('risk_rules.threshold')} value={threshold} onChange={(next) => setThreshold(typeof next === 'number' ? next : '')} min={1} max={100} decimalScale={0} />
                  <Button variant="default" leftSection={<IconFlask size={15} />} disabled={!able} loading={attempt.isPending} onClick={() => attempt.mutate()}>
                    {t('risk_rules.preview')}
                  </Button>
                </>
              )}
            </div>
            {attempt.isError && <ProblemNote problem={asProblem(attempt.error)} right="risk:write" />}
            {may('risk:approve') && (
              <div className="riskfoot-row">
                <Textarea size="xs" style={{ flex: 1 }} minRows={1} aria-label={t('risk_rules.note')} placeholder={`${t('risk_rules.note')}: ${t('risk_rules.note_hint')}`} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={500} />
                <Button type="submit" disabled={changed.length === 0 || !able || note.trim() === ''} loading={save.isPending}>
                  {t('risk_rules.save')}
                </Button>
              </div>
            )}
            {late ? <p className="riskbad" role="alert">{t('risk_rules.conflict')}</p> : save.isError && <ProblemNote problem={asProblem(save.error)} right="risk:approve" />}
          </footer>
        )}
      </form>
      <aside className="riskside">
        {search.sel && (
          <Shown query={preview} waiting={<Rows n={4} />} right="risk:read">
            {(of) => <Trial of={of} old={tried !== undefined && changes(values, tried).length > 0} />}
          </Shown>
        )}
        <Versions inForce={inForce.version} onLoad={edits ? (version) => put(flat(parametersOf(version))) : undefined} />
      </aside>
    </div>
  )
}

const asProblemOf = (error: unknown): Problem | undefined => (error instanceof Problem ? error : undefined)
function Versions({ inForce, onLoad }: { inForce: number; onLoad: ((version: Version) => void) | undefined }) {
  const { t } = useWords()
  const query = useQuery(versionsQuery)
  const nameOf = useNames()
  return (
    <section>
      <h2 className="section">{t('risk_rules.versions')}</h2>
      <Shown query={query} waiting={<Rows n={2} />} right="risk:read">
        {({ items }) => (
          <ol className="riskversions">
            {items.length === 0 && (
              <li aria-current="true">
                <b className="num">0</b>
                <span>{t('risk_rules.built_in')}</span>
              </li>
            )}
            {items.map((one) => (
              <li key={one.version} aria-current={one.version === inForce ? 'true' : undefined}>
                <b className="num">{one.version}</b>
                <span>
                  {one.note ?? t('risk_rules.built_in')}
                  {one.created_at && (
                    <span className="meta">
                      {' '}
                      {moment(one.created_at)} · {one.created_by_name ?? (one.created_by ? nameOf(one.created_by) : '')}
                    </span>
                  )}
                </span>
                {onLoad && (
                  <button type="button" className="linkish" onClick={() => onLoad(one)}>
                    {t('risk_rules.load')}
                  </button>
                )}
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </section>
  )
}
