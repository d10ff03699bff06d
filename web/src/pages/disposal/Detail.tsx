import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client'
import type { CaseDetail } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { money } from '../../i18n/format'
import { Pill, Plate, Rows, Stat } from '../../ui/bits'
import { Shown } from '../../ui/states'
import { Appraisals, Appraise, appraisalsQuery, countsOf } from './Appraisals'
import { Auction, Draft } from './Auction'
import { Statement } from './Statement'

/** One car on its way: what it is worth, how it is sold, and who gets the money. */
export function Detail({ kase, lot }: { kase: CaseDetail; lot: Schemas['LotDetail'] | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const appraisals = useQuery(appraisalsQuery(kase.id))
  const appraisal = countsOf(appraisals.data)?.appraisal
  return (
    <div className="job-body">
      <div className="job-title">
        <Plate text={kase.plate} />
        <Pill plain>{word('case_state', kase.state)}</Pill>
      </div>
      <div className="kv">
        <Stat label={t('case.outstanding')}>{money(kase.outstanding_minor, kase.currency)}</Stat>
        <Stat label={t('live.dpd')}>{kase.dpd}</Stat>
      </div>
      <Link to="/cases/$id" params={{ id: kase.id }}>
        {t('live.open_case')}
      </Link>
      <section>
        <h2 className="section">{t('disposal.appraisals')}</h2>
        <Shown query={appraisals} waiting={<Rows n={1} />} right="disposal:read">
          {(found) => <Appraisals found={found} />}
        </Shown>
        {may('disposal:write') && kase.state === 'for_disposal' && <Appraise kase={kase} />}
      </section>
      <section>
        <h2 className="section">{t('disposal.lot')}</h2>
        {lot ? <Auction view={lot} kase={kase} appraisal={appraisal} /> : <Draft kase={kase} />}
      </section>
      {may('ledger:read') && <Statement kase={kase} />}
    </div>
  )
}
