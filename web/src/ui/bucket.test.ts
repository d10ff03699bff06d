import { expect, test } from 'vitest'
import { en } from '../i18n/en'
import { bucketName } from './bucket'

const t = ((key: string, values: Record<string, number> = {}) => (en.bucket as Record<string, string>)[key.replace('bucket.', '')]?.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))) as never
const bands = [['current', 0], ['m1', 1], ['m2', 30], ['m3', 31], ['m6_plus', 180]].map(([bucket, from_dpd]) => ({ bucket: String(bucket), from_dpd: Number(from_dpd) }))

test('a bucket is called by the days that the lender gave it', () => {
  const name = (one: string) => bucketName(one, bands, t)
  expect(['current', 'm1', 'm2', 'm3', 'm6_plus'].map(name)).toEqual(['Current', '1–29 days', '30 days', '31–179 days', '180 days and more'])
})

test('where lenders count otherwise, or left it out, it is called by its own name', () => {
  expect([bucketName('m6_plus', null, t), bucketName('m2', undefined, t), bucketName('m5', bands, t), bucketName('current', null, t)]).toEqual(['M6+', 'M2', 'M5', 'Current'])
})
