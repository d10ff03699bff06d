/** Decimals of a currency, ISO 4217. */
export const decimals = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
/** An amount as people write it, from minor units. */
export const major = (minor: number, currency: string) => minor / 10 ** decimals(currency)
/** Minor units of an amount as people write it. */
export const minor = (major: number, currency: string) => Math.round(major * 10 ** decimals(currency))
