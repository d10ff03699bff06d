import { Button, VisuallyHidden } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, decimal } from '../../i18n/format'
import { csv } from '../../ui/csv'
import { save } from '../../ui/save'
import { Hint } from './Chart'

type Health = Schemas['DeviceHealth']
const ROWS = ['connected', 'silent_24h', 'silent_7d', 'silent_30d', 'never_heard', 'no_place', 'low_battery'] as const

/** How the trackers are that stand in cars, by role. */
export function Devices({ roles }: { roles: readonly Health[] }) {
  const { t } = useWords()
  const may = useMay()
  const silent = (hours: string): ReactNode => may('vehicles:read') && <Link to="/" search={{ nofix: hours }}>{t('standing.show')}</Link>
  const ways: Partial<Record<(typeof ROWS)[number], ReactNode>> = { silent_24h: silent('24'), silent_7d: silent('168'), silent_30d: silent('720') }
  const write = () => save(csv([['role', 'fitted', ...ROWS], ...roles.map((one) => [one.role, one.fitted, ...ROWS.map((name) => one[name])])]), 'text/csv', 'devices.csv')
  return (
    <section className="panel chart wide">
      <h2 className="section">
        <span>
          {t('standing.devices')} <Hint text={t('standing.devices_def')} />
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconDownload size={13} />} onClick={write}>
          {t('reports.csv')}
        </Button>
      </h2>
      {roles.length === 0 ? (
        <span className="meta">{t('standing.no_devices')}</span>
      ) : (
        <div className="tablebox" tabIndex={0} role="region" aria-label={t('standing.devices')}>
        <table className="list health">
          <thead>
            <tr>
              <th>
                <VisuallyHidden>{t('standing.devices')}</VisuallyHidden>
              </th>
              {roles.map((one) => (
                <th key={one.role} className="num">
                  {word('tracker_role', one.role)}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{t('standing.fitted')}</td>
              {roles.map((one) => (
                <td key={one.role} className="num">
                  <b>{count(one.fitted)}</b>
                </td>
              ))}
              <td />
            </tr>
            {ROWS.map((name) => (
              <tr key={name}>
                <td>{t(`standing.${name}`)}</td>
                {roles.map((one) => (
                  <td key={one.role} className="num">
                    {count(one[name])} <span className="meta">{one.fitted > 0 && `${decimal((100 * one[name]) / one.fitted, 0)} %`}</span>
                  </td>
                ))}
                <td>{ways[name]}</td>
              </tr>
            ))}
          </tbody>
        </table>
        </div>
      )}
    </section>
  )
}
