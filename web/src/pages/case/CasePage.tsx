import { Button, Menu } from '@mantine/core'
import { IconCar, IconChevronDown, IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { answered, api, seen } from '../../api/client'
import { type CaseDetail, caseQuery, casesQuery, loanQuery, positionQuery, vehicleQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { day, money, moment } from '../../i18n/format'
import { reasonWords, refusalWords } from '../../i18n/reasons'
import { AssignMenu, useNames } from '../../ui/AssignMenu'
import { complain } from '../../ui/notify'
import { Ago, Logged, Pill, Plate, Rows, Stat } from '../../ui/bits'
import { useKeys } from '../../ui/keys'
import { Place } from '../../ui/Place'
import { SeverityPill } from '../../ui/severity'
import { Shown } from '../../ui/states'
import { DOABLE, ROAD } from './actions'
import { useAct } from './ActDialog'
import './case.css'
import { Borrower } from '../../ui/Borrower'
import { CaseAlerts, Custody, EvidenceList, History, Ledger, Orders } from './sections'
import { holdsOf, openHolds } from './hold'
import { Checks } from './Checks'
import { Forecast } from '../vehicle/Forecast'
import { Intake } from './Intake'
import { Letterhead } from './Letterhead'
import { Notes } from './Notes'

const route = getRouteApi('/inside/cases/$id')
/** States in which somebody looks for the car. */
const WANTED: readonly string[] = ['flagged', 'in_review', 'authorised', 'in_recovery']

export default function CasePage() {
  const { id } = route.useParams()
  const query = useQuery(caseQuery(id))
  return (
    <Shown query={query} waiting={<Rows n={9} height={64} />} right="cases:read">
      {(kase) => <CaseFile kase={kase} />}
    </Shown>
  )
}

function CaseFile({ kase }: { kase: CaseDetail }) {
  const { t } = useWords()
  const may = useMay()
  const navigate = route.useNavigate()
  // An order that was written is offered next: that is done where the contractors are.
  const act = useAct((action, { id }) => action === 'dispatch' && void navigate({ to: '/dispatch', search: { job: id } }))
  const vehicle = useQuery({ ...vehicleQuery(kase.vehicle_id), enabled: may('vehicles:read') }).data
  const position = useQuery({ ...positionQuery(kase.vehicle_id), enabled: may('locations:read') }).data
  const loan = useQuery({ ...loanQuery(kase.loan_id), enabled: may('loans:read') }).data
  const place = position?.items.find((one) => one.lat != null && one.lon != null)
  useCrumb(
    <>
      <Link to="/cases">{t('cases.title')}</Link> / <h1>{kase.plate ?? kase.contract_number}</h1>
    </>,
    kase.plate ?? kase.contract_number,
  )
  const nameOf = useNames()
  const client = useQueryClient()
  const assign = useMutation({
    mutationFn: (user: string) => answered(api.POST('/api/v1/cases/{id}/assign', { params: { path: { id: kase.id }, header: seen(kase.version) }, body: { user_id: user } })),
    onError: complain,
    onSettled: () => { for (const key of ['case', 'cases']) void client.invalidateQueries({ queryKey: [key] }) },
  })
  const byHand = kase.actions.filter((one) => DOABLE[one.action])
  const possible = byHand.filter((one) => one.refusal == null)
  const refused = byHand.filter((one) => one.refusal != null)
  const first = possible.find((one) => !DOABLE[one.action]?.grave && one.action !== 'place_hold' && one.action !== 'return' && one.action !== 'reject')
  const others = possible.filter((one) => one !== first)
  // In the order of the list of open cases, from which most come here.
  const open = useQuery(casesQuery({ open: true })).data?.items
  const beside = (by: number) => {
    const at = open?.findIndex((one) => one.id === kase.id) ?? -1
    const next = at < 0 ? open?.[0] : open?.[at + by]
    if (next) void navigate({ to: '/cases/$id', params: { id: next.id } })
  }
  useKeys([
    ...(first ? [{ keys: 'm', what: word('case_action', first.action), do: () => act.ask(first.action, kase) }] : []),
    { keys: ']', what: t('common.next'), do: () => beside(1) },
    { keys: '[', what: t('common.previous'), do: () => beside(-1) },
    { keys: '.', what: t('cases.menu'), do: () => document.getElementById('case-menu')?.click() },
    { keys: 'v', what: t('alerts.view_vehicle'), do: () => document.getElementById('to-vehicle')?.click() },
  ])
  const flag = kase.flag
  const holds = holdsOf(kase)
  return (
    <div className="case">
      <header className="case-head">
        <div className="case-title">
          <Plate text={kase.plate} />
          <div>
            <div className="case-name">
              {[vehicle?.model_year, vehicle?.make, vehicle?.model].filter(Boolean).join(' ') || vehicle?.vin || kase.contract_number}
            </div>
            <div className="sub">
              {kase.contract_number} · {t('cases.opened')} {day(kase.opened_at)}
            </div>
          </div>
          {vehicle?.worst_severity && <SeverityPill severity={vehicle.worst_severity} />}
          <Pill color={kase.dpd >= 60 ? 'var(--sev-high)' : 'var(--sev-warn)'}>{t('live.dpd_n', { n: kase.dpd })}</Pill>
          {kase.open_holds > 0 && kase.state !== 'closed' && <Pill color="var(--sev-warn)">{t('cases.on_hold')}</Pill>}
          <span className="spring" />
          <Button id="to-vehicle" variant="default" leftSection={<IconCar size={15} />} renderRoot={(props) => <Link {...props} to="/vehicles/$id" params={{ id: kase.vehicle_id }} />}>
            {t('case.vehicle')}
          </Button>
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <Button id="case-menu" variant="default" rightSection={<IconChevronDown size={14} />}>
                {t('cases.menu')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((one) => (
                <Menu.Item key={one.action} color={DOABLE[one.action]?.grave ? 'red' : undefined} onClick={() => act.ask(one.action, kase)}>
                  {word('case_action', one.action)}
                </Menu.Item>
              ))}
              {others.length > 0 && <Menu.Divider />}
              <Menu.Item leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
                {t('more.print')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          {first && (
            <Button onClick={() => act.ask(first.action, kase)} loading={act.busy} rightSection={<kbd>M</kbd>}>
              {word('case_action', first.action)}
            </Button>
          )}
        </div>
        <Stepper state={kase.state} />
        <Letterhead kase={kase} vehicle={vehicle} />
      </header>
      <div className="case-body">
        <div className="case-main">
          <section>
            <h2 className="section">{t('case.why')}</h2>
            <ul className="reasons">
              {flag.reasons.map((one) => (
                <li key={one.text}>
                  <b>{word('case_rule', one.rule)}</b>
                  <span className="sub">{reasonWords({ what: one.text, helps: '', code: one.rule === 'manual' ? undefined : one.code, params: one.params }).what}</span>
                </li>
              ))}
            </ul>
            <CaseAlerts kase={kase} />
          </section>
          <section>
            <h2 className="section">{t('case.actions')}</h2>
            <ul className="actions">
              {possible.map((one) => (
                <li key={one.action} data-ok>
                  <button type="button" onClick={() => act.ask(one.action, kase)}>
                    {word('case_action', one.action)}
                  </button>
                </li>
              ))}
            </ul>
            {refused.length > 0 && (
              <details className="refused">
                <summary>
                  {t('case.not_possible')} ({refused.length})
                </summary>
                <ul>
                  {refused.map((one) => {
                    if (!one.refusal) return null
                    const why = refusalWords(one.refusal)
                    return (
                      <li key={one.action}>
                        <b>{word('case_action', one.action)}</b>
                        <span className="sub">{why.what}</span>
                        <span className="meta">
                          {t('error.fix')}: {why.helps}
                        </span>
                      </li>
                    )
                  })}
                </ul>
              </details>
            )}
          </section>
          {may('orders:read') && <Orders id={kase.id} />}
          {may('ledger:read') && <Ledger id={kase.id} currency={kase.currency} />}
          {may('evidence:read') && <Notes id={kase.id} />}
          <EvidenceList id={kase.id} />
          <History kase={kase} />
        </div>
        <aside className="case-side">
          <section>
            <h2 className="section">{t('case.money')}</h2>
            <div className="kv">
              <Stat label={t('case.outstanding')}>{money(kase.outstanding_minor, kase.currency)}</Stat>
              <Stat label={t('case.overdue')}>{money(kase.overdue_minor, kase.currency)}</Stat>
              <Stat label={t('assign.owner')}>
                {nameOf(kase.assigned_to) ?? '—'}{' '}
                {may('cases:write') && kase.closed_at == null && (
                  <AssignMenu roles={['admin', 'supervisor', 'risk_officer', 'legal']} onAssign={(user) => assign.mutate(user)}>
                    <Button size="compact-xs" variant="default" loading={assign.isPending}>
                      {t('assign.title')}
                    </Button>
                  </AssignMenu>
                )}
              </Stat>
            </div>
          </section>
          {loan?.borrower_id && <Borrower id={loan.borrower_id} />}
          {may('locations:read') && (
            <section>
              <h2 className="section">{t('case.where')}</h2>
              {place?.lat != null && place.lon != null ? (
                <>
                  <Place lat={place.lat} lon={place.lon} tone="var(--acc)" height={170} zoom={7.6} />
                  <div className="meta" style={{ marginTop: 4 }}>
                    {t('live.last_fix')} {place.at && <Ago at={place.at} />}
                    {position?.precision === 'coarse' && <> · {t('live.coarse')}</>}
                  </div>
                </>
              ) : (
                <span className="meta">{t('vehicle.no_fix_at_all')}</span>
              )}
            </section>
          )}
          {may('locations:read') && WANTED.includes(kase.state) && <Forecast id={kase.vehicle_id} reason={undefined} />}
          <Checks kase={kase} />
          <Intake kase={kase} />
          <section>
            <h2 className="section">{t('case.holds')}</h2>
            {holds.length === 0 && <span className="meta">{t('case.no_holds')}</span>}
            {holds.map((hold) => (
              <div key={hold.id} className="holding" data-open={hold.phase.phase !== 'released'}>
                <b>{word('hold_kind', hold.kind)}</b>
                <span className="meta">{moment(hold.placed_at)}</span>
                <span className="sub">{hold.reason}</span>
              </div>
            ))}
            {openHolds(kase).length > 0 && possible.some((one) => one.action === 'release_hold') && (
              <Button variant="default" mt={8} onClick={() => act.ask('release_hold', kase)}>
                {t('case.release')}
              </Button>
            )}
          </section>
          <Custody id={kase.id} />
          <Logged />
        </aside>
      </div>
      {act.dialog}
    </div>
  )
}

/** The road in order; what ends it elsewhere stands where it left. */
function Stepper({ state }: { state: string }) {
  const road: readonly string[] = [...ROAD, 'settled']
  const at = road.indexOf(state)
  const steps = at < 0 ? [...ROAD.slice(0, 1), state] : road
  return (
    <ol className="stepper">
      {steps.map((step, i) => {
        const here = step === state
        return (
          <li key={step} data-at={here ? 'here' : at >= 0 && i < at ? 'done' : 'ahead'} aria-current={here ? 'step' : undefined} style={{ '--n': i } as CSSProperties}>
            {word('case_state', step)}
          </li>
        )
      })}
    </ol>
  )
}
