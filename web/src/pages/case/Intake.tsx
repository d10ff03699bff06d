import { Checkbox } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, seen } from '../../api/client'
import { type CaseDetail, caseQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { complain } from '../../ui/notify'

export const ITEMS = ['loan_contract', 'payment_history', 'borrower_details', 'credit_assessment', 'vehicle_details', 'lien_registration', 'valuation', 'keys'] as const

/** What is on file; a tick is stored at once. */
export function Intake({ kase }: { kase: CaseDetail }) {
  const { t } = useWords()
  const may = useMay()
  const client = useQueryClient()
  const tick = useMutation({
    mutationFn: (items: string[]) => answered(api.PUT('/api/v1/cases/{id}/intake', { params: { path: { id: kase.id }, header: seen(kase.version) }, body: { items } })),
    onSuccess: (after) => client.setQueryData(caseQuery(kase.id).queryKey, after),
    onError: (error) => {
      void complain(error)
      void client.invalidateQueries({ queryKey: ['case', kase.id] })
    },
  })
  const has = tick.isPending ? tick.variables : kase.intake
  return (
    <section>
      <h2 className="section">
        <span>{t('case.intake')}</span>
        <b>{t('case.intake_n', { n: has.length, total: ITEMS.length })}</b>
      </h2>
      <div className="intake">
        {ITEMS.map((item) => (
          <Checkbox key={item} size="xs" label={word('intake_item', item)} checked={has.includes(item)} disabled={!may('cases:write') || tick.isPending} onChange={() => tick.mutate(has.includes(item) ? has.filter((one) => one !== item) : [...has, item])} />
        ))}
      </div>
    </section>
  )
}
