import { useQuery } from '@tanstack/react-query'
import { vendorsQuery } from '../../api/queries'
import { useWords, word } from '../../i18n'
import { count } from '../../i18n/format'
import { Pill, Rows } from '../../ui/bits'
import { ExportMenu } from '../../ui/ExportMenu'
import { Empty, Shown } from '../../ui/states'
import { Table } from '../../ui/Table'
import { vendorOf } from '../dispatch/wire'
import { Head } from './Head'

export function Contractors() {
  const { t } = useWords()
  const query = useQuery(vendorsQuery)
  return (
    <>
      <Head title={t('admin.contractors')}>
        <ExportMenu path="vendors" />
      </Head>
      <Shown query={query} waiting={<Rows />} right="vendors:read">
        {({ items }) => (
          <Table
            rows={items}
            id={(one) => one.id}
            empty={<Empty title={t('dispatch.no_contractors')}>{t('dispatch.no_contractors_text')}</Empty>}
            columns={[
              { head: t('admin.name'), cell: (one) => <b>{vendorOf(one).name}</b> },
              { head: t('admin.state'), cell: (one) => <Pill color={one.state === 'active' ? 'var(--sev-ok)' : 'var(--sev-warn)'}>{word('vendor_state', one.state)}</Pill> },
              { head: t('admin.kind'), cell: (one) => vendorOf(one).kinds.map((kind) => word('order_kind', kind)).join(', ') },
              { head: t('admin.capacity'), num: true, cell: (one) => count(vendorOf(one).capacity) },
            ]}
          />
        )}
      </Shown>
    </>
  )
}
