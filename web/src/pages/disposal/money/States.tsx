import { getRouteApi } from '@tanstack/react-router'
import { useWords, word } from '../../../i18n'

const route = getRouteApi('/inside/disposal')

/** Chips of the states; the chosen one stands in the address. */
export function States({ of, group }: { of: readonly string[]; group: 'invoice_state' | 'task_state' | 'promise_state' }) {
  const { t } = useWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pick = (state: string | undefined) => void navigate({ search: { ...search, state, sel: undefined }, replace: true })
  return (
    <div className="chips" role="group" aria-label={t('admin.state')}>
      {[undefined, ...of].map((state) => (
        <button key={state ?? ''} type="button" className="chip" aria-pressed={search.state === state} onClick={() => pick(state)}>
          {state ? word(group, state) : t('common.all')}
        </button>
      ))}
    </div>
  )
}
