import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../../api/client'
import { useMay } from '../../../app/session'
import { useWords, word } from '../../../i18n'
import { money, moment } from '../../../i18n/format'
import { Because } from '../../../ui/Because'
import { Pill, Rows } from '../../../ui/bits'
import { Empty, Shown } from '../../../ui/states'
import { LongTable } from '../../../ui/Table'
import { PAGE, usePages } from '../../../ui/pages'
import { States } from './States'

type Task = Schemas['TaskView']
const route = getRouteApi('/inside/disposal')

/** What the month's reckoning found, until somebody has done it. */
export function MoneyTasks() {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const { state } = route.useSearch()
  const { query, rows, longTable } = usePages<Task>(['money-tasks', state ?? ''], (cursor, signal) => answered(api.GET('/api/v1/money-tasks', { params: { query: { state, limit: PAGE, cursor } }, signal })))
  const [asked, ask] = useState<Task | null>(null)
  return (
    <div className="moneylist">
      <div className="moneyhead">
        <States of={['open', 'done']} group="task_state" />
      </div>
      <Shown query={query} waiting={<Rows n={6} />} right="ledger:read">
        {() =>
          rows.length === 0 ? (
            <Empty title={t('moneydesk.no_tasks')}>{t('moneydesk.no_tasks_text')}</Empty>
          ) : (
            <LongTable
              rows={rows}
              id={(task) => task.id}
              label={t('moneydesk.tab_tasks')}
              {...longTable}
              columns={[
                {
                  head: t('admin.what'),
                  cell: (task) => (
                    <Link to="/cases/$id" params={{ id: task.case_id }}>
                      {word('task_kind', task.kind)}
                    </Link>
                  ),
                },
                { head: t('moneydesk.month'), cell: (task) => task.month },
                { head: t('moneydesk.amount'), num: true, cell: (task) => money(task.amount_minor, task.currency) },
                { head: t('moneydesk.due'), cell: (task) => moment(task.due_at) },
                { head: t('admin.state'), cell: (task) => <Pill plain>{word('task_state', task.state)}</Pill> },
                {
                  head: ' ',
                  num: true,
                  cell: (task) =>
                    task.state === 'open' &&
                    may('ledger:write') && (
                      <Button size="compact-xs" variant="default" onClick={() => ask(task)}>
                        {t('common.done')}
                      </Button>
                    ),
                },
              ]}
            />
          )
        }
      </Shown>
      {asked && (
        <Because
          title={word('task_kind', asked.kind)}
          onClose={() => ask(null)}
          onDo={async (reason) => {
            await answered(api.POST('/api/v1/money-tasks/{id}/complete', { params: { path: { id: asked.id } }, body: { reason } }))
            void client.invalidateQueries({ queryKey: ['money-tasks'] })
          }}
        />
      )}
    </div>
  )
}
