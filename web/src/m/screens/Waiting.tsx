import { useState } from 'react'
import { type Item, pending } from '../items'
import { phone, usePhone } from '../phone'
import { Button, Empty, Page, Thumb } from '../ui'
import { moment, reasonWords, t, word } from '../words'

const nameOf = (item: Item) => (item.what === 'file' ? (item.note ?? word('slot', item.slot)) : item.name === 'handover' ? t('waiting.call_handover') : item.name === 'contact' ? t('waiting.call_contact') : recordName(item.body))
const recordName = (body: unknown) => {
  const kind = (body as { kind?: string }).kind
  return kind === 'condition' ? t('step.condition') : kind === 'property_inventory' ? t('step.property') : kind === 'incident' ? t('step.incident') : kind === 'site' ? t('found.title') : t('waiting.call_records')
}

function Row({ item }: { item: Item }) {
  const { jobs } = usePhone()
  const [sure, setSure] = useState(false)
  const plate = jobs.find((job) => job.id === item.order)?.order.car.plate
  const stuck = phone.queue.stuck(item)
  const refused = reasonWords({ what: item.refused?.detail ?? '', helps: item.refused?.fix ?? '', code: item.refused?.reason, params: item.refused?.params })
  return (
    <section className="card">
      <div className="spread" style={{ flexWrap: 'nowrap' }}>
        <div>
          <b>{nameOf(item)}</b>
          <div className="meta">
            {plate ? `${plate} · ` : ''}
            {t('waiting.made', { time: moment(item.made_at) })}
            {item.what === 'file' && ` · ${t('waiting.kb', { n: Math.round(item.bytes / 1000) })}`}
          </div>
        </div>
        {item.what === 'file' && item.thumb && (
          <div className="shot" style={{ width: 64, flex: 'none' }}>
            <Thumb blob={item.thumb} alt="" />
          </div>
        )}
      </div>
      {item.state === 'waiting' && item.what === 'call' && item.needs.length > 0 && <p className="meta">{t(stuck ? 'waiting.failed_need' : 'waiting.needs')}</p>}
      {item.refused && (
        <div className="note bad" role="alert">
          <b>{t('waiting.refused')}</b>
          <span>{item.refused.status === 404 ? t('waiting.gone') : refused.what}</span>
          {refused.helps && <span className="fix">{t('common.what_helps')}: {refused.helps}</span>}
          <code>{item.refused.code}</code>
        </div>
      )}
      {(item.state === 'refused' || stuck) && (
        <div className="grid2">
          <Button disabled={item.state !== 'refused'} onClick={() => void phone.queue.retry(item.id).then(() => phone.drain())}>{t('waiting.again')}</Button>
          <Button look="danger" onClick={() => (sure ? void phone.queue.discard(item.id) : setSure(true))}>{sure ? t('waiting.discard_sure') : t('waiting.discard')}</Button>
        </div>
      )}
    </section>
  )
}

export function Waiting() {
  const { items, online } = usePhone()
  const [busy, setBusy] = useState(false)
  const rows = pending(items)
  return (
    <Page title={t('waiting.title')}>
      {rows.length === 0 ? (
        <Empty title={t('waiting.none')}>{t('waiting.none_text')}</Empty>
      ) : (
        <>
          <p className="sub">{t('waiting.next')}</p>
          {online && <Button look="main" busy={busy} onClick={() => { setBusy(true); void phone.drain().finally(() => setBusy(false)) }}>{t('waiting.send_now')}</Button>}
        </>
      )}
      {rows.map((item) => <Row key={item.id} item={item} />)}
    </Page>
  )
}
