import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../../api/client'
import { useMay } from '../../../app/session'
import { useWords } from '../../../i18n'
import { Pill, Rows } from '../../../ui/bits'
import { Shown } from '../../../ui/states'
import { type Path, pathsOf, same, type Settings, valueAt } from './policy'
import { nameOf, say } from './say'
import { SettingRow } from './SettingRow'

const settingsQuery = (id: string) => queryOptions({ queryKey: ['lenders', id, 'settings'], queryFn: () => answered(api.GET('/api/v1/lenders/{id}/settings', { params: { path: { id } } })) })

const keyOf = ([section, name]: Path) => (name === undefined ? section : `${section}.${name}`)

/** Every setting of a lender, by section; what it has of its own is marked. */
export function SettingsForm({ lender }: { lender: Schemas['Lender'] }) {
  const { language } = useWords()
  const s = say(language)
  const may = useMay()('lenders:write')
  const query = useQuery(settingsQuery(lender.id))
  const [text, setText] = useState('')
  return (
    <section className="lender-settings" aria-label={s('settings')}>
      <h2 className="section">{s('settings')}</h2>
      <p className="meta">{s('settings_lead')}</p>
      <TextInput size="xs" w={280} aria-label={s('find')} placeholder={s('find')} leftSection={<IconSearch size={14} />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Shown query={query} waiting={<Rows n={8} />} right="lenders:read">
        {(of) => {
          const [settings, defaults] = [of.settings as unknown as Settings, of.defaults as unknown as Settings]
          const wanted = text.trim().toLowerCase()
          const fits = (path: Path) => wanted === '' || `${keyOf(path)} ${nameOf(language, keyOf(path))} ${nameOf(language, `section.${path[0]}`)}`.toLowerCase().includes(wanted)
          const paths = pathsOf(settings).filter(fits)
          const own = (path: Path) => !same(valueAt(settings, path), valueAt(defaults, path))
          return [...new Set(paths.map(([section]) => section))].map((section) => {
            const rows = paths.filter((path) => path[0] === section)
            const differs = rows.filter(own).length
            return (
              <details key={section} className="lender-section" open={wanted !== '' || differs > 0 || section === 'buckets' || section === 'flags'}>
                <summary>
                  <b>{nameOf(language, `section.${section}`)}</b> {differs > 0 && <Pill color="var(--acc)">{s('own_n', { n: differs })}</Pill>}
                </summary>
                {rows.map((path) => (
                  <SettingRow key={`${keyOf(path)} ${JSON.stringify(valueAt(settings, path))}`} lender={lender} name={keyOf(path)} path={path} settings={settings} defaults={defaults} own={own(path)} may={may} />
                ))}
              </details>
            )
          })
        }}
      </Shown>
    </section>
  )
}
