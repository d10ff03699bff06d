import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconCar, IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useState } from 'react'
import { vehiclesQuery } from '../api/queries'
import { useMay } from '../app/session'
import { useWords } from '../i18n'
import { Plate } from '../ui/bits'
import { SeverityPill } from '../ui/severity'
import { useLook } from '../ui/useLook'
import { PAGES } from './Rail'
import { logOut } from './logOut'
import { setOpener } from './opener'

const [store, spotlight] = createSpotlight()

/** Pages, actions, and vehicles by plate, VIN or contract: the server searches. */
export default function Palette({ onHelp }: { onHelp: () => void }) {
  const { t } = useWords()
  // It was asked for before it was there.
  useEffect(() => {
    setOpener(() => spotlight.open())
    spotlight.open()
  }, [])
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query.trim())
  const navigate = useNavigate()
  const may = useMay()
  const { toggleLanguage, toggleTheme } = useLook()
  const found = useInfiniteQuery({ ...vehiclesQuery({ q: asked }), enabled: asked.length > 1 && may('vehicles:read') })
  const vehicles = asked.length > 1 ? (found.data?.pages[0]?.items.slice(0, 8) ?? []) : []
  const fits = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase())
  const pages = PAGES.filter((page) => may(page.right) && fits(t(`nav.${page.name}`)))
  const actions = [
    { label: t('palette.toggle_theme'), icon: IconMoon, do: toggleTheme },
    { label: t('palette.toggle_language'), icon: IconLanguage, do: toggleLanguage },
    { label: t('palette.shortcuts'), icon: IconKeyboard, do: onHelp },
    { label: t('palette.log_out'), icon: IconLogout, do: () => void logOut() },
  ].filter((action) => fits(action.label))
  return (
    <Spotlight.Root store={store} query={query} onQueryChange={setQuery} shortcut={null} scrollable maxHeight={440} zIndex={400}>
      <Spotlight.Search placeholder={t('palette.placeholder')} leftSection={<IconSearch size={18} />} aria-label={t('common.command')} />
      <Spotlight.ActionsList>
        {vehicles.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.vehicles')}>
            {vehicles.map((vehicle) => (
              <Spotlight.Action key={vehicle.id} onClick={() => void navigate({ to: '/vehicles/$id', params: { id: vehicle.id } })}>
                <span style={{ display: 'flex', gap: 10, alignItems: 'center', width: '100%' }}>
                  <IconCar size={16} aria-hidden />
                  <Plate small text={vehicle.plate} />
                  <span className="meta ellipsis" style={{ flex: 1 }}>
                    {[vehicle.make, vehicle.model].filter(Boolean).join(' ')} {vehicle.vin} {vehicle.contract_number && `· ${vehicle.contract_number}`}
                  </span>
                  {vehicle.worst_severity && <SeverityPill small severity={vehicle.worst_severity} />}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pages')}>
            {pages.map((page) => (
              <Spotlight.Action key={page.name} label={t(`nav.${page.name}`)} leftSection={<page.icon size={16} />} rightSection={<kbd>g {page.key}</kbd>} onClick={() => void navigate({ to: page.to })} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.actions')}>
            {actions.map((action) => (
              <Spotlight.Action key={action.label} label={action.label} leftSection={<action.icon size={16} />} onClick={action.do} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length + actions.length + vehicles.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
