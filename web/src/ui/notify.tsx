import { asProblem } from '../api/problem'
import { i18n } from '../i18n'
import { problemWords } from '../i18n/reasons'

// They come after the first paint.
const shown = () => import('@mantine/notifications').then((module) => module.notifications)

/** Says that something was done; with a file to fetch it stays until somebody closes it, or for half a minute. */
export const told = async (message: string, file?: { href: string; label: string }) =>
  (await shown()).show({
    message: file ? (
      <>
        {message}{' '}
        <a href={file.href} download>
          {file.label}
        </a>
      </>
    ) : (
      message
    ),
    color: 'teal',
    autoClose: file ? 30_000 : 3500,
    closeButtonProps: { 'aria-label': i18n.t('common.close') },
  })

export async function complain(error: unknown) {
  const problem = asProblem(error)
  const stale = problem.status === 412
  const { what, helps } = problemWords(problem)
  ;(await shown()).show({
    color: problem.code.startsWith('refused_') ? 'yellow' : 'red',
    title: stale ? undefined : problem.code.startsWith('refused_') ? i18n.t('error.refused') : i18n.t('error.failed'),
    message: stale ? i18n.t('error.stale') : [what, helps && `${i18n.t('error.fix')}: ${helps}`, problem.requestId && `${problem.code} · ${problem.requestId}`].filter(Boolean).join('\n'),
    autoClose: 9000,
    closeButtonProps: { 'aria-label': i18n.t('common.close') },
    style: { whiteSpace: 'pre-line' },
  })
}
