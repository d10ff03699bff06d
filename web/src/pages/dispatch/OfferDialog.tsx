import { Button, Group, Modal, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { asProblem } from '../../api/problem'
import { matchesQuery, orderQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { type Refusal, refusalLine } from '../../i18n/reasons'
import { metres } from '../../i18n/format'
import { Pill, Plate, Rows, Stat } from '../../ui/bits'
import { told } from '../../ui/notify'
import { ProblemNote, Shown } from '../../ui/states'
import { reach } from './bars'
import { LeadsTo } from './LeadsTo'
import { orderOf, type Ranking, vendorOf } from './wire'

/** What the server must know before an order is offered to one contractor, and what it says of the two. */
export function OfferDialog({ id, plate, vendor, onClose }: { id: string; plate: string | undefined; vendor: Schemas['VendorView']; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const query = useQuery(orderQuery(id))
  const matches = useQuery(matchesQuery(id))
  const [minutes, setMinutes] = useState(60)
  const offer = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/orders/{id}/offer', { params: { path: { id } }, body: { mode: 'direct', minutes, vendors: [vendor.id] } })),
    onSuccess: () => {
      void told(t('dispatch.offered'))
      onClose()
    },
    onSettled: () => { for (const key of ['orders', 'order', 'case', 'cases']) void client.invalidateQueries({ queryKey: [key] }) },
  })
  const { name, bases } = vendorOf(vendor)
  return (
    <Modal opened onClose={onClose} title={<b>{t('lanes.title_offer')}</b>} size={480} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Shown query={query} waiting={<Rows n={3} />} right="orders:read">
        {(order) => {
          const { instructions, term, target } = orderOf(order)
          const step = order.actions.find((one) => one.action === 'offer')
          const way = reach(bases, target)
          return (
            <form
              className="offer-form"
              onSubmit={(event) => {
                event.preventDefault()
                offer.mutate()
              }}
            >
              <div className="job-title">
                <Plate text={plate} />
                <Pill plain>{word('order_kind', order.kind)}</Pill>
              </div>
              <div className="kv">
                <Stat label={t('lanes.to')}>{name}</Stat>
                <Stat label={t('case.ends_on')}>{term.ends_on}</Stat>
              </div>
              {way !== null && <span className="meta">{t('lanes.away', { way: metres(way) })}</span>}
              {instructions && <blockquote className="said">{instructions}</blockquote>}
              <Shown query={matches} waiting={<span className="meta">{t('lanes.asking')}</span>} right="orders:read">
                {(found) => {
                  const ranking = found.ranking as unknown as Ranking
                  const fits = ranking.ranked.find((one) => one.vendor === vendor.id)
                  const passed = ranking.passed.find((one) => one.vendor === vendor.id)
                  const why = step?.refusal ? [step.refusal as unknown as Refusal] : (passed?.refusals ?? [])
                  return (
                    <>
                      <LeadsTo leads={found.leads_to} />
                      {fits && <span className="meta">{t('lanes.fits', { n: Math.round(fits.score_bp / 100) })} · {fits.terms.filter((term) => term.adds_bp > 0).map((term) => `${word('match_term', term.term)} ${term.value}`).join(' · ')}</span>}
                      {(why.length > 0 || !fits) && (
                        <div className="problem" role="alert">
                          <b>{t('error.refused')}</b>
                          {why.map((one) => (
                            <span key={one.message}>
                              {refusalLine(one)}
                            </span>
                          ))}
                          {why.length === 0 && <span>{t('lanes.not_listed')}</span>}
                        </div>
                      )}
                      <NumberInput label={t('dispatch.expires')} value={minutes} onChange={(value) => setMinutes(Number(value) || 60)} min={5} max={10_080} suffix=" min" />
                      {offer.isError && <ProblemNote problem={asProblem(offer.error)} />}
                      <Group justify="end" gap={8}>
                        <Button variant="default" onClick={onClose}>
                          {t('common.cancel')}
                        </Button>
                        <Button type="submit" loading={offer.isPending} disabled={!fits || why.length > 0} data-autofocus>
                          {t('dispatch.offer')}
                        </Button>
                      </Group>
                    </>
                  )
                }}
              </Shown>
            </form>
          )
        }}
      </Shown>
    </Modal>
  )
}
