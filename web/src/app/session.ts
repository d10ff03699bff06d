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

/** What the server has and lets the caller call, e.g. `GET /jobs`. Older servers tell nothing: then it is taken as not there. */
export function useOperations(): readonly string[] {
  const session = useSession() as (Session & { operations?: string[] }) | null
  return session?.operations ?? []
}
export const useCan = (operation: string): boolean => useOperations().includes(operation)
