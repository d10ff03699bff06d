import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconCheck, IconChecks, IconClock, IconCloudOff, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type Cut, stormQuery } from '../../api/inbox'
import { asProblem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { count, fullMoment, moment } from '../../i18n/format'
import { AssignMenu } from '../../ui/AssignMenu'
import { Rows, Stat } from '../../ui/bits'
import { Place } from '../../ui/Place'
import { SeverityIcon, SeverityPill } from '../../ui/severity'
import { Empty, ProblemNote } from '../../ui/states'
import { DESK } from './AlertDetail'
import { type Opened, SnoozeMenu } from './BulkBar'
import { type Decidable, type Decision, snoozeUntil } from './desk'
import { stormName } from './rows'
import { say } from './say'

const route = getRouteApi('/inside/alerts')
type Props = { id: string; cut: Cut; decide: (decision: Decision, of: Decidable[]) => void; onResolve: (of: Decidable[]) => void; opened: Opened; onOpened: (menu: Opened) => void }

/** Many silent vehicles as one matter: what it is, since when, where, which, and one decision for all. */
export default function StormDetail({ id, cut, decide, onResolve, opened, onOpened }: Props) {
  const { t, language } = useWords()
  const tell = say(language)
  const may = useMay()
  const navigate = route.useNavigate()
  const query = useQuery(stormQuery(id, cut))
  const leave = () => void navigate({ search: (before) => ({ ...before, storm: undefined, v: undefined, a: undefined }) })
  const back = (
    <ActionIcon className="back" variant="subtle" color="gray" aria-label={t('common.back')} onClick={leave}>
      <IconArrowLeft size={18} />
    </ActionIcon>
  )
  const problem = query.isError ? asProblem(query.error) : null
  // Once it is over, what it was is no longer shown either.
  if (!query.data || problem?.status === 404) {
    if (!problem) return <Rows n={8} height={58} />
    if (problem.status !== 404) return <div style={{ padding: 12 }}>{back}<ProblemNote problem={problem} retry={() => void query.refetch()} right="alerts:read" /></div>
    return (
      <Empty icon={<IconCloudOff size={28} stroke={1.4} aria-hidden />} title={tell('gone')} action={<Button variant="default" onClick={leave}>{tell('to_inbox')}</Button>}>
        {tell('gone_text')}
      </Empty>
    )
  }
  const { storm, alerts } = query.data
  const open = alerts.filter((one) => one.desk_state !== 'resolved')
  const town = language === 'zh' ? (storm.town_zh ?? storm.town) : storm.town
  return (
    <>
      <header className="detail-head">
        <div className="detail-title">
          {back}
          <h2 className="stormtitle">{stormName(storm, tell, language, count)}</h2>
          <SeverityPill severity={storm.severity} />
        </div>
        {may('alerts:write') && open.length > 0 && (
          <div className="detail-actions">
            <Button onClick={() => decide({ do: 'acknowledge' }, open)} disabled={open.every((one) => one.desk_state === 'acknowledged')} leftSection={<IconCheck size={15} />} rightSection={<kbd>E</kbd>}>
              {t('alerts.ack')}
            </Button>
            <SnoozeMenu onSnooze={(choice) => decide({ do: 'snooze', until: snoozeUntil(choice) }, open)} opened={opened === 'snooze'} onChange={(on) => onOpened(on ? 'snooze' : null)}>
              <Button variant="default" leftSection={<IconClock size={15} />} rightSection={<kbd>S</kbd>}>
                {t('alerts.snooze')}
              </Button>
            </SnoozeMenu>
            <AssignMenu roles={DESK} opened={opened === 'assign'} onChange={(on) => onOpened(on ? 'assign' : null)} onAssign={(user) => decide({ do: 'assign', user }, open)}>
              <Button variant="default" leftSection={<IconUserPlus size={15} />} rightSection={<kbd>A</kbd>}>
                {t('assign.title')}
              </Button>
            </AssignMenu>
            <Button variant="default" onClick={() => onResolve(open)} leftSection={<IconChecks size={15} />} rightSection={<kbd>R</kbd>}>
              {t('alerts.resolve')}
            </Button>
          </div>
        )}
      </header>
      <div className="detail-body">
        <div className="detail-main">
          <section>
            <p className="storm-what">{tell('storm_what')}</p>
            <div className="kv three">
              <Stat label={tell('vehicles')}>{count(storm.vehicles)}</Stat>
              <Stat label={tell('not_seen')}>{count(storm.fresh)}</Stat>
              <Stat label={tell('where')}>{storm.region ?? (town ? tell('around', { place: town }) : t('common.unknown'))}</Stat>
              <Stat label={tell('first')}><span title={fullMoment(storm.first_at)}>{moment(storm.first_at)}</span></Stat>
              <Stat label={tell('last')}><span title={fullMoment(storm.last_at)}>{moment(storm.last_at)}</span></Stat>
            </div>
          </section>
          <section>
            <h2 className="section">{t('alerts.position')}</h2>
            {storm.lat != null && storm.lon != null ? <Place lat={storm.lat} lon={storm.lon} tone={`var(--sev-${storm.severity})`} zoom={5.6} /> : <span className="meta">{t('alerts.no_position')}</span>}
          </section>
        </div>
        <aside className="detail-side">
          <h2 className="section">
            <span>{tell('list')}</span>
            <b>{count(storm.alerts)}</b>
          </h2>
          {alerts.slice(0, SHOWN).map((one) => (
            <button key={one.id} type="button" className="oneof" onClick={() => void navigate({ search: (before) => ({ ...before, storm: undefined, v: one.vehicle_id, a: one.id }) })}>
              <SeverityIcon severity={one.severity} />
              <b className="ellipsis">{one.plate ?? one.vehicle_id.slice(0, 8)}</b>
              <span className="meta">{moment(one.event_at)}</span>
              <span className="meta second">{word('desk_state', one.desk_state)}</span>
            </button>
          ))}
          {storm.alerts > SHOWN && <p className="meta">{tell('first_of', { n: count(Math.min(SHOWN, alerts.length)), total: count(storm.alerts) })}</p>}
        </aside>
      </div>
    </>
  )
}

/** Rows of the side list; the unfolded storm in the middle has all. */
const SHOWN = 200
