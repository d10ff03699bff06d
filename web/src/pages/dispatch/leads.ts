import type { Schemas } from '../../api/client'
import { i18n, word } from '../../i18n'
import { clock, metres, moment, weekday } from '../../i18n/format'
import { percent } from '../vehicle/nights'

type Leads = Schemas['LeadsTo']
type Address = Schemas['AddressView']

/** A place in words: its address where a geocoder knows one, else the nearest town, else its numbers. */
export function placeText(at: { lat: number; lon: number }, address: Pick<Address, 'address' | 'nearest'> | undefined, coarse: boolean): string {
  // An address to the door would say more than a coarse place does.
  if (address?.address && !coarse) return address.address
  const near = address?.nearest
  if (!near) return `${at.lat.toFixed(coarse ? 2 : 4)}, ${at.lon.toFixed(coarse ? 2 : 4)}`
  return near.direction === 'here' ? near.name : i18n.t('leads.near', { way: metres(near.distance_m), direction: word('compass', near.direction), town: near.name })
}

/** One line for whoever picks a contractor: where the car is taken to be, how likely, and when. */
export function leadsText(leads: Leads, address: Pick<Address, 'address' | 'nearest'> | undefined): string {
  const { basis, lat, lon, p, from, to, places } = leads
  const coarse = leads.precision === 'coarse'
  const named = lat != null && lon != null ? placeText({ lat, lon }, address, coarse) : i18n.t('leads.hidden')
  const place = coarse ? i18n.t('leads.about', { place: named }) : named
  switch (basis) {
    case 'order':
      return i18n.t('leads.order', { place })
    case 'forecast': {
      const window = from && to ? `${weekday(from)} ${clock(from)}–${clock(to)}` : ''
      const said = i18n.t('leads.forecast', { place, p: p == null ? '—' : percent(p), window })
      return places != null && places > 1 ? `${said} ${i18n.t('leads.best_of', { n: places })}` : said
    }
    case 'last_position':
      return from ? i18n.t('leads.last_position', { place, time: moment(from) }) : i18n.t('leads.last_place', { place })
    default:
      return i18n.t('leads.unknown')
  }
}
