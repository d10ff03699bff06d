import { queryOptions } from '@tanstack/react-query'
import { answered, api } from '../../../api/client'
import { all } from '../../../api/queries'

const params = (id: string) => ({ path: { id } })

/** Every instalment with what is paid of it. */
export const scheduleQuery = (id: string) => queryOptions({ queryKey: ['loan', id, 'schedule'], queryFn: ({ signal }) => answered(api.GET('/api/v1/loans/{id}/schedule', { params: params(id), signal })) })

/** What was paid and undone, in the order of entry, up to the most that a page draws. */
export const paymentsQuery = (id: string) =>
  queryOptions({ queryKey: ['loan', id, 'payments'], queryFn: ({ signal }) => all((cursor) => answered(api.GET('/api/v1/loans/{id}/payments', { params: { ...params(id), query: { limit: 200, cursor } }, signal }))) })
