import { Button, Modal, Textarea } from '@mantine/core'
import { IconEye, IconHeartHandshake, IconListDetails } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../api/client'
import { useCan, useMay } from '../app/session'
import { useWords } from '../i18n'
import { Pill, Rows, Stat } from './bits'
import { Shown } from './states'

/** In full only with a reason, which is written down: so it is asked for once and not again in the background. */
const borrowerQuery = (id: string, reason: string | undefined) =>
  queryOptions({
    queryKey: ['borrower', id, reason ?? null],
    staleTime: Infinity,
    gcTime: reason === undefined ? undefined : 0,
    refetchOnWindowFocus: false,
    queryFn: () => answered(api.GET('/api/v1/borrowers/{id}', { params: { path: { id }, query: { reason } } })),
  })

/** Who owes: masked until somebody says why they must know. */
export function Borrower({ id }: { id: string }) {
  const { t } = useWords()
  const sees = useCan('GET /borrowers/{id}')
  const unmasks = useMay()('borrowers:unmask')
  const [reason, setReason] = useState<string>()
  const [asking, setAsking] = useState(false)
  const query = useQuery({ ...borrowerQuery(id, reason), enabled: sees })
  if (!sees) return null
  return (
    <section className="borrower">
      <h2 className="section">
        <span>{t('borrower.title')}</span>
        {unmasks && query.data?.masked && (
          <Button size="compact-xs" variant="default" leftSection={<IconEye size={13} />} onClick={() => setAsking(true)}>
            {t('borrower.show')}
          </Button>
        )}
      </h2>
      <Shown query={query} waiting={<Rows n={2} />} right="borrowers:read">
        {(who) => <Person who={who} />}
      </Shown>
      <Modal opened={asking} onClose={() => setAsking(false)} title={<b>{t('borrower.why')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setReason(String(new FormData(event.currentTarget).get('reason')).trim() || undefined)
            setAsking(false)
          }}
        >
          <Textarea name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} data-autofocus />
          <Button type="submit" mt="md" fullWidth>
            {t('borrower.show')}
          </Button>
        </form>
      </Modal>
    </section>
  )
}

function Person({ who }: { who: Schemas['Borrower'] }) {
  const { t } = useWords()
  return (
    <>
      <div className="borrower-name">
        <b>{who.name}</b>
        {who.vulnerable && (
          <Pill color="var(--sev-warn)">
            <IconHeartHandshake size={13} aria-hidden /> {t('borrower.vulnerable')}
          </Pill>
        )}
        {who.watch_listed && (
          <Pill color="var(--sev-high)">
            <IconListDetails size={13} aria-hidden /> {t('borrower.watch_listed')}
          </Pill>
        )}
      </div>
      <div className="kv">
        {who.phone && <Stat label={t('borrower.phone')}>{who.masked ? who.phone : <a href={`tel:${who.phone.replace(/[^+\d]/g, '')}`}>{who.phone}</a>}</Stat>}
        {who.email && <Stat label={t('borrower.email')}>{who.email}</Stat>}
        {who.id_number && <Stat label={t('borrower.id_number')}>{who.id_number}</Stat>}
        {who.address && <Stat label={t('borrower.address')}>{who.address}</Stat>}
        <Stat label={t('borrower.external_id')}>{who.external_id}</Stat>
      </div>
      {!who.masked && <p className="meta">{t('borrower.logged')}</p>}
    </>
  )
}
