import { QueryClient } from '@tanstack/react-query'
import { asProblem } from '../api/problem'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (tried, error) => tried < 2 && asProblem(error).transient,
      retryDelay: (tried) => Math.min(4000, 500 * 2 ** tried),
      refetchOnWindowFocus: false,
    },
  },
})
