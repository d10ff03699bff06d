import { useQuery } from '@tanstack/react-query'
import { allows, type Right } from '../api/rights'
import { type Session, sessionQuery } from '../api/queries'

/** Who is logged in. Only pages behind the log-in ask. */
export function useSession(): Session | null {
  return useQuery(sessionQuery).data ?? null
}

/** What they may do, by the table that the server itself asks. It only keeps from offering what would be refused. */
export function useMay(): (right: Right) => boolean {
  const session = useSession()
  return (right) => allows(session, right)
}

/** What the server lets the caller call, e.g. `GET /jobs`. */
export const useOperations = (): readonly string[] => useSession()?.operations ?? []
export const useCan = (operation: string): boolean => useOperations().includes(operation)
