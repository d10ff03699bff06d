import { useQuery } from '@tanstack/react-query'
import { usersQuery } from '../api/queries'
import { useMay } from '../app/session'
import { word } from '../i18n'

/** Who did something, by name where the caller may know people, else by the beginning of what the log calls them. */
export function useNames(): (actor: string) => string {
  const may = useMay()
  const names = new Map(useQuery({ ...usersQuery, enabled: may('users:read') }).data?.items.map((one) => [one.id, one.display_name]))
  return (actor) => names.get(actor.replace(/^user:/, '')) ?? (actor.startsWith('system:') ? word('actor', 'system') : actor.replace(/^(user|key):([0-9a-z]{0,9}).*$/, '$1 $2'))
}
