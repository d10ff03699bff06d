import { useEffect, useState } from 'react'
import type { Schemas } from '../../api/client'
import type { CaseDetail } from '../../api/queries'
import { useSession } from '../../app/session'
import { useWords, word } from '../../i18n'
import { day, fullMoment } from '../../i18n/format'
import { Stat } from '../../ui/bits'

/** What a printed file says of itself; on the screen it stands elsewhere. */
export function Letterhead({ kase, vehicle }: { kase: CaseDetail; vehicle: Schemas['VehicleDetail'] | undefined }) {
  const { t } = useWords()
  const session = useSession()
  const [at, setAt] = useState(() => new Date().toISOString())
  useEffect(() => {
    const now = () => setAt(new Date().toISOString())
    window.addEventListener('beforeprint', now)
    return () => window.removeEventListener('beforeprint', now)
  }, [])
  return (
    <div className="letterhead">
      <div className="kv three">
        <Stat label={t('sheet.case')}>{kase.id}</Stat>
        <Stat label={t('sheet.contract')}>{kase.contract_number}</Stat>
        <Stat label={t('sheet.state')}>
          {word('case_state', kase.state)} · {day(kase.state_since)}
        </Stat>
        {vehicle && <Stat label={t('sheet.vin')}>{vehicle.vin}</Stat>}
        {vehicle && <Stat label={t('sheet.car')}>{[vehicle.model_year, vehicle.make, vehicle.model, vehicle.colour].filter(Boolean).join(' ') || '—'}</Stat>}
        <Stat label={t('sheet.dpd')}>{kase.dpd}</Stat>
      </div>
      <p>{t('sheet.printed', { who: session?.display_name ?? '', time: fullMoment(at) })}</p>
    </div>
  )
}
