import { useQuery } from '@tanstack/react-query'
import { type Right, may } from '../api/rights'
import { type Session, sessionQuery } from '../api/queries'

/** Who is logged in. Only pages behind the log-in ask. */
export function useSession(): Session | null {
  return useQuery(sessionQuery).data ?? null
}

export function useMay(): (right: Right) => boolean {
  const role = useSession()?.role
  return (right) => may(role, right)
}
