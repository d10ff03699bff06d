import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { vehiclesQuery } from '../../api/queries'
import { useWords } from '../../i18n'
import { useFlag } from '../../ui/FlagCase'
import { Plate, Rows } from '../../ui/bits'
import { SeverityPill } from '../../ui/severity'
import { Shown } from '../../ui/states'

const MOST = 12

/** A case by hand: first which car, of those without one, then why. */
export function NewCase({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const query = useInfiniteQuery(vehiclesQuery({ q: q || undefined, has_open_case: false, sort: 'severity' }))
  const [picked, setPicked] = useState(false)
  const flag = useFlag()
  return (
    <>
      <Modal opened={!picked} onClose={onClose} title={<b>{t('board.new')}</b>} size={480} closeButtonProps={{ 'aria-label': t('common.close') }}>
        <TextInput data-autofocus value={text} onChange={(event) => setText(event.currentTarget.value)} placeholder={t('board.find')} aria-label={t('board.find')} leftSection={<IconSearch size={15} />} mb="sm" />
        <Shown query={query} waiting={<Rows n={6} height={40} />} right="vehicles:read">
          {({ pages }) => {
            const items = (pages[0]?.items ?? []).slice(0, MOST)
            return items.length === 0 ? (
              <p className="meta">{t('board.none_found')}</p>
            ) : (
              <div className="newcase">
                {items.map((one) => (
                  <button
                    key={one.id}
                    type="button"
                    onClick={() => {
                      setPicked(true)
                      flag.ask({ vehicle_id: one.id, plate: one.plate, onCancel: onClose })
                    }}
                  >
                    <Plate small text={one.plate ?? one.vin} />
                    <span className="meta ellipsis">
                      {one.contract_number}
                      {one.dpd ? ` · ${t('live.dpd_n', { n: one.dpd })}` : ''}
                    </span>
                    {one.worst_severity ? <SeverityPill small severity={one.worst_severity} /> : <span />}
                  </button>
                ))}
              </div>
            )
          }}
        </Shown>
      </Modal>
      {flag.dialog}
    </>
  )
}
