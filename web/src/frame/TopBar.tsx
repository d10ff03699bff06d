import { ActionIcon, useComputedColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useCan } from '../app/session'
import { useWords } from '../i18n'
import { useLook } from '../ui/useLook'
import { Crumb } from './crumb'
import { STREAM, useLiveState } from './live'
import { openPalette } from './opener'

const UserMenu = lazy(() => import('./UserMenu'))
const Jobs = lazy(() => import('./Jobs'))
const Mentions = lazy(() => import('./Mentions'))

export function LiveDot() {
  const { t } = useWords()
  const stream = useLiveState()
  const state = useCan(STREAM) ? stream : 'polled'
  const color = { live: 'var(--sev-ok)', late: 'var(--sev-warn)', off: 'var(--sev-critical)', polled: 'var(--sev-offline)' }[state]
  return (
    <div className="livedot" role="status" title={t(`live_dot.${state}`)} data-state={state} style={{ '--c': color } as React.CSSProperties}>
      <i aria-hidden />
      <span>{t(`live_dot.${state}`)}</span>
    </div>
  )
}

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useWords()
  const { toggleLanguage, toggleTheme } = useLook()
  const scheme = useComputedColorScheme('light')
  const jobs = useCan('GET /jobs')
  const named = useCan('GET /mentions')
  return (
    <header className="top">
      <Crumb />
      <button type="button" className="find" onClick={openPalette} aria-keyshortcuts="/ Control+K">
        <IconSearch size={15} aria-hidden />
        <span>{t('common.search')}</span>
        <kbd>/</kbd>
        <kbd>Ctrl K</kbd>
      </button>
      <LiveDot />
      {jobs && (
        <Suspense>
          <Jobs />
        </Suspense>
      )}
      {named && (
        <Suspense>
          <Mentions />
        </Suspense>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={t('common.language')} title={t('common.language')} onClick={toggleLanguage}>
        <IconLanguage size={18} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={scheme === 'dark' ? t('common.theme_light') : t('common.theme_dark')} title={scheme === 'dark' ? t('common.theme_light') : t('common.theme_dark')} onClick={toggleTheme}>
        {scheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
      <Suspense fallback={<span style={{ width: 28 }} />}>
        <UserMenu onHelp={onHelp} />
      </Suspense>
    </header>
  )
}
