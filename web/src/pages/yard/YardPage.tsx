import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { IconBuildingWarehouse } from '@tabler/icons-react'
import { queryOptions, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { custodyQuery, yardsQuery } from '../../api/queries'
import { useMay, useSession } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { count, moment, money } from '../../i18n/format'
import { Pill, Plate, Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { complain, told } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { yardOf } from '../dispatch/wire'
import { CheckIn } from './CheckIn'
import './yard.css'

/** Draws codes, which few need. */
const GateCode = lazy(() => import('./GateCode'))

const route = getRouteApi('/inside/yard')

export default function YardPage() {
  const { t } = useWords()
  const may = useMay()
  const me = useSession()?.user_id
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const [adding, setAdding] = useState(false)
  const [coded, setCoded] = useState<{ id: string; name: string } | null>(null)
  useCrumb(<h1>{t('yard.title')}</h1>, t('yard.title'))
  const yards = useQuery(yardsQuery)
  const checked = yards.data?.items.find((one) => one.id === search.yard)
  const approve = useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) => answered(api.POST('/api/v1/yards/{id}/approve', { params: { path: { id } }, headers: { 'If-Match': `"${version}"` }, body: {} })),
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['yards'] }),
  })
  return (
    <div style={{ display: 'flex', flexDirection: 'column' }}>
      <div className="pagehead">
        <h1>{t('yard.title')}</h1>
        <span className="spring" />
        {may('yards:write') && (
          <Button variant={yards.data?.items.length ? 'default' : 'filled'} onClick={() => setAdding(true)}>
            {t('yard.add')}
          </Button>
        )}
      </div>
      <div className="tabs">
        <button type="button" className={search.tab ? '' : 'on'} onClick={() => void navigate({ search: {} })}>
          {t('yard.inventory')}
        </button>
        <button type="button" className={search.tab ? 'on' : ''} onClick={() => void navigate({ search: { tab: 'yards' } })}>
          {t('yard.yards')}
        </button>
      </div>
      <div className="page" style={{ flex: 1 }}>
        <Shown query={yards} waiting={<Rows n={3} height={90} />} right="yards:read">
          {({ items }) => (
            <>
              {items.length === 0 && (
                <Empty icon={<IconBuildingWarehouse size={28} stroke={1.4} />} title={t('yard.none')} action={may('yards:write') && <Button onClick={() => setAdding(true)}>{t('yard.add')}</Button>}>
                  {t('yard.none_text')}
                </Empty>
              )}
              <div className="yards">
                {items.map((view) => {
                  const yard = yardOf(view)
                  const share = Math.min(100, (view.occupied / yard.bays) * 100)
                  return (
                    <article key={view.id} className="panel yard">
                      <header>
                        <b>{yard.name}</b>
                        {yard.approved_by ? <Pill color="var(--sev-ok)">{t('yard.approved')}</Pill> : <Pill color="var(--sev-warn)">{t('yard.not_approved')}</Pill>}
                      </header>
                      <span className="sub">{yard.address}</span>
                      <span className="meta">{yard.opening_hours}</span>
                      <span className="bar" role="meter" aria-valuemin={0} aria-valuemax={yard.bays} aria-valuenow={view.occupied} aria-label={yard.name}>
                        <i ref={(bar) => bar?.style.setProperty('width', `${share}%`)} />
                      </span>
                      <span className="meta">{t('yard.occupied', { n: count(view.occupied), total: count(yard.bays) })}</span>
                      {yard.approved_by && may('custody:write') && !yard.closed && (
                        <div className="yardhead">
                          <Button size="xs" onClick={() => void navigate({ search: { yard: view.id, check: 'in' } })}>
                            {t('checkin.do_in')}
                          </Button>
                          <ExportMenu path={`yards/${view.id}/inventory`} />
                          <Button size="xs" variant="default" onClick={() => setCoded({ id: view.id, name: yard.name })}>
                            {t('yard.gate_code')}
                          </Button>
                        </div>
                      )}
                      {!yard.approved_by && may('yards:approve') && (
                        <Button size="compact-sm" variant="default" onClick={() => approve.mutate(view)} loading={approve.isPending} title={me}>
                          {t('yard.approve')}
                        </Button>
                      )}
                    </article>
                  )
                })}
              </div>
              {!search.tab && items.length > 0 && <Inventory yards={items} onOut={(yard, kase) => void navigate({ search: { yard, check: kase } })} />}
            </>
          )}
        </Shown>
      </div>
      {checked && search.check && <CheckIn key={search.check} yard={checked} out={search.check !== 'in'} kase={search.check === 'in' ? undefined : search.check} onClose={() => void navigate({ search: {} })} />}
      {coded && (
        <Suspense fallback={null}>
          <GateCode yard={coded} onClose={() => setCoded(null)} />
        </Suspense>
      )}
      {adding && <AddYard onClose={() => setAdding(false)} />}
    </div>
  )
}

const inventoryQuery = (id: string) => queryOptions({ queryKey: ['inventory', id], queryFn: () => answered(api.GET('/api/v1/yards/{id}/inventory', { params: { path: { id }, query: { limit: 500 } } })) })
const CAPPED = 200

/** The cars of all yards, the longest stored first: each with what its storage has cost. */
function Inventory({ yards, onOut }: { yards: readonly Schemas['YardView'][]; onOut: (yard: string, kase: string) => void }) {
  const { t } = useWords()
  const may = useMay()
  const lists = useQueries({ queries: yards.map((yard) => inventoryQuery(yard.id)) })
  const cars = useMemo(() => lists.flatMap(({ data }, i) => (data?.items ?? []).map((car) => ({ car, yard: yards[i] }))).sort((a, b) => a.car.since.localeCompare(b.car.since)), [lists, yards])
  const custody = useQueries({ queries: cars.slice(0, CAPPED).map(({ car }) => custodyQuery(car.case_id)) })
  const failed = lists.find((list) => list.isError)
  if (failed) return <ProblemNote problem={asProblem(failed.error)} right="yards:read" />
  return (
    <section className="panel tablebox" style={{ marginTop: 16, overflow: 'auto' }} tabIndex={0}>
      {cars.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th>{t('cases.plate')}</th>
              <th>{t('checkin.yard')}</th>
              <th>{t('yard.arrived')}</th>
              <th className="num">{t('yard.days')}</th>
              <th className="num">{t('checkin.cost')}</th>
              <th className="num">{t('checkin.odometer')}</th>
              <th>{t('cases.state')}</th>
              <th aria-label={t('common.more')} />
            </tr>
          </thead>
          <tbody>
            {cars.map(({ car, yard }, i) => {
              const storage = custody[i]?.data?.storage as unknown as { fee: { minor: number; currency: string } }[] | undefined
              const fee = storage?.reduce((sum, one) => sum + one.fee.minor, 0)
              return (
                <tr key={car.case_id}>
                  <td>
                    <Link to="/cases/$id" params={{ id: car.case_id }} aria-label={car.plate ?? undefined}>
                      <Plate small text={car.plate} />
                    </Link>{' '}
                    <span className="sub">{[car.make, car.model].filter(Boolean).join(' ')}</span>
                  </td>
                  <td>{yard && yardOf(yard).name}</td>
                  <td>{moment(car.since)}</td>
                  <td className="num">
                    {car.overdue ? <Pill color="var(--sev-high)">{count(days(car.since))}</Pill> : count(days(car.since))}
                  </td>
                  <td className="num">{storage?.[0] && fee !== undefined ? money(fee, storage[0].fee.currency) : '—'}</td>
                  <td className="num">{car.odometer_km != null ? `${count(car.odometer_km)} ${t('unit.km')}` : '—'}</td>
                  <td>{word('case_state', car.case_state)}</td>
                  <td className="num">
                    {may('custody:write') && yard && (
                      <Button size="compact-xs" variant="default" onClick={() => onOut(yard.id, car.case_id)}>
                        {t('checkin.do_out')}
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {cars.length === 0 && lists.every((list) => !list.isPending) && <Empty title={t('yard.no_cars')} />}
    </section>
  )
}

const days = (since: string) => Math.floor((Date.now() - Date.parse(since)) / 86_400_000)

function AddYard({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? '')
      const rates = { per_day: [['car', { minor: Math.round(Number(text('per_day')) * 100), currency: 'CNY' }]], free_days: 0, cap: null }
      return answered(api.POST('/api/v1/yards', { body: { name: text('name'), address: text('address'), bays: Number(text('bays')), opening_hours: text('hours'), lat: Number(text('lat')), lon: Number(text('lon')), rates: rates as never } }))
    },
    onSuccess: () => {
      void told(t('yard.added'))
      void client.invalidateQueries({ queryKey: ['yards'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<b>{t('yard.add')}</b>} size={520} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className="addyard"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={t('yard.name')} required data-autofocus />
        <TextInput name="address" label={t('yard.address')} required />
        <NumberInput name="bays" label={t('yard.bays')} required min={1} max={100_000} defaultValue={40} />
        <TextInput name="hours" label={t('yard.hours')} required defaultValue={t('yard.opening_default')} />
        <NumberInput name="lat" label={t('yard.lat')} required min={-90} max={90} decimalScale={6} hideControls />
        <NumberInput name="lon" label={t('yard.lon')} required min={-180} max={180} decimalScale={6} hideControls />
        <NumberInput name="per_day" label={t('yard.per_day')} required min={0} decimalScale={2} defaultValue={40} />
        {add.isError && <ProblemNote problem={asProblem(add.error)} />}
        <Button type="submit" loading={add.isPending}>
          {t('yard.add')}
        </Button>
      </form>
    </Modal>
  )
}
