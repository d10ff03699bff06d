import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

/** Rows that are asked for at once. */
export const PAGE = 200
type Page<T> = { items: T[]; next_cursor?: string | null | undefined }

/** A list of the server page by page, in the server's order; `longTable` is what a long table needs to ask for more. */
export function usePages<T>(key: readonly unknown[], ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>) {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  // A page that failed is not asked for again and again: the list says that it is old and offers another try.
  const more = query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError
  return { query, rows, longTable: { more, onMore: () => void query.fetchNextPage() } }
}
