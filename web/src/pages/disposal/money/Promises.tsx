import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../../api/client'
import { useMay } from '../../../app/session'
import { useWords, word } from '../../../i18n'
import { money } from '../../../i18n/format'
import { Because } from '../../../ui/Because'
import { Pill, Rows } from '../../../ui/bits'
import { PeriodChip } from '../../../ui/PeriodChip'
import { Empty, Shown } from '../../../ui/states'
import { LongTable } from '../../../ui/Table'
import { PAGE, usePages } from '../../../ui/pages'
import { say } from './say'
import { States } from './States'

type Promised = Schemas['PromiseView']
const route = getRouteApi('/inside/disposal')
const COLOR: Readonly<Record<string, string>> = { kept: 'var(--sev-ok)', broken: 'var(--sev-high)' }

/** What borrowers have promised to pay, by the day that is next. */
export function Promises() {
  const { t, language } = useWords()
  const s = say(language)
  const may = useMay()
  const client = useQueryClient()
  const search = route.useSearch()
  const { state, from, to } = search
  const navigate = route.useNavigate()
  const { query, rows, longTable } = usePages<Promised>(['promises', state ?? '', from ?? '', to ?? ''], (cursor, signal) => answered(api.GET('/api/v1/promises', { params: { query: { state, made_from: from, made_to: to, limit: PAGE, cursor } }, signal })))
  const [cancelled, cancel] = useState<Promised | null>(null)
  return (
    <div className="moneylist">
      <div className="moneyhead">
        <States of={['open', 'kept', 'broken', 'cancelled']} group="promise_state" />
        <PeriodChip from={from} to={to} began="made" onClear={() => void navigate({ search: { ...search, from: undefined, to: undefined } })} />
      </div>
      <Shown query={query} waiting={<Rows n={6} />} right="loans:read">
        {() =>
          rows.length === 0 ? (
            <Empty title={t('moneydesk.no_promises')}>{t('moneydesk.no_promises_text')}</Empty>
          ) : (
            <LongTable
              rows={rows}
              id={(one) => one.id}
              label={t('moneydesk.tab_promises')}
              {...longTable}
              columns={[
                { head: t('moneydesk.due'), cell: (one) => one.next_due },
                { head: t('admin.kind'), cell: (one) => (one.plan ? t('moneydesk.plan') : t('moneydesk.promise')) },
                { head: t('moneydesk.amount'), num: true, cell: (one) => money(one.total_minor, one.currency) },
                { head: t('admin.state'), cell: (one) => <Pill color={COLOR[one.state]} plain={COLOR[one.state] === undefined}>{word('promise_state', one.state)}</Pill> },
                {
                  head: ' ',
                  num: true,
                  cell: (one) =>
                    one.state === 'open' &&
                    may('promises:write') && (
                      <Button size="compact-xs" variant="default" onClick={() => cancel(one)}>
                        {t('common.cancel')}
                      </Button>
                    ),
                },
                // A row is one line high: what may be long stands last, where it pushes nothing away.
                { head: t('common.details'), cell: (one) => <span className="sub">{(one.promise as { note?: string }).note ?? ''}</span> },
              ]}
            />
          )
        }
      </Shown>
      {cancelled && (
        <Because
          title={s(cancelled.plan ? 'cancel_plan' : 'cancel_promise')}
          onClose={() => cancel(null)}
          onDo={async (reason) => {
            await answered(api.POST('/api/v1/promises/{id}/cancel', { params: { path: { id: cancelled.id } }, body: { reason } }))
            void client.invalidateQueries({ queryKey: ['promises'] })
          }}
        />
      )}
    </div>
  )
}
