import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { headersOf } from '../api/client'
import { asProblem, Problem } from '../api/problem'
import { useCan } from '../app/session'
import { useWords } from '../i18n'
import { Because } from './Because'
import { asJob } from './exports'
import { complain } from './notify'

type Path = 'alerts' | 'cases' | 'events' | 'invoices' | 'loans' | 'lots' | 'map/vehicles' | 'orders' | 'sites' | 'statements' | 'vendors' | `yards/${string}/inventory` | `cases/${string}/ledger` | `loans/${string}/payments` | 'complaints' | `vehicles/${string}/track`
type Props = { path: Path; query?: Record<string, string | number | boolean | undefined>; formats?: readonly string[]; /** Rows, where the page has seen the whole list. */ total?: number | undefined; /** Places of people: a reason is asked, and logged. */ reasoned?: boolean; /** As a chip among chips. */ compact?: boolean }

/** Formats whose name is not their ending. */
const NAMES: Record<string, string> = { geojson: 'GeoJSON' }

/**
 * The list as a file, with the filters that the page shows; the server writes down who took it. A list that may be long is
 * a job, which goes on when the page is left; a short one comes at once.
 */
export function ExportMenu({ path, query = {}, formats = ['csv', 'xlsx'], total, reasoned = false, compact = false }: Props) {
  const { t } = useWords()
  const [asked, ask] = useState<string | null>(null)
  const later = useCan('GET /jobs/{id}/file') && asJob(path, total)
  const get = async (format: string, reason?: string) => {
    const wanted = new URLSearchParams({ format, ...(reason !== undefined && { reason }) })
    for (const [name, value] of Object.entries(query)) if (value !== undefined) wanted.set(name, String(value))
    const response = await fetch(`/api/v1/${path}/export?${wanted}`, { headers: { ...headersOf(false), ...(later ? { prefer: 'respond-async' } : {}) } })
    if (response.status === 202) {
      const { id } = (await response.json()) as { id: string }
      return (await import('../frame/Jobs')).openJobs(id)
    }
    if (!response.ok) throw Problem.of(response, await response.json().catch(() => null))
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await response.blob())
    link.download = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `${path.replaceAll('/', '-')}.${format}`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <>
      <Menu position="bottom-end" width={140}>
        <Menu.Target>
          {compact ? (
            <button type="button" className="chip">
              <IconDownload size={13} aria-hidden />
              {t('views.export')}
            </button>
          ) : (
            <Button size="xs" variant="default" leftSection={<IconDownload size={14} />}>
              {t('views.export')}
            </Button>
          )}
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((format) => (
            <Menu.Item key={format} onClick={() => (reasoned ? ask(format) : void get(format).catch((error: unknown) => complain(asProblem(error))))}>
              {NAMES[format] ?? format.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <Because title={`${t('views.export')}: ${NAMES[asked] ?? asked.toUpperCase()}`} onClose={() => ask(null)} onDo={(reason) => get(asked, reason)} />}
    </>
  )
}
