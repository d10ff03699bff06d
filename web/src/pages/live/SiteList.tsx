import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { Schemas } from '../../api/client'
import { useWords, word } from '../../i18n'
import { type Box, boxOf } from '../../map/geo'
import { Rows } from '../../ui/bits'
import { Empty, Shown } from '../../ui/states'

type Site = Schemas['Site']
const boxOfSite = (site: Site): Box | null => boxOf(((site.geometry as unknown as GeoJSON.Polygon).coordinates[0] ?? []).map(([lon, lat]) => ({ lon: lon ?? 0, lat: lat ?? 0 })))

export function SiteList({ query, onShow }: { query: UseQueryResult<{ items: Site[]; more: boolean }>; onShow: (box: Box) => void }) {
  return (
    <Shown query={query} waiting={<Rows n={10} />} right="sites:read">
      {({ items }) => <Sites items={items} onShow={onShow} />}
    </Shown>
  )
}

function Sites({ items, onShow }: { items: Site[]; onShow: (box: Box) => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const found = useMemo(() => items.filter((site) => site.name.toLowerCase().includes(text.trim().toLowerCase())), [items, text])
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: found.length, getScrollElement: () => box.current, estimateSize: () => 48, overscan: 8 })
  if (items.length === 0) return <Empty title={t('live.sites_empty')} />
  return (
    <>
      <div className="live-filters">
        <TextInput value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t('live.find_site')} aria-label={t('live.find_site')} leftSection={<IconSearch size={15} />} />
      </div>
      <div className="live-list" ref={box} tabIndex={0} role="list">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const site = found[item.index]
            const around = site && boxOfSite(site)
            return (
              site && (
                <button type="button" role="listitem" key={site.id} className="live-site" style={{ transform: `translateY(${item.start}px)` }} onClick={() => around && onShow(around)}>
                  <i data-pledge={site.kind === 'second_pledge'} />
                  <b className="ellipsis">{site.name}</b>
                  <span className="meta">{word('site_kind', site.kind)}</span>
                </button>
              )
            )
          })}
        </div>
      </div>
    </>
  )
}
