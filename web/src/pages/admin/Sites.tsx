import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { sitesQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { day } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { Empty, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { Head } from './Head'
import { say } from './say'
import { SiteEditor } from './SiteEditor'
import { SiteLoad } from './SiteLoad'

type Site = Schemas['Site']
const route = getRouteApi('/inside/admin')

export function Sites() {
  const { t, language } = useWords()
  const [loading, load] = useState(false)
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(sitesQuery)
  const edit = (sel: string | undefined) => void navigate({ search: { tab: 'sites', ...(sel ? { sel } : {}) } })
  const edited = query.data?.items.find((one) => one.id === search.sel)
  return (
    <>
      <Head title={t('admin.sites')}>
        <ExportMenu path="sites" />
        {may('sites:write') && (
          <Button variant="default" onClick={() => load(true)}>
            {say(language)('sites_load')}
          </Button>
        )}
        {may('sites:write') && <Button onClick={() => edit('new')}>{t('sites_edit.add')}</Button>}
      </Head>
      {loading && <SiteLoad onClose={() => load(false)} />}
      <Shown query={query} waiting={<Rows />} right="sites:read">
        {({ items }) => (
          <>
            {may('sites:write') && (search.sel === 'new' || edited) && <SiteEditor key={search.sel} site={edited ?? null} sites={items} onClose={() => edit(undefined)} />}
            <Table
              rows={items}
              id={(one) => one.id}
              empty={<Empty title={t('live.sites_empty')} />}
              columns={[
                { head: t('admin.name'), cell: (one) => (may('sites:write') ? <button type="button" className="linkish" onClick={() => edit(one.id)}>{one.name}</button> : <b>{one.name}</b>) },
                { head: t('admin.kind'), cell: (one) => <Pill color={one.kind === 'second_pledge' ? 'var(--sev-high)' : undefined} plain={one.kind !== 'second_pledge'}>{word('site_kind', one.kind)}</Pill> },
                { head: t('admin.radius'), num: true, cell: (one) => { const shape = one.shape as unknown as { radius_m?: number }; return shape.radius_m ? `${Math.round(shape.radius_m)} ${t('unit.m')}` : '—' } },
                { head: t('admin.created'), cell: (one) => day(one.created_at) },
                ...(may('alerts:read') ? [{ head: t('nav.alerts'), cell: (one: Site) => <Link to="/alerts" search={{ queue: 'all', site: one.id }} aria-label={say(language)('site_alerts', { site: one.name })}>{say(language)('show')}</Link> }] : []),
              ]}
            />
          </>
        )}
      </Shown>
    </>
  )
}
