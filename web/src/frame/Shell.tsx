import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { actingFor, onRefused, onSessionLost, setCsrf } from '../api/client'
import { lendersQuery, type Session, sessionQuery } from '../api/queries'
import { Problem } from '../api/problem'
import { allows } from '../api/rights'
import { useCan, useMay, useSession } from '../app/session'
import { useWords } from '../i18n'
import { setZone } from '../i18n/format'
import { handle, useKeys } from '../ui/keys'
import { ProblemNote } from '../ui/states'
import { useKeptLook } from '../ui/useLook'
import { STREAM, useLive } from './live'
import { openPalette, setOpener } from './opener'
import { PAGES, Rail } from './Rail'
import { TopBar } from './TopBar'

const Palette = lazy(() => import('./Palette'))
const Help = lazy(() => import('./Help'))

/** Which zone times are in: that of the lender acted for, or of the only one. */
function useZone(session: Session | null) {
  const lenders = useQuery({ ...lendersQuery, enabled: allows(session, 'lenders:read') }).data?.items ?? []
  const acting = actingFor()
  // The session knows before anything else does: the first times that are shown are right already.
  setZone(lenders.find((one) => one.id === acting)?.time_zone ?? session?.lender?.time_zone ?? lenders[0]?.time_zone)
}

export function Shell() {
  const { t } = useWords()
  const session = useSession()
  const may = useMay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [help, setHelp] = useState(false)
  const [palette, setPalette] = useState(false)
  useLive(useCan(STREAM))
  useZone(session)
  useKeptLook(session !== null)

  useEffect(() => setOpener(() => setPalette(true)), [])
  useEffect(() => {
    onSessionLost(() => {
      setCsrf(null)
      client.setQueryData(sessionQuery.queryKey, null)
      void navigate({ to: '/login', search: { to: location.pathname + location.search, ended: true } })
    })
    onRefused(() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }))
    document.addEventListener('keydown', handle)
    return () => document.removeEventListener('keydown', handle)
  }, [client, navigate])

  useKeys([
    { keys: 'mod+k', what: t('help.command'), do: openPalette, global: true },
    { keys: '/', what: t('help.search'), do: openPalette, global: true },
    { keys: '?', what: t('help.help'), do: () => setHelp(true), global: true },
    ...PAGES.filter((page) => may(page.right)).map((page) => ({
      keys: `g ${page.key}`,
      what: `${t('help.go')} ${t(`nav.${page.name}`)}`,
      do: () => void navigate({ to: page.to }),
      global: true,
    })),
  ])

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('common.skip')}
      </a>
      <Rail path={path} />
      <div className="main">
        <TopBar onHelp={() => setHelp(true)} />
        <main className="content" id="content" tabIndex={-1} style={{ outline: 'none' }}>
          {PAGES.some((page) => may(page.right)) ? <Outlet /> : <ProblemNote centre problem={new Problem({ status: 403, code: 'no_pages', detail: '' })} />}
        </main>
      </div>
      <Suspense>
        {palette && <Palette onHelp={() => setHelp(true)} />}
        {help && <Help opened onClose={() => setHelp(false)} />}
      </Suspense>
    </div>
  )
}
