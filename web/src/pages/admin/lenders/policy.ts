/** Settings of a lender: sections of values, as the service has them. */
export type Settings = Record<string, unknown>
type Section = Record<string, unknown>

/** A setting by its section and its name; buckets are a section of their own without names. */
export type Path = readonly [section: string, name?: string]

const isObject = (value: unknown): value is Section => typeof value === 'object' && value !== null && !Array.isArray(value)
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export const valueAt = (settings: Settings, [section, name]: Path): unknown => (name === undefined ? settings[section] : isObject(settings[section]) ? settings[section][name] : undefined)

/** Every setting, section by section in the service's order. */
export const pathsOf = (settings: Settings): Path[] => Object.entries(settings).flatMap(([section, of]): Path[] => (isObject(of) ? Object.keys(of).map((name) => [section, name] as const) : [[section]]))

/**
 * A lender's own policy with one setting changed: what is as the service has it by default is left out, and what the policy
 * holds besides is kept as it is. The whole of a setting is written, also where only a part of it changed.
 */
export function withSetting(policy: Settings, defaults: Settings, [section, name]: Path, value: unknown): Settings {
  const { [section]: own, ...rest } = policy
  if (name === undefined) return same(value, defaults[section]) ? rest : { ...policy, [section]: value }
  const { [name]: _, ...others } = isObject(own) ? own : {}
  const changed = same(value, valueAt(defaults, [section, name])) ? others : { ...(isObject(own) ? own : {}), [name]: value }
  return Object.keys(changed).length === 0 ? rest : { ...policy, [section]: changed }
}
