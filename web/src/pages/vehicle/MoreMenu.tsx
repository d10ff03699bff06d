import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconExternalLink, IconLink, IconMapPin, IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { told } from '../../ui/notify'

/** What is done with a car less often. */
export function MoreMenu({ vehicle, position }: { vehicle: Schemas['VehicleDetail']; position: Schemas['Positions'] | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const last = position?.items.filter((one) => one.lat != null && one.lon != null).sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0]
  const precise = position?.precision === 'precise' && last
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size={34} aria-label={t('more.title')} title={t('more.title')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may('locations:read') && (
          <Menu.Item leftSection={<IconMapPin size={15} />} renderRoot={(props) => <Link {...props} to="/" search={{ v: vehicle.id }} />}>
            {t('more.on_map')}
          </Menu.Item>
        )}
        {precise && (
          <Menu.Item leftSection={<IconExternalLink size={15} />} component="a" href={`geo:${last.lat},${last.lon}?q=${last.lat},${last.lon}`}>
            {t('more.map_app')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink size={15} />} onClick={() => void navigator.clipboard.writeText(location.href).then(() => told(t('more.copied')))}>
          {t('more.copy')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
          {t('more.print')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
