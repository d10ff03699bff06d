import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { asProblem } from '../api/problem'
import { fenceQuery, regionsQuery } from '../api/queries'
import { useMay } from '../app/session'
import { useWords } from '../i18n'

/** Facts whose value is the id or the code of something that has a name. */
export const NAMED = ['fence', 'province'] as const
type Named = (typeof NAMED)[number]
export const isNamed = (feature: string): feature is Named => (NAMED as readonly string[]).includes(feature)

/** What an id in the evidence means: the fence or the region by its name; one that is there no more is said to be so. */
export function FactName({ feature, value }: { feature: Named; value: string }) {
  return feature === 'fence' ? <Fence id={value} /> : <Region code={value} />
}

function Fence({ id }: { id: string }) {
  const { t } = useWords()
  const may = useMay()
  const query = useQuery({ ...fenceQuery(id), enabled: may('areas:read') })
  if (query.data) {
    const { name } = query.data
    return may('areas:write') ? <Link to="/admin" search={{ tab: 'fences', sel: id }}>{name}</Link> : <span>{name}</span>
  }
  // The beginning of its id tells one fence from another where its name may not be read, or cannot be now.
  return query.error && asProblem(query.error).status === 404 ? <span>{t('fences.gone')}</span> : <span title={id}>{id.slice(0, 8)}</span>
}

function Region({ code }: { code: string }) {
  const { t } = useWords()
  const may = useMay()
  const query = useQuery({ ...regionsQuery, enabled: may('areas:read') })
  const found = query.data?.items.find((one) => one.code === code)
  if (found) return <span title={code}>{found.name}</span>
  return <span>{query.data?.more === false ? t('regions.gone', { code }) : code}</span>
}
