import type { TFunction } from 'i18next'
import { useSession } from '../app/session'
import { useWords } from '../i18n'

export type Band = { bucket: string; from_dpd: number }

/** Every bucket there is, from good to bad; a lender may leave some out. */
export const BUCKETS = ['current', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm6_plus'] as const
export type Bucket = (typeof BUCKETS)[number]

/** A bucket by the days that it covers; by its own name (M2) where several lenders count otherwise, or it is left out now. */
export function bucketName(name: string, bands: readonly Band[] | null | undefined, t: TFunction): string {
  if (name === 'current') return t('bucket.current')
  const at = bands?.findIndex((one) => one.bucket === name) ?? -1
  const from = bands?.[at]?.from_dpd
  if (from === undefined) return name.toUpperCase().replace('_PLUS', '+')
  const next = bands?.[at + 1]?.from_dpd
  if (next === undefined) return t('bucket.over', { from })
  return next - 1 === from ? t('bucket.one', { from }) : t('bucket.between', { from, to: next - 1 })
}

/** The names of buckets by the policy of the lender, and those that it has. */
export function useBuckets(): { name: (bucket: string) => string; all: readonly Bucket[] } {
  const { t } = useWords()
  const bands = useSession()?.buckets
  return {
    name: (bucket) => bucketName(bucket, bands, t),
    all: bands ? BUCKETS.filter((bucket) => bands.some((one) => one.bucket === bucket)) : BUCKETS,
  }
}
