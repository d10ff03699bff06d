import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { IconBuildingWarehouse } from '@tabler/icons-react'
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { answered, api } from '../../api/client'
import { asProblem } from '../../api/problem'
import { casesQuery, custodyQuery, yardsQuery } from '../../api/queries'
import { useMay, useSession } from '../../app/session'
import { useCrumb } from '../../frame/crumb'
import { useWords, word } from '../../i18n'
import { count, moment } from '../../i18n/format'
import { Pill, Plate, Rows } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { Empty, ProblemNote, Shown } from '../../ui/states'
import { yardOf } from '../dispatch/wire'
import './yard.css'

const route = getRouteApi('/inside/yard')
const HERE = ['in_custody', 'for_disposal', 'sold'] as const

export default function YardPage() {
  const { t } = useWords()
  const may = useMay()
  const me = useSession()?.user_id
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const [adding, setAdding] = useState(false)
  useCrumb(<h1>{t('yard.title')}</h1>, t('yard.title'))
  const yards = useQuery(yardsQuery)
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
        {may('yards_write') && (
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
        <Shown query={yards} waiting={<Rows n={3} height={90} />} right="yards">
          {({ items }) => (
            <>
              {items.length === 0 && (
                <Empty icon={<IconBuildingWarehouse size={28} stroke={1.4} />} title={t('yard.none')} action={may('yards_write') && <Button onClick={() => setAdding(true)}>{t('yard.add')}</Button>}>
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
                      {!yard.approved_by && may('yards_write') && (
                        <Button size="compact-sm" variant="default" onClick={() => approve.mutate(view)} loading={approve.isPending} title={me}>
                          {t('yard.approve')}
                        </Button>
                      )}
                    </article>
                  )
                })}
              </div>
              {!search.tab && items.length > 0 && <Inventory />}
            </>
          )}
        </Shown>
      </div>
      {adding && <AddYard onClose={() => setAdding(false)} />}
    </div>
  )
}

/** Cars in custody. When each came is in its hand-overs. */
function Inventory() {
  const { t } = useWords()
  const lists = useQueries({ queries: HERE.map((state) => casesQuery({ state })) })
  const cars = useMemo(() => lists.flatMap(({ data }) => data?.items ?? []), [lists])
  const custody = useQueries({ queries: cars.slice(0, 200).map((kase) => custodyQuery(kase.id)) })
  const failed = lists.find((list) => list.isError)
  if (failed) return <ProblemNote problem={asProblem(failed.error)} right="cases" />
  return (
    <section className="panel" style={{ marginTop: 16, overflow: 'auto' }}>
      <table className="list">
        <thead>
          <tr>
            <th>{t('cases.plate')}</th>
            <th>{t('cases.state')}</th>
            <th>{t('yard.arrived')}</th>
            <th className="num">{t('yard.days')}</th>
            <th>{t('case.custody')}</th>
          </tr>
        </thead>
        <tbody>
          {cars.map((kase, i) => {
            const chain = custody[i]?.data?.hand_overs as unknown as { at: string; to: { custodian: string } }[] | undefined
            const came = chain?.findLast((hand) => hand.to.custodian === 'yard')?.at
            return (
              <tr key={kase.id}>
                <td>
                  <Link to="/cases/$id" params={{ id: kase.id }}>
                    <Plate small text={kase.plate} />
                  </Link>
                </td>
                <td>{word('case_state', kase.state)}</td>
                <td>{came ? moment(came) : '—'}</td>
                <td className="num">{came ? Math.floor((Date.now() - Date.parse(came)) / 86_400_000) : '—'}</td>
                <td>{word('custodian', (custody[i]?.data?.custodian as unknown as { custodian?: string } | undefined)?.custodian ?? '')}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {cars.length === 0 && <Empty title={t('yard.no_cars')} />}
    </section>
  )
}

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
