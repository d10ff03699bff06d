/** Fences: areas that vehicles must stay in, or keep out of. */
export const fencesEn = {
  fences: { gone: 'A fence that is there no more', lead: 'A car that leaves what it must stay in, or enters what it must keep out of, raises an alert.', add: 'Draw a fence', change: 'Change the fence', rule: 'Rule', vehicles: 'Watches', vehicles_n: '{{n}} vehicles', find: 'Find a plate', first: 'the first {{n}} of {{total}} are named', none: 'No fence is drawn', none_text: 'A fence watches the vehicles that it names, from its next fix on.', saved: 'The fence is saved', removed: 'The fence is out of use', of_car: 'Fences', no_of_car: 'No fence watches this car' },
  fence_rule: { keep_in: 'Must stay in', keep_out: 'Must keep out' },
}
