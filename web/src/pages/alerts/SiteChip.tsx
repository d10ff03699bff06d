import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { siteQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { say } from './say'

/** That the inbox is cut to one site; a click shows everything again. */
export function SiteChip({ id, onClear }: { id: string; onClear: () => void }) {
  const { t, language } = useWords()
  const may = useMay()
  const name = useQuery({ ...siteQuery(id), enabled: may('sites:read') }).data?.name
  return (
    <div className="only">
      <button type="button" className="chip" aria-pressed title={t('common.clear')} onClick={onClear}>
        {say(language)('at_site', { site: name ?? say(language)('a_site') })}
        <IconX size={13} aria-hidden />
      </button>
    </div>
  )
}
