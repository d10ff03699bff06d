import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asProblem, type Problem } from '../api/problem'
import { parts, type Right } from '../api/rights'
import { useWords, word } from '../i18n'
import { problemWords } from '../i18n/reasons'
import { clock } from '../i18n/format'

/** One sentence and one action. */
export function Empty({ title, children, action, icon }: { title: ReactNode; children?: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="empty">
      {icon ?? <IconInbox size={28} stroke={1.4} aria-hidden />}
      <b>{title}</b>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}

/** What failed, what helps, the id under which the server's log has it, and another try. */
export function ProblemNote({ problem, retry, right, centre }: { problem: Problem; retry?: () => void; right?: Right; centre?: boolean }) {
  const { t } = useWords()
  const { what, helps } = problemWords(problem)
  const lacking = (of: Right) => {
    const [resource, action] = parts(of)
    return t(`error.forbidden_${action === 'read' || action === 'unmask' ? 'see' : action === 'approve' ? 'approve' : 'change'}`, { what: word('resource', resource) })
  }
  const title = problem.status === 0 ? t('error.unreachable') : problem.status === 403 ? t('error.forbidden') : problem.code.startsWith('refused_') ? t('error.refused') : problem.status === 409 || problem.status === 422 ? t('error.failed') : t('error.title')
  return (
    <div className={centre ? 'problem centre' : 'problem'} role="alert">
      <b>{title}</b>
      <span>
        {problem.status === 0 ? t('error.unreachable_text') : problem.status === 403 ? (right ? lacking(right) : t('error.forbidden_plain')) : what}
      </span>
      {helps && (
        <span>
          {t('error.fix')}: {helps}
        </span>
      )}
      <code>
        {problem.code}
        {problem.requestId && ` · ${t('error.request')} ${problem.requestId}`}
      </code>
      {retry && problem.status !== 403 && (
        <Button variant="default" onClick={retry} style={{ justifySelf: 'start', marginTop: 4 }}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  )
}

/**
 * One query's four states: what is there stays on screen while it is old, under a line that says so; a skeleton or a
 * problem stands in only where there is nothing to show.
 */
export function Shown<T>({ query, waiting, right, children }: { query: UseQueryResult<T>; waiting?: ReactNode; right?: Right; children: (data: T) => ReactNode }) {
  const { t } = useWords()
  if (query.data !== undefined) {
    if (!query.isError) return children(query.data)
    return (
      <>
        <div className="stale" role="status">
          {t('common.showing_old', { time: clock(query.dataUpdatedAt) })}
          <Button size="compact-xs" variant="default" onClick={() => void query.refetch()}>
            {t('common.retry')}
          </Button>
        </div>
        <div className="greyed">{children(query.data)}</div>
      </>
    )
  }
  if (query.isError) {
    return (
      <div style={{ padding: 12 }}>
        <ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} right={right} />
      </div>
    )
  }
  return waiting ?? null
}
