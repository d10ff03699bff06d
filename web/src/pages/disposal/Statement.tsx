import { Button } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import type { CaseDetail } from '../../api/queries'
import { useMay, useSession } from '../../app/session'
import { useWords, word } from '../../i18n'
import { money, moment } from '../../i18n/format'
import { type Refusal, refusalLine } from '../../i18n/reasons'
import { Rows } from '../../ui/bits'
import { ProblemNote, Shown } from '../../ui/states'
import { useAct } from '../case/ActDialog'
import type { Amount } from './lot'
import { type Asked, askedOf, StatementForm } from './StatementForm'
import { type Say, say } from './say'

/** Null where none was computed yet. */
const statementQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'statement'],
    queryFn: async ({ signal }): Promise<Schemas['StatementView'] | null> => ((await answered(api.GET('/api/v1/cases/{id}/statement', { params: { path: { id } }, signal }))) as Schemas['StatementView'] | undefined) ?? null,
  })

type Line = { label?: string; line?: string; kind?: string; component?: string; credit?: string; name?: string; amount?: Amount }
type Made = { version: number; made_at?: string; lines: Line[] }
const TOTAL = /_total$|^(surplus|deficiency|even|owed_after_proceeds)$/
/** What a line tells: its head, and what of it: a part of the debt, a cost, a credit, whose lien. */
const named = (line: Line, s: Say) => {
  const part = line.component ?? line.kind
  const of = part ? word('cost_kind', part) : line.credit ? s(`credit_${line.credit as 'other'}`) : line.name
  return line.label ?? [word('statement_line', line.line ?? ''), of].filter(Boolean).join(': ')
}

/** What the sale brought and who gets it, down to what is left over or still owed; and the end of it. */
export function Statement({ kase }: { kase: CaseDetail }) {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const law = useSession()?.lender?.jurisdiction.toUpperCase()
  const client = useQueryClient()
  const act = useAct()
  // Nothing is divided before the sale.
  const sold = kase.state === 'sold'
  const divided = ['settled', 'redeemed', 'closed'].includes(kase.state) || sold
  const statement = useQuery({ ...statementQuery(kase.id), enabled: divided })
  const make = useMutation({
    // What is not told stays as it was in the version before.
    mutationFn: (body: Partial<Asked>) => answered(api.POST('/api/v1/cases/{id}/statement', { params: { path: { id: kase.id } }, body: body as never })),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', kase.id] }),
  })
  const [asking, ask] = useState(false)
  const settle = kase.actions.find((one) => one.action === 'settle')
  const why = settle?.refusal as Refusal | null | undefined
  return (
    <section>
      <h2 className="section">{t('disposal.waterfall')}</h2>
      {!divided && <span className="meta">{t('disposal.no_statement')}</span>}
      {divided && (
        <Shown query={statement} waiting={<Rows n={4} />} right="ledger:read">
          {(found) => {
            if (!found) return <span className="meta">{t('disposal.no_statement')}</span>
            const made = found.statement as unknown as Made
            return (
              <>
                <p className="meta">
                  {s('version', { n: made.version })}
                  {made.made_at ? ` · ${moment(made.made_at)}` : ''}
                </p>
                <table className="list bids waterfall" aria-label={t('disposal.waterfall')}>
                  <tbody>
                    {made.lines.map((line, i) => (
                      <tr key={i} className={TOTAL.test(line.line ?? '') ? 'total' : undefined}>
                        <th scope="row">{named(line, s)}</th>
                        <td className="num">{line.amount ? money(line.amount.minor, line.amount.currency) : ''}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <div className="papers">
                  {(['en', 'zh'] as const).map((of) => (
                    <Button key={of} component="a" variant="default" size="compact-sm" href={`/api/v1/cases/${kase.id}/statement/document?language=${of}`} target="_blank" leftSection={<IconFileTypePdf size={14} />}>
                      {t(`disposal.statement_${of}`)}
                    </Button>
                  ))}
                </div>
              </>
            )
          }}
        </Shown>
      )}
      {sold && may('ledger:write') && (
        <div className="papers">
          <Button variant={statement.data ? 'default' : 'filled'} size="compact-sm" onClick={() => make.mutate({})} loading={make.isPending}>
            {t('disposal.make_statement')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => ask(true)}>
            {s('take_in')}
          </Button>
          {settle && !why && (
            <Button size="compact-sm" onClick={() => act.ask('settle', kase)} loading={act.busy}>
              {word('case_action', 'settle')}
            </Button>
          )}
        </div>
      )}
      {asking && <StatementForm currency={kase.currency} limits={law === undefined || law === 'TW'} asked={askedOf(statement.data)} onClose={() => ask(false)} onSend={(body) => make.mutateAsync(body)} />}
      {make.isError && !asking && <ProblemNote problem={asProblem(make.error)} right="ledger:write" />}
      {sold && why && (
        <ul className="whynot" aria-label={s('not_now')}>
          <li>
            <b>{word('case_action', 'settle')}</b> <span className="sub">{refusalLine(why)}</span>
          </li>
        </ul>
      )}
      {act.dialog}
    </section>
  )
}
