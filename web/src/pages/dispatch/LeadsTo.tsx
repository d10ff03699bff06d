import { IconMapPin } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { answered, api, type Schemas } from '../../api/client'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { leadsText } from './leads'

/** What the server calls a place; it is looked up to a ten-thousandth of a degree, and remembered. */
const addressQuery = (lat: number, lon: number, lang: string) =>
  queryOptions({ queryKey: ['address', lat.toFixed(4), lon.toFixed(4), lang], staleTime: Infinity, queryFn: () => answered(api.GET('/api/v1/addresses', { params: { query: { lat, lon, lang } } })) })

/** Where the order was taken to lead, from which travel is estimated: beside those who could go there. */
export function LeadsTo({ leads }: { leads: Schemas['LeadsTo'] }) {
  const may = useMay()
  const { language } = useWords()
  const { lat, lon } = leads
  const address = useQuery({ ...addressQuery(lat ?? 0, lon ?? 0, language), enabled: lat != null && lon != null && may('sites:read') })
  return (
    <p className="leads">
      <IconMapPin size={14} aria-hidden />
      <span>{leadsText(leads, address.data)}</span>
    </p>
  )
}
