import { TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type CSSProperties, useEffect, useState } from 'react'
import { groupsQuery } from '../../api/groups'
import { useWords, word } from '../../i18n'
import { useBuckets } from '../../ui/bucket'
import { groupInk } from '../../ui/GroupChip'
import { SEVERITIES } from '../../ui/severity'
import { bucketsOf, NO_FIX_H, severitiesOf, toggled } from './chosen'

type Search = { q?: string; sev?: string; bucket?: string; on?: 'connected'; nofix?: string; case?: true; group?: string; sort?: 'risk' | 'dpd' | 'age' }

/** Filters of the list and of the map alike; each stands in the address. */
export function Filters({ search, patch, active, onGroups }: { search: Search; patch: (change: Search) => void; active: boolean; onGroups?: (() => void) | undefined }) {
  const { t } = useWords()
  const ages = useBuckets()
  const severities = severitiesOf(search.sev)
  const buckets = bucketsOf(search.bucket)
  const groups = useQuery(groupsQuery).data ?? []
  const inGroups = search.group?.split(',') ?? []
  const [more, setMore] = useState(buckets.length > 0 || search.on !== undefined || search.nofix !== undefined || search.sort !== undefined)
  const [text, setText] = useState(search.q ?? '')
  // The address follows when the typing rests.
  useEffect(() => {
    if (text === (search.q ?? '')) return
    const timer = setTimeout(() => patch({ q: text || undefined }), 250)
    return () => clearTimeout(timer)
  }, [text, search.q, patch])
  return (
    <div className="live-filters" role="search">
      <TextInput value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t('common.search')} aria-label={t('common.search')} leftSection={<IconSearch size={15} />} rightSection={text ? <button type="button" className="clear" aria-label={t('common.clear')} onClick={() => setText('')}><IconX size={14} /></button> : null} />
      <div className="chips" role="group" aria-label={t('live.severity')}>
        {SEVERITIES.map((severity) => (
          <button key={severity} type="button" className="chip" aria-pressed={severities.includes(severity)} style={{ '--c': `var(--sev-${severity})` } as CSSProperties} onClick={() => patch({ sev: toggled(severities, severity) })}>
            <i aria-hidden />
            {word('severity', severity)}
          </button>
        ))}
        <button type="button" className="chip" aria-pressed={search.case === true} onClick={() => patch({ case: search.case ? undefined : true })}>
          {t('live.has_case')}
        </button>
        <button type="button" className="chip" aria-expanded={more} onClick={() => setMore(!more)}>
          {t('common.more')} {more ? '▴' : '▾'}
        </button>
        {active && (
          <button type="button" className="chip" onClick={() => { setText(''); patch({ q: undefined, sev: undefined, bucket: undefined, on: undefined, nofix: undefined, case: undefined, group: undefined }) }}>
            <IconX size={13} aria-hidden />
            {t('common.clear')}
          </button>
        )}
      </div>
      {(groups.length > 0 || (more && onGroups)) && (
        <div className="chips live-groups" role="group" aria-label={t('groups.title')}>
          {groups.map((one) => (
            <button key={one.id} type="button" className="chip" aria-pressed={inGroups.includes(one.id)} style={groupInk(one.colour)} onClick={() => patch({ group: toggled(inGroups, one.id) })}>
              <i aria-hidden />
              {one.name}
            </button>
          ))}
          {onGroups && (
            <button type="button" className="chip" onClick={onGroups}>
              {t('groups.manage')}
            </button>
          )}
        </div>
      )}
      {more && (
        <>
          <div className="label">{t('live.dpd')}</div>
          <div className="chips" role="group" aria-label={t('live.dpd')}>
            {ages.all.map((bucket) => (
              <button key={bucket} type="button" className="chip" aria-pressed={buckets.includes(bucket)} onClick={() => patch({ bucket: toggled(buckets, bucket) })}>
                {ages.name(bucket)}
              </button>
            ))}
          </div>
          <div className="label">{t('live.online')}</div>
          <div className="chips" role="group" aria-label={t('live.online')}>
            <button type="button" className="chip" aria-pressed={search.on === 'connected'} onClick={() => patch({ on: search.on ? undefined : 'connected' })}>
              {t('live.connected')}
            </button>
          </div>
          <div className="label">{t('fleet.no_fix')}</div>
          <div className="chips" role="group" aria-label={t('fleet.no_fix')}>
            {NO_FIX_H.map((hours) => (
              <button key={hours} type="button" className="chip" aria-pressed={search.nofix === String(hours)} onClick={() => patch({ nofix: search.nofix === String(hours) ? undefined : String(hours) })}>
                {hours < 48 ? t('fleet.hours', { n: hours }) : t('fleet.days', { n: hours / 24 })}
              </button>
            ))}
          </div>
          <div className="label">{t('common.sort')}</div>
          <div className="chips" role="group" aria-label={t('common.sort')}>
            {(['severity', 'risk', 'dpd', 'age'] as const).map((sort) => (
              <button key={sort} type="button" className="chip" aria-pressed={(search.sort ?? 'severity') === sort} onClick={() => patch({ sort: sort === 'severity' ? undefined : sort })}>
                {sort === 'risk' ? t('risk.sort') : t(`live.sort_${sort}`)}
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  )
}
