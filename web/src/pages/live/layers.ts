/** What can be shown on the live map, and what is unless somebody says otherwise. */
export const LAYERS = ['sites', 'coarse', 'places', 'fences', 'density', 'grid'] as const
export type Layer = (typeof LAYERS)[number]
const USUAL: readonly Layer[] = ['sites', 'coarse', 'places', 'grid']

/** The layers that an address names; unsaid: the usual ones; `-`: none. */
export const layersOf = (text: string | undefined): ReadonlySet<Layer> => new Set(text === undefined ? USUAL : LAYERS.filter((one) => text.split(',').includes(one)))

/** How an address names layers: not at all where they are the usual ones. */
export function printLayers(on: ReadonlySet<Layer>): string | undefined {
  const all = LAYERS.filter((one) => on.has(one))
  return all.length === USUAL.length && USUAL.every((one) => on.has(one)) ? undefined : all.join(',') || '-'
}

export function flipped(on: ReadonlySet<Layer>, layer: Layer): ReadonlySet<Layer> {
  const next = new Set(on)
  if (!next.delete(layer)) next.add(layer)
  return next
}
